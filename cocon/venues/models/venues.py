"""Venues: what they are, how their floor changed, what norms of space hold, and what a 15-minute circle has."""

from django.db import models
from django.db.models import Q

from cocon.venues.choices import BaseKind, FacilityKind, FloorChangeKind, NormKey, VenueKind
from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins, in_force_on
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import Dated, dated_constraints
from orgtree.scope.models.rows import STAFF_ONLY


class DatedQuerySet(ScopedQuerySet):
    def in_use(self, day):
        """Those in use on the day; the last day counts."""
        return self.filter(in_force_on(day))


class VenueQuerySet(DatedQuerySet):
    def public(self, day):
        """Those in use on the day that residents may come to."""
        return self.in_use(day).filter(is_public=True)


@audited()
class Venue(models.Model):
    """A place of the community, or one that a unit opens to residents (`unit`). How large it is follows from its floor changes."""

    scope_area = "area"
    scope_institution = "unit"

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="venues", verbose_name="所属区域")
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("类别", max_length=10, choices=VenueKind.choices)
    base_kind = models.CharField(
        "基地类型", max_length=10, choices=BaseKind.choices, blank=True, help_text="组织生活基地必选，其他的不选"
    )
    address = models.CharField("地址", max_length=80)
    unit = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="venues",
        verbose_name="开放单位",
        help_text="由驻区单位开放的场所选单位；社区自己的不选",
    )
    is_public = models.BooleanField("向居民开放", default=True)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True, help_text="最后使用的一天")

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "阵地"
        ordering = ["area", "kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"], name="venue_name_once", violation_error_message="这一区域已有同名的阵地"
            ),
            ends_after_it_begins("venue_ends_after_it_begins", "停用日期不能早于启用日期"),
            models.CheckConstraint(
                condition=Q(kind=VenueKind.BASE) ^ Q(base_kind=""),
                name="venue_base_has_a_kind",
                violation_error_message="组织生活基地要选基地类型，其他类别不选",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FloorChangeQuerySet(ScopedQuerySet):
    def in_days(self, first, last):
        return self.filter(day__gte=first, day__lte=last)


@audited()
class FloorChange(models.Model):
    """What was done to a venue's floor on a day: square metres that came, went or were renovated, and what it cost in fen.

    `below_norm` is set when it is entered: whether the community had less than the norm on the day before.
    """

    scope_area = "venue__area"
    names_persons = STAFF_ONLY

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="floor_changes", verbose_name="阵地")
    kind = models.CharField("事项", max_length=10, choices=FloorChangeKind.choices)
    day = models.DateField("日期")
    m2 = models.PositiveIntegerField("面积（平方米）")
    cost = models.PositiveBigIntegerField("结算资金（分）", null=True, blank=True)
    note = models.CharField("说明", max_length=100, blank=True)
    below_norm = models.BooleanField("此前不达标", default=False)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = FloorChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "面积与建设"
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(m2__gt=0), name="floor_change_has_floor", violation_error_message="请填写面积"
            )
        ]

    def __str__(self) -> str:
        return f"{self.venue} {self.get_kind_display()}{self.m2}平方米"

    @property
    def difference(self) -> int:
        """Square metres more or less."""
        signs = {FloorChangeKind.GIVEN_UP: -1, FloorChangeKind.RENOVATED: 0}
        return signs.get(FloorChangeKind(self.kind), 1) * self.m2


@audited()
class SpaceNorm(Dated):
    """A norm of space of one keeper, in force from `active_from` until the keeper's next of its key, or until `active_to`."""

    key = models.CharField("事项", max_length=12, choices=NormKey.choices)
    number = models.PositiveIntegerField("平方米")

    class Meta:
        verbose_name = verbose_name_plural = "用房标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            *dated_constraints("space_norm"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number}平方米"


@audited()
class Facility(models.Model):
    """Something within a quarter of an hour on foot of a community: one of each kind makes its circle complete."""

    scope_area = "area"

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="facilities", verbose_name="社区")
    kind = models.CharField("类别", max_length=10, choices=FacilityKind.choices)
    name = models.CharField("名称", max_length=40)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True, help_text="最后使用的一天；现在还有的不填")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "生活圈设施"
        ordering = ["area", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name"], name="facility_once", violation_error_message="已登记这一设施"
            ),
            ends_after_it_begins("facility_ends_after_it_begins", "结束日期不能早于开始日期"),
        ]

    def __str__(self) -> str:
        return self.name
