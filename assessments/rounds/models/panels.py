"""The panel that checks on the spot: who is on it, and what each of them gave to a subject, line by line."""

from django.db import models
from django.db.models import Q

from assessments.rounds.choices import MemberState, SheetState
from assessments.rounds.models.rounds import Round, RoundSubject, moment, staff
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


class MemberQuerySet(ScopedQuerySet):
    def on(self):
        """Those who are on the panel today."""
        return self.filter(state=MemberState.ON)


@audited()
class PanelMember(models.Model):
    """Somebody on the panel of a round: who is on it is read by those who keep rolls."""

    scope_area = "round__area"
    names_persons = ("user",)

    round = models.ForeignKey(Round, models.PROTECT, related_name="panel", verbose_name="轮次")
    user = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="考评人")
    state = models.CharField("状态", max_length=4, choices=MemberState.choices, default=MemberState.ON)
    appointed_by = staff("登记人")
    appointed_at = moment("登记时间")
    reason = models.CharField("退出原因", max_length=200, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考评组成员"
        ordering = ["round_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"],
                condition=Q(state=MemberState.ON),
                name="panel_member_once",
                violation_error_message="此人已在考评组",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}"


class SheetQuerySet(ScopedQuerySet):
    def signed(self):
        """Those that count."""
        return self.filter(state=SheetState.SIGNED)


@audited()
class PanelSheet(models.Model):
    """What one of the panel gave to one subject in one component; signed it stays."""

    scope_area = "subject__round__area"
    names_persons = STAFF_ONLY  # by the line of the panel that they belong to

    subject = models.ForeignKey(RoundSubject, models.PROTECT, related_name="sheets", verbose_name="考评对象")
    component = models.ForeignKey("assessments.Component", models.PROTECT, related_name="+", verbose_name="项目")
    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="sheets", verbose_name="考评人")
    state = models.CharField("状态", max_length=8, choices=SheetState.choices, default=SheetState.DRAFT)
    words = models.TextField("实地情况", max_length=1000, blank=True)
    signed_at = moment("提交时间")

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考评评分表"
        ordering = ["subject_id", "component_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "component", "member"],
                name="sheet_once_a_member",
                violation_error_message="此人已有这张评分表",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.component}"


class PanelScore(models.Model):
    """The points that a sheet gives to one line of the checklist."""

    scope_area = "sheet__subject__round__area"
    names_persons = STAFF_ONLY  # by the line of the panel that they belong to

    sheet = models.ForeignKey(PanelSheet, models.CASCADE, related_name="scores", verbose_name="评分表")
    item = models.ForeignKey("assessments.Item", models.PROTECT, related_name="+", verbose_name="评分项")
    points = models.DecimalField("得分", max_digits=5, decimal_places=2)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考评得分"
        ordering = ["sheet_id", "item_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "item"], name="panel_score_once", violation_error_message="这一项已评分"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=100),
                name="panel_score_of_a_hundred",
                violation_error_message="得分应在0到分值之间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.points}"
