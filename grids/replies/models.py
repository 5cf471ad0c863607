"""Replies (口径库): what is answered in the same words, by whom it is kept, until when, and where it was used."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from grids.replies.choices import ReplyKind, ReplyState
from grids.replies.rules import ENDING_SOON, groups_of, standing_of
from orgtree.choices import Permission as P
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY, touch_condition

PRIVATE = "答复居民时原样使用，不写姓名、手机号和门牌号"


class ReplyQuerySet(ScopedQuerySet):
    """Read where it is kept, below it, and by those above; written only where one's post reaches."""

    def allowed(self, user, permission: str):
        if permission != P.CASE_VIEW:
            return super().allowed(user, permission)
        return self.filter(touch_condition(user, permission, lookup="area"))

    def holding_at(self, area):
        """Those kept by `area` or one above it, whether or not they may be used."""
        return self.filter(area__in=area.get_ancestors(include_self=True))

    def usable_on(self, day):
        """Not withdrawn, begun, and their last day not over."""
        return self.filter(state=ReplyState.OFFERED, valid_from__lte=day, valid_until__gte=day)

    def over_on(self, day):
        """Offered still, though their last day is over."""
        return self.filter(state=ReplyState.OFFERED, valid_until__lt=day)

    def ending_by(self, day):
        """Offered, and their last day is near or over: to be renewed or withdrawn."""
        return self.filter(state=ReplyState.OFFERED, valid_until__lte=day + timedelta(days=ENDING_SOON))

    def offered_for(self, area, category: str, day):
        """What may be used in `area` for a class of cases, the nearest first."""
        found = self.holding_at(area).usable_on(day).filter(category__in=groups_of(category))
        return found.order_by("-category", "-area__level", "title")


@audited()
class Reply(models.Model):
    """One answer: a frame, or what a policy says. Nobody is named in it."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey(
        "orgtree.Area",
        models.PROTECT,
        related_name="replies",
        verbose_name="维护区域",
        help_text="由谁维护，就在谁的范围内使用",
    )
    kind = models.CharField("类型", max_length=10, choices=ReplyKind.choices)
    category = models.CharField(
        "适用类别", max_length=4, blank=True, help_text="事项类别编号，如0301；填前两位适用一个大类；留空都适用"
    )
    title = models.CharField("名称", max_length=40)
    wording = models.TextField("内容", max_length=600, help_text=PRIVATE)
    source = models.CharField("依据", max_length=100, help_text="文件名称和文号，或制定部门；内部模板写制定部门")
    valid_from = models.DateField("启用日期", help_text="当天起可用")
    valid_until = models.DateField("有效期至", help_text="最后一天仍可用，到期不能再用")
    state = models.CharField("状态", max_length=10, choices=ReplyState.choices, default=ReplyState.OFFERED)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    reason = models.CharField("停用原因", max_length=200, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "答复口径"
        ordering = ["area_id", "category", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title"],
                condition=Q(state=ReplyState.OFFERED),
                name="reply_title_once",
                violation_error_message="本区域已有同名口径",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="reply_ends_after_it_began",
                violation_error_message="有效期不能早于启用日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def standing_on(self, day) -> str:
        """可用, 未生效, 已到期 or 已停用."""
        return standing_of(
            is_withdrawn=self.state == ReplyState.WITHDRAWN, begins=self.valid_from, ends=self.valid_until, today=day
        )


class ReplyUse(models.Model):
    """That a reply was used in answering something: once for each row, named by its noun and number."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="uses", verbose_name="口径")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="使用区域")
    noun = models.CharField("用于", max_length=60)
    row_id = models.BigIntegerField("编号")
    used_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="使用人")
    used_at = models.DateTimeField("使用时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "口径使用记录"
        ordering = ["-used_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "noun", "row_id"], name="reply_used_once_a_row"),
        ]

    def __str__(self) -> str:
        return f"{self.reply} {self.used_at:%Y-%m-%d}"
