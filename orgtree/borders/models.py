"""Changes of borders: what was planned, what was done, and what it takes to give everything back."""

from django.db import models
from django.db.models import Q

from orgtree.choices import BorderKind, BorderState
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.people.models.people import Post
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet
from orgtree.tree.models import Area


@audited()
class BorderChange(models.Model):
    """Communities of one street that become one, or one of which some grids become another.

    `area` is the street. `community` is the one that stays, or one of those that a new one takes the place of (`new_name`); `made` is the new one.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey(Area, models.PROTECT, related_name="border_changes", verbose_name="街道")
    kind = models.CharField("种类", max_length=10, choices=BorderKind.choices)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="社区")
    made = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="设立的社区")
    new_name = models.CharField("新社区名称", max_length=60, blank=True)
    new_code = models.CharField("新社区代码", max_length=24, blank=True)
    on = models.DateField("生效日期")
    state = models.CharField("状态", max_length=10, choices=BorderState.choices, default=BorderState.PLANNED)
    planned_by = by_account("拟定人")
    planned_at = models.DateTimeField("拟定时间")
    confirmed_by = by_account_later("确认人")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    done_on = models.DateField("实际生效", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区划调整"
        ordering = ["-planned_at", "-id"]
        constraints = [
            in_state(
                [BorderState.AGREED, BorderState.DONE, BorderState.UNDONE],
                "border_confirmed_with_author",
                "确认须有确认人和时间",
                has="confirmed_by confirmed_at",
            ),
            in_state([BorderState.DONE, BorderState.UNDONE], "border_done_with_day", "生效须有日期", has="done_on"),
            models.CheckConstraint(
                condition=Q(new_name="", new_code="") | ~Q(new_name="") & ~Q(new_code=""),
                name="border_new_community_whole",
                violation_error_message="新社区须有名称和代码",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.community}"


@audited()
class BorderStep(models.Model):
    """An area or a post that goes elsewhere, with where it was and how it was called. What was planned is there from the first (`is_part`)."""

    scope_area = "change__area"
    names_persons = STAFF_ONLY

    change = models.ForeignKey(BorderChange, models.PROTECT, related_name="moves", verbose_name="区划调整")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="任职")
    is_part = models.BooleanField("列入计划", default=False)
    came_from = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="原上级或任职区域")
    name = models.CharField("原名称", max_length=60, blank=True)
    position = models.PositiveIntegerField("原排序", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区划调整明细"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, post__isnull=True) | Q(area__isnull=True, post__isnull=False),
                name="border_step_of_one",
                violation_error_message="一条明细只写一个区域或一个任职",
            ),
            models.UniqueConstraint(
                fields=["change", "area"], condition=Q(area__isnull=False), name="border_area_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area or self.post}"
