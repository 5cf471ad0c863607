"""What a community needs of the units around it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from cocon.needs.choices import NeedList, NeedReach, NeedSource, NeedState
from cocon.needs.rules import LIVE
from cocon.units.models import Pairing
from orgtree.choices import AreaKind
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import STAFF_ONLY, inside

STREETS = (AreaKind.STREET, AreaKind.TOWN)


class NeedQuerySet(ScopedQuerySet):
    def published(self):
        return self.filter(state=NeedState.PUBLISHED)

    def open_now(self):
        """Published, and the day by which it is to be claimed is not over: where none is told, the day by which it is to be done."""
        today = timezone.localdate()
        return self.published().filter(Q(claim_by__gte=today) | Q(claim_by=None, until__gte=today))

    def with_taken(self):
        """Each with `taken`: how much of it live claims have taken on."""
        claims = self.model._meta.get_field("claims").related_model.objects
        sums = claims.filter(need=OuterRef("pk"), state__in=LIVE).order_by().values("need").annotate(n=Sum("quantity"))
        return self.annotate(taken=Coalesce(Subquery(sums.values("n")), 0))

    def with_room(self):
        """Those of which something is left to claim."""
        return self.with_taken().filter(quantity__gt=F("taken"))

    def open_to(self, unit):
        """Published ones that this unit may take on: by pairing, or where the community reaches further."""
        return rows_of_either(self, *self.open_to_each_way(unit))

    def open_to_each_way(self, unit) -> list:
        """Those of `open_to`, by each way in which a need reaches the unit."""
        paired = Pairing.objects.in_force_on(timezone.localdate()).filter(unit=unit)
        ways = [Q(area__in=list(paired.values_list("community", flat=True)))]
        for area in unit.area.get_ancestors(include_self=True) if unit.area_id else ():
            if area.kind in STREETS:
                ways.append(Q(reach=NeedReach.STREET) & inside(area, "area"))
            if area.kind == AreaKind.DISTRICT:
                ways.append(Q(reach=NeedReach.DISTRICT) & inside(area, "area"))
        others = self.open_now().exclude(asks__unit=unit)  # whoever asked for it takes nothing of it on
        return [others.filter(way) for way in ways]

    def unclaimed(self):
        """Published, and no unit has it in hand or done."""
        claims = self.model._meta.get_field("claims").related_model.objects
        return self.published().exclude(Exists(claims.filter(need=OuterRef("pk"), state__in=LIVE)))


@audited()
class Need(models.Model):
    """One need. It names nobody: no name, no telephone, no door number. What is left of it is counted from claims."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="needs", verbose_name="社区")
    listed = models.CharField("所在清单", max_length=10, choices=NeedList.choices, default=NeedList.NEED)
    matter = models.ForeignKey("cocon.Matter", models.PROTECT, related_name="+", verbose_name="事项类别")
    title = models.CharField("需求", max_length=40)
    words = models.CharField("说明", max_length=300)
    place = models.CharField("地点", max_length=60, blank=True)
    source = models.CharField("来源", max_length=10, choices=NeedSource.choices, default=NeedSource.COMMUNITY)
    quantity = models.PositiveSmallIntegerField("数量", default=1)
    measure = models.CharField("量词", max_length=4, default="项")
    people = models.PositiveIntegerField("惠及人数", null=True, blank=True)
    since = models.DateField("开始日期", null=True, blank=True)
    until = models.DateField("完成日期")
    claim_by = models.DateField("认领截止日期", null=True, blank=True)
    reach = models.CharField("谁可以认领", max_length=10, choices=NeedReach.choices, default=NeedReach.PAIRED)
    state = models.CharField("状态", max_length=10, choices=NeedState.choices, default=NeedState.DRAFT)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    published_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发布人"
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结束人"
    )
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    reason = models.CharField("撤回原因", max_length=200, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共建需求"
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="need_asks_something", violation_error_message="数量至少为1"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[NeedState.DRAFT, NeedState.WITHDRAWN])
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="need_published_with_author",
                violation_error_message="发布须有发布人和时间",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, state__in=[NeedState.DRAFT, NeedState.PUBLISHED])
                | Q(ended_at__isnull=False, state__in=[NeedState.CLOSED, NeedState.WITHDRAWN]),
                name="need_ended_at_a_time",
                violation_error_message="销号或撤回须有时间",
            ),
        ]
        indexes = [models.Index(fields=["area", "state"], name="need_of_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def amount(self) -> str:
        """How much is asked for, in words: 3场."""
        return f"{self.quantity}{self.measure}"

    @property
    def left(self) -> int:
        """How much is left to claim; counted anew where the row was not read `with_taken`."""
        taken = self.__dict__.get("taken")
        if taken is None:
            taken = Need.objects.filter(pk=self.pk).with_taken().get().taken
        return max(self.quantity - taken, 0)
