"""Publication of points (公示) and objections to what is published or decided."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.days.rules.periods import Period
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW, STAFF_ONLY
from volunteers.members.models.own import OfMemberQuerySet
from volunteers.standing.choices.standing import NoticeState, ObjectionState, Remedy


class PublicNoticeQuerySet(ScopedQuerySet):
    def for_member(self, member):
        """Those of the communities in which the member has a line."""
        return self.filter(lines__member=member)


@audited()
class PublicNotice(models.Model):
    """The list of one quarter of one community, seen by its signed-in members; its lines are frozen."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="社区")
    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度", choices=[(n, f"第{n}季度") for n in range(1, 5)])
    opens_on = models.DateField("公示开始")
    closes_on = models.DateField("公示截止")
    objections_until = models.DateField("异议截止")
    published_by = by_account("发布人")
    published_at = models.DateTimeField("发布时间")

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分公示"
        ordering = ["-year", "-quarter", "area"]
        constraints = [models.UniqueConstraint(fields=["area", "year", "quarter"], name="publication_once_a_quarter")]

    def __str__(self) -> str:
        return f"{self.year}年第{self.quarter}季度"

    @property
    def period(self) -> Period:
        return Period.parse(f"{self.year}Q{self.quarter}")

    @property
    def state(self) -> str:
        if timezone.localdate() <= self.closes_on:
            return NoticeState.OPEN
        return NoticeState.OBJECTIONS if self.takes_objections else NoticeState.OVER

    @property
    def takes_objections(self) -> bool:
        return timezone.localdate() <= self.objections_until

    def lines_for(self, member_id: int):
        """What a member on the list sees of it: all lines by number, and only their own once it has come down.

        The words of consent say so (公示和异议期满即撤下); the desks keep the whole list.
        """
        lines = self.lines.order_by("member")
        return lines if self.takes_objections else lines.filter(member=member_id)


class NoticeLine(models.Model):
    """One member's line: as it was published, also after a correction. The points of a line never change."""

    scope_area = "notice__area"
    names_persons = EVERY_ROW

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="lines", verbose_name="公示")
    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="+", verbose_name="党员")
    shown_name = models.CharField("公示姓名", max_length=40)
    points = models.DecimalField("本季得分", max_digits=8, decimal_places=2)
    year_points = models.DecimalField("本年累计", max_digits=8, decimal_places=2)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示名单"
        ordering = ["member"]  # by number, never by points
        constraints = [models.UniqueConstraint(fields=["notice", "member"], name="notice_line_once")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.UpdateOf("points", "year_points"))]

    def __str__(self) -> str:
        return self.shown_name

    def without_year(self) -> "NoticeLine":
        """As others on the list read it: consent names the quarter's points (`named_notice`), and nothing of the year."""
        self.year_points = None
        return self


class ObjectionQuerySet(OfMemberQuerySet):
    def waiting(self):
        return self.filter(state=ObjectionState.FILED)

    def of_year(self, year: int):
        return self.filter(Q(notice__year=year) | Q(account__year=year))


@audited()
class Objection(models.Model):
    """A member's objection: to a published list (own or another's line, an own entry), or to the band of a year."""

    scope_area = "area"
    names_persons = EVERY_ROW
    personal_fields = ("text",)

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="社区")
    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="objections", verbose_name="提出人")
    notice = models.ForeignKey(
        PublicNotice, models.PROTECT, null=True, blank=True, related_name="objections", verbose_name="公示"
    )
    line = models.ForeignKey(NoticeLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="名单行")
    entry = models.ForeignKey(
        "volunteers.PointEntry", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="积分条目"
    )
    account = models.ForeignKey(
        "volunteers.MemberYear", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="年度等次"
    )
    text = models.CharField("异议内容", max_length=500)
    state = models.CharField("状态", max_length=10, choices=ObjectionState.choices, default=ObjectionState.FILED)
    filed_at = models.DateTimeField("提出时间")
    due_on = models.DateField("办理期限")
    decided_by = by_account_later("裁定人")
    decided_at = models.DateTimeField("裁定时间", null=True, blank=True)
    reason = models.CharField("裁定理由", max_length=500, blank=True)
    remedy = models.CharField("更正方式", max_length=10, choices=Remedy.choices, blank=True)
    reversal = models.ForeignKey(
        "volunteers.PointEntry", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="冲正条目"
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分异议"
        ordering = ["-filed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice__isnull=True) ^ Q(account__isnull=True), name="objection_to_list_or_band"
            ),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.FILED)
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason=""),
                name="objection_decided_with_reason",
            ),
            in_state(ObjectionState.UPHELD, "objection_upheld_with_remedy", says="remedy"),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="objection_state_due")]

    def __str__(self) -> str:
        return f"{timezone.localdate(self.filed_at)} {self.notice or self.account}"
