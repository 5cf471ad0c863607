"""What units and communities have to share: places, things, people, services."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cocon.needs.choices import ResourceKind, ResourceState
from cocon.units.models import Pairing
from orgtree.choices import Permission as P
from orgtree.database.audit import audited
from orgtree.database.spans import lasting_on
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import STAFF_ONLY


class ResourceQuerySet(ScopedQuerySet):
    """Read where it is, by its unit, and by the communities that are paired with the unit; written only by the first two."""

    def allowed(self, user, permission: str):
        if permission != P.COCON_VIEW:
            return super().allowed(user, permission)
        paired = Pairing.objects.in_force_on(timezone.localdate()).allowed(user, permission)
        ways = ScopedQuerySet(self.model, using=self._db).by_each_way(user, permission)
        return rows_of_either(self, *ways, self.model.objects.filter(unit__in=paired.values("unit")))

    def shared_on(self, day):
        """On the shared list: not taken back, and their last day not over."""
        return self.filter(lasting_on(day), state=ResourceState.SHARED)


@audited()
class Resource(models.Model):
    """One thing to share: of a unit, counted where the unit sits, or of the community itself. No names in it."""

    scope_area = "area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="resources", verbose_name="所在区域")
    unit = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name="共享单位",
    )
    kind = models.CharField("种类", max_length=10, choices=ResourceKind.choices)
    matter = models.ForeignKey("cocon.Matter", models.PROTECT, related_name="+", verbose_name="事项类别")
    title = models.CharField("资源", max_length=40, help_text="不写姓名、电话和门牌号")
    capacity = models.PositiveIntegerField("容量或数量", null=True, blank=True, help_text="如能坐多少人、有多少套")
    hours = models.CharField("什么时候可用", max_length=60, blank=True)
    conditions = models.CharField("使用条件", max_length=200, blank=True)
    until = models.DateField("共享到", null=True, blank=True, help_text="当天仍算；不填一直共享")
    state = models.CharField("状态", max_length=10, choices=ResourceState.choices, default=ResourceState.SHARED)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    ended_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="收回人"
    )
    ended_at = models.DateTimeField("收回时间", null=True, blank=True)
    reason = models.CharField("收回原因", max_length=200, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共享资源"
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ResourceState.SHARED, ended_at__isnull=True)
                | Q(state=ResourceState.WITHDRAWN, ended_at__isnull=False),
                name="resource_ended_at_a_time",
                violation_error_message="收回须有时间",
            )
        ]
        indexes = [models.Index(fields=["area", "state"], name="resource_of_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def owner_label(self) -> str:
        """Whose it is: the unit, else the community."""
        return self.unit.name if self.unit else self.area.name
