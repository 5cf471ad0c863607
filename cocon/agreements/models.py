"""Agreements of a unit and a community, and their goals."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cocon.agreements.choices import AgreementState
from cocon.agreements.rules.goals import Goal, written_goal
from cocon.agreements.rules.terms import Standing, days_left, state_on
from orgtree.database.audit import audited
from orgtree.database.spans import days_between, never_at_once
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY

SIGNED = Q(community_signed_at__isnull=False, unit_signed_at__isnull=False, cancelled_at__isnull=True)


class AgreementQuerySet(ScopedQuerySet):
    def signed(self):
        """Signed by both and not cancelled."""
        return self.filter(SIGNED)

    def in_force_on(self, day):
        """Signed by both, begun by `day` and not over before it: the last day counts."""
        return self.signed().filter(since__lte=day, until__gte=day)

    def unsigned(self):
        """Not yet signed by both."""
        return self.filter(cancelled_at__isnull=True).exclude(SIGNED)

    def for_community(self):
        """Signed by the unit, not by the community."""
        return self.unsigned().filter(unit_signed_at__isnull=False)

    def for_unit(self):
        """Signed by the community, not by the unit."""
        return self.unsigned().filter(community_signed_at__isnull=False)

    def expiring_on(self, day):
        """In force on `day`, to be reminded of by then, and not renewed."""
        return self.in_force_on(day).filter(remind_on__lte=day, renewed_at__isnull=True)


@audited()
class Agreement(models.Model):
    """One agreement. Its words are fixed from the first signature on; both sides see it.

    `until` is the last valid day; broken off, it is the last day that was then said. A renewal begins with the day after.
    """

    scope_area = "community"
    scope_institution = "unit"
    names_persons = ("liaison_unit", "liaison_community")
    personal_fields = ("liaison_unit", "liaison_community")

    number = models.CharField("协议编号", max_length=30, unique=True, null=True, blank=True)
    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="agreements", verbose_name="单位")
    community = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="agreements", verbose_name="社区")
    since = models.DateField("起始日期")
    until = models.DateField("截止日期")
    duties_unit = models.TextField("乙方责任", max_length=1000)
    duties_community = models.TextField("甲方责任", max_length=1000)
    liaison_unit = models.CharField("单位联络员", max_length=40, blank=True)
    liaison_community = models.CharField("社区联络员", max_length=40, blank=True)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name="续签自"
    )
    drafted_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="起草人")
    drafted_at = models.DateTimeField("起草时间")
    community_signed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="社区签订人"
    )
    community_signed_at = models.DateTimeField("社区签订时间", null=True, blank=True)
    unit_signed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位签订人"
    )
    unit_signed_at = models.DateTimeField("单位签订时间", null=True, blank=True)
    paper_at = models.CharField("纸质原件存放处", max_length=60, blank=True)
    remind_on = models.DateField("到期提醒日", null=True, blank=True)
    reminded_at = models.DateTimeField("提醒时间", null=True, blank=True)
    renewed_at = models.DateTimeField("续签时间", null=True, blank=True)
    broken_off_at = models.DateTimeField("终止办理时间", null=True, blank=True)
    cancelled_at = models.DateTimeField("作废时间", null=True, blank=True)
    end_reason = models.CharField("终止或作废原因", max_length=200, blank=True)
    return_reason = models.CharField("退回原因", max_length=200, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共建协议"
        ordering = ["-since", "-id"]
        constraints = [
            never_at_once(
                "agreement_no_overlap",
                "这段时间双方已有一份签订的协议",
                ["unit_id", "community_id"],
                days_between(),
                condition=SIGNED,
            ),
            models.UniqueConstraint(
                fields=["unit", "community", "since"],
                condition=Q(cancelled_at__isnull=True),
                name="agreement_once_from_a_day",
                violation_error_message="双方从这一天起已有一份协议",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="agreement_ends_after_it_began",
                violation_error_message="截止日期不能早于起始日期",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | SIGNED | Q(cancelled_at__isnull=False),
                name="agreement_numbered_when_signed",
                violation_error_message="双方签订后才有编号",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} — {self.community}共建协议"

    @property
    def state(self) -> str:
        """For its acts, and everywhere where people read it."""
        standing = Standing(
            self.community_signed_at is not None,
            self.unit_signed_at is not None,
            self.since,
            self.until,
            self.remind_on,
            is_renewed=self.renewed_at is not None,
            is_broken_off=self.broken_off_at is not None,
            is_cancelled=self.cancelled_at is not None,
        )
        return state_on(standing, timezone.localdate())

    @property
    def left(self) -> str:
        """还剩0天 on the last day; nothing for what is not in force."""
        if self.state not in {AgreementState.ACTIVE, AgreementState.EXPIRING}:
            return ""
        return f"还剩{days_left(self.until, timezone.localdate())}天"


@audited()
class AgreementGoal(models.Model):
    """One goal: counted by the platform where `counter` names how, else told with what shows it."""

    scope_area = "agreement__community"
    scope_institution = "agreement__unit"
    names_persons = STAFF_ONLY

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="goals", verbose_name="协议")
    text = models.CharField("目标", max_length=60)
    target = models.PositiveIntegerField("数量")
    measure_word = models.CharField("计量单位", max_length=6, blank=True)
    counter = models.CharField("自动计数", max_length=30, blank=True)
    told = models.PositiveIntegerField("已完成", default=0)
    evidence = models.CharField("依据", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("排序")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "协议目标"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "position"],
                name="agreement_goal_in_its_place",
                violation_error_message="目标的顺序重复",
            )
        ]

    def __str__(self) -> str:
        return written_goal(Goal(self.text, self.target, self.measure_word))
