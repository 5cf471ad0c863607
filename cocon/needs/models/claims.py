"""What a unit takes on of a need, and how both sides accept what was done."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from cocon.needs.choices import ClaimState, Side
from cocon.needs.rules import LIVE, OPEN, RATINGS
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


class ClaimQuerySet(ScopedQuerySet):
    def live(self):
        """Those that take something of their need: in hand, or done."""
        return self.filter(state__in=LIVE)

    def open(self):
        """Those under way."""
        return self.filter(state__in=OPEN)

    def without_side(self, side: str):
        """Those that this side has still to accept."""
        given = Acceptance.objects.filter(claim=OuterRef("pk"), side=side)
        return self.filter(state=ClaimState.SUBMITTED).exclude(Exists(given))


@audited()
class Claim(models.Model):
    """One unit's part of a need. `moved_at` is when something last happened to it: from then it is counted as idle."""

    scope_area = "need__area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    need = models.ForeignKey("cocon.Need", models.PROTECT, related_name="claims", verbose_name="需求")
    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="claims", verbose_name="认领单位")
    quantity = models.PositiveSmallIntegerField("认领数量", default=1)
    words = models.CharField("打算怎么做", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=ClaimState.choices, default=ClaimState.CLAIMED)
    claimed_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="认领人")
    claimed_at = models.DateTimeField("认领时间")
    confirmed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    outcome = models.CharField("完成情况", max_length=500, blank=True)
    submitted_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提交人"
    )
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    accepted_at = models.DateTimeField("验收时间", null=True, blank=True)
    reason = models.CharField("未同意、撤回或退回的原因", max_length=200, blank=True)
    moved_at = models.DateTimeField("最近进展时间")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "需求认领"
        ordering = ["-claimed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "unit"],
                condition=Q(state__in=LIVE),
                name="claim_once_a_unit",
                violation_error_message="本单位已认领这项需求",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="claim_takes_something", violation_error_message="数量至少为1"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ClaimState.SUBMITTED, ClaimState.ACCEPTED])
                | Q(submitted_by__isnull=False, submitted_at__isnull=False) & ~Q(outcome=""),
                name="claim_submitted_with_outcome",
                violation_error_message="提交验收须有完成情况、提交人和时间",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.ACCEPTED, accepted_at__isnull=False)
                | (~Q(state=ClaimState.ACCEPTED) & Q(accepted_at__isnull=True)),
                name="claim_accepted_at_a_time",
                violation_error_message="验收须有时间",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="claim_of_unit"),
            models.Index(fields=["state", "moved_at"], name="claim_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.need}（{self.unit}）"

    @property
    def amount(self) -> str:
        """How much it takes on, in words: 2场."""
        return f"{self.quantity}{self.need.measure}"


@audited()
class Acceptance(models.Model):
    """One side accepts what was done, with a grade for the other side and words; both sides read it, nobody else by name."""

    scope_area = "claim__need__area"
    scope_institution = "claim__unit"
    names_persons = STAFF_ONLY

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="acceptances", verbose_name="认领")
    side = models.CharField("哪一方", max_length=10, choices=Side.choices)
    rating = models.PositiveSmallIntegerField("评价", choices=RATINGS)
    words = models.CharField("评语", max_length=200, blank=True)
    by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="验收人")
    at = models.DateTimeField("验收时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "双方验收"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "side"], name="acceptance_once_a_side", violation_error_message="本方已验收"
            ),
            models.CheckConstraint(
                condition=Q(rating__gte=1, rating__lte=5),
                name="acceptance_from_one_to_five",
                violation_error_message="评价应为1到5分",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}　{self.get_side_display()}"
