"""Brands of a community, the activities, teams, needs and projects that belong to one, and people served that are counted elsewhere."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q

from cocon.brands.choices import BrandState, TallyState
from orgtree.database.audit import audited
from orgtree.database.spans import in_being_on
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY

PRIVATE = "对外公开，不写姓名、电话和门牌号"


THINGS = ("activity", "team", "need", "project")  # of these a part of a brand names one


def _one_of(names: tuple[str, ...]) -> Q:
    """Exactly one of them is there."""
    ways = (Q(**{f"{name}__isnull": name != there for name in names}) for there in names)
    return reduce(or_, ways)


class BrandQuerySet(ScopedQuerySet):
    def in_being_on(self, day):
        """Begun by `day` and not ended by then."""
        return self.filter(in_being_on(day))

    def public(self):
        """Those whose page is open to everybody."""
        return self.filter(state=BrandState.PUBLIC)


@audited()
class Brand(models.Model):
    """What a community is known for. One at most is its main one (一社区一品). Nobody is named in it."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="brands", verbose_name="社区")
    name = models.CharField("品牌名称", max_length=30, help_text=PRIVATE)
    what = models.TextField("品牌做法", max_length=300, help_text=PRIVATE)
    since = models.DateField("创建日期", help_text="从这一天起计服务人次")
    outcome = models.TextField("成效", max_length=300, blank=True, help_text=PRIVATE)
    is_main = models.BooleanField("一社区一品", default=False, help_text="本社区的主品牌，只能有一个")
    state = models.CharField("状态", max_length=10, choices=BrandState.choices, default=BrandState.DRAFT)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    published_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公开人"
    )
    published_at = models.DateTimeField("公开时间", null=True, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=200, blank=True)

    objects = BrandQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党建品牌"
        ordering = ["area_id", "-is_main", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(is_main=True, ended_on__isnull=True),
                name="brand_one_main",
                violation_error_message="本社区已有一个“一社区一品”，请先取消原来的",
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(ended_on__isnull=True),
                name="brand_name_once",
                violation_error_message="本社区已有同名品牌",
            ),
            models.CheckConstraint(
                condition=Q(state=BrandState.ENDED, ended_on__gte=F("since"))
                | (~Q(state=BrandState.ENDED) & Q(ended_on__isnull=True)),
                name="brand_ends_after_it_began",
                violation_error_message="结束日期不能早于创建日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@audited()
class BrandPart(models.Model):
    """An activity, a team, a need or a project that belongs to a brand: what they did is counted, not entered."""

    scope_area = "brand__area"
    names_persons = STAFF_ONLY

    brand = models.ForeignKey(Brand, models.PROTECT, related_name="parts", verbose_name="品牌")
    activity = models.ForeignKey(
        "volunteers.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="brand_parts",
        verbose_name="活动",
        help_text="各场次登记的服务居民计入品牌",
    )
    team = models.ForeignKey(
        "volunteers.ServiceTeam",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="brand_parts",
        verbose_name="服务队",
        help_text="服务队的活动都计入品牌",
    )
    need = models.ForeignKey(
        "cocon.Need",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="brand_parts",
        verbose_name="共建需求",
        help_text="列为品牌项目",
    )
    project = models.ForeignKey(
        "cocon.Project",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="brand_parts",
        verbose_name="共建项目",
        help_text="验收后，填报的受益人数计入品牌；人数按项目填报，一个项目只计一次",
    )
    added_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="关联人")
    added_at = models.DateTimeField("关联时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "品牌项目"
        ordering = ["brand_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=_one_of(THINGS),
                name="brand_part_is_one_thing",
                violation_error_message="活动、服务队、需求、项目选一项",
            ),
            *(
                models.UniqueConstraint(
                    fields=["brand", name],
                    name=f"brand_part_{name}_once",
                    violation_error_message="已经关联",
                )
                for name in THINGS
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self):
        """The activity, team, need or project."""
        return self.activity or self.team or self.need or self.project

    @property
    def state(self) -> str:
        """For its acts: there as long as the row is."""
        return "linked"


class TallyQuerySet(ScopedQuerySet):
    def counted(self):
        return self.filter(state=TallyState.COUNTED)


@audited()
class BrandTally(models.Model):
    """People served on a day at something that the platform does not know: a head-count, never a name."""

    scope_area = "brand__area"
    names_persons = STAFF_ONLY

    brand = models.ForeignKey(Brand, models.PROTECT, related_name="tallies", verbose_name="品牌")
    day = models.DateField("日期")
    people = models.PositiveIntegerField("服务居民（人次）")
    what = models.CharField("做了什么", max_length=40, help_text="不写姓名、电话和门牌号")
    state = models.CharField("状态", max_length=10, choices=TallyState.choices, default=TallyState.COUNTED)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "品牌服务人次"
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gt=0), name="brand_tally_counts_people", violation_error_message="请填写人次"
            )
        ]
        indexes = [models.Index(fields=["brand", "day"], name="tally_of_brand")]

    def __str__(self) -> str:
        return f"{self.brand} {self.day}"
