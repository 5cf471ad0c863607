"""What a round came to for each subject, with every addend; shown for some days, objected to, answered, frozen."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.results.choices import DisputeState, OutcomeState
from assessments.rounds.models.rounds import HostedQuerySet, moment, staff
from assessments.schemes.choices import Grade
from assessments.schemes.rules.tables import share_of_streets
from orgtree.choices import Permission as P
from orgtree.database.audit import audited
from orgtree.database.states import in_state
from orgtree.models import Area, ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.rules.numbers import plain

DECIDED = [OutcomeState.DECIDED, OutcomeState.FROZEN]
ANSWERED = [DisputeState.UPHELD, DisputeState.REJECTED]


class OutcomeQuerySet(HostedQuerySet):
    """Until the round shows its results they are the host's alone; then also those of one's own areas and one's own seat."""

    path = "subject__"

    def allowed(self, user, permission: str):
        rows = super().allowed(user, permission)
        if permission not in (P.ASSESS_VIEW, P.ASSESS_REPORT):
            return rows
        shown = Q(**{f"{self.path}round__publicity__isnull": False})
        if permission == P.ASSESS_REPORT or not (user and user.is_authenticated):
            return rows.filter(shown)
        return rows.filter(shown | Q(**{f"{self.path}round__area__in": Area.objects.allowed(user, permission)}))

    def by_each_way(self, user, permission: str) -> list:
        if permission != P.ASSESS_VIEW:
            return [self.allowed(user, permission)]
        shown = Q(**{f"{self.path}round__publicity__isnull": False})
        hosted = self.filter(**{f"{self.path}round__area__in": Area.objects.allowed(user, permission)})
        return [hosted, *(way.filter(shown) for way in super().by_each_way(user, permission))]

    def of_round(self, round):
        """Those of a round, in the order of the meeting."""
        return self.filter(subject__round=round).order_by("subject__position", "subject_id")


@audited()
class Outcome(models.Model):
    """What the year came to for one subject. `exact` is the sum as a fraction, `total` the number as published, rounded once.

    `suggested` is the program's, after ceilings and places; `decided` the committee's. `last_verified` of `last_number` items
    of the year before were verified in time. The rank is in its group, 0 where the group is too small.
    """

    scope_area = ("subject__round__area", "subject__area")
    scope_institution = "subject__institution"
    names_persons = STAFF_ONLY

    subject = models.OneToOneField(
        "assessments.RoundSubject", models.PROTECT, related_name="outcome", verbose_name="考评对象"
    )
    exact = models.CharField("精确得分", max_length=400, blank=True)
    total = models.DecimalField("综合得分", max_digits=6, decimal_places=2, null=True, blank=True)
    rank = models.PositiveSmallIntegerField("同类组位次", default=0)
    group_size = models.PositiveSmallIntegerField("同类组个数", default=0)
    last_verified = models.PositiveSmallIntegerField("上年整改销号", default=0)
    last_number = models.PositiveSmallIntegerField("上年整改事项", default=0)
    by_number = models.CharField("按分数", max_length=12, choices=Grade.choices, blank=True)
    ceiling = models.CharField("最高等次", max_length=12, choices=Grade.choices, blank=True)
    suggested = models.CharField("建议等次", max_length=12, choices=Grade.choices, blank=True)
    is_tied = models.BooleanField("名额边缘并列", default=False)
    why = models.TextField("建议的理由", max_length=2000, blank=True)
    log = models.TextField("合成说明", max_length=4000, blank=True)
    state = models.CharField("状态", max_length=10, choices=OutcomeState.choices, default=OutcomeState.COMPOSED)
    composed_at = models.DateTimeField("合成时间")
    decided = models.CharField("评定等次", max_length=12, choices=Grade.choices, blank=True)
    reason = models.CharField("评定说明", max_length=200, blank=True)
    decided_by = staff("评定人")
    decided_at = moment("评定时间")
    digest = models.CharField("结果摘要", max_length=64, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评议结果"
        ordering = ["subject_id"]
        constraints = [
            in_state(
                OutcomeState.DECIDED,
                "outcome_decided_with_author",
                "评定须有等次、评定人和时间",
                has="decided_by decided_at",
                says="decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=OutcomeState.FROZEN)
                | (~Q(decided="") & Q(decided_by__isnull=False, decided_at__isnull=False))
                | Q(suggested=""),
                name="outcome_frozen_with_its_grade",
                violation_error_message="有建议等次的，评定后才能公布",
            ),
            in_state(OutcomeState.FROZEN, "outcome_frozen_with_digest", "公布须有结果摘要", says="digest"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=OutcomeState.FROZEN.value),
            )
        ]

    def __str__(self) -> str:
        return self.subject.name

    @property
    def list_told(self) -> str:
        """上年整改：共5项，销号4项."""
        return f"共{self.last_number}项，销号{self.last_verified}项" if self.last_number else "没有整改清单"

    @property
    def year_told(self) -> str:
        """What a department's total counts in its year: 占30%，计26.66分; "" of all others."""
        share = self.subject.round.scheme.streets_share
        if share is None or self.total is None:
            return ""
        return f"占{plain(share)}%，计{share_of_streets(self.total, share)}分"


class Addend(models.Model):
    """One line of the trace: raw points of a hundred, the scheme's weight, what it weighs here, the product; to four places."""

    scope_area = ("outcome__subject__round__area", "outcome__subject__area")
    scope_institution = "outcome__subject__institution"
    names_persons = STAFF_ONLY

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="addends", verbose_name="评议结果")
    component = models.ForeignKey("assessments.Component", models.PROTECT, related_name="+", verbose_name="项目")
    raw = models.DecimalField("得分", max_digits=8, decimal_places=4, null=True, blank=True)
    weight = models.DecimalField("权重", max_digits=5, decimal_places=2)
    counted = models.DecimalField("计入权重", max_digits=8, decimal_places=4)
    product = models.DecimalField("加权得分", max_digits=8, decimal_places=4)
    note = models.TextField("依据", max_length=1000, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "得分构成"
        ordering = ["outcome_id", "component__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "component"], name="addend_once", violation_error_message="这一项已计入"
            )
        ]

    def __str__(self) -> str:
        return f"{self.component}"


@audited()
class Publicity(models.Model):
    """The days on which a round's grades are shown (公示), before they are published."""

    scope_area = "round__area"
    names_persons = STAFF_ONLY

    round = models.OneToOneField("assessments.Round", models.PROTECT, related_name="publicity", verbose_name="轮次")
    starts_on = models.DateField("公示开始")
    ends_on = models.DateField("公示截止", help_text="当天仍在公示")
    shown_by = staff("公示人")
    shown_at = moment("公示时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结果公示"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="publicity_ends_after_it_begins",
                violation_error_message="公示截止不能早于开始",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}公示"

    @property
    def state(self) -> str:
        return "running" if self.is_running else "over"

    @property
    def is_running(self) -> bool:
        """The last day counts."""
        return self.ends_on >= timezone.localdate()


class DisputeQuerySet(OutcomeQuerySet):
    subject = path = "outcome__subject__"

    def waiting(self):
        return self.filter(state=DisputeState.RAISED)

    def uncorrected(self):
        """Upheld, and nothing was decided anew since."""
        return self.filter(state=DisputeState.UPHELD, answered_at__gt=F("outcome__decided_at"))


@audited()
class ResultDispute(models.Model):
    """An objection of a subject to its grade, while it is shown; answered by another than who decided it."""

    scope_area = ("outcome__subject__round__area", "outcome__subject__area")
    scope_institution = "outcome__subject__institution"
    names_persons = STAFF_ONLY

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="disputes", verbose_name="评议结果")
    words = models.CharField("异议", max_length=500, help_text="写明哪一项、依据什么；不写姓名")
    due_on = models.DateField("答复期限")
    state = models.CharField("状态", max_length=10, choices=DisputeState.choices, default=DisputeState.RAISED)
    raised_by = staff("提出人")
    raised_at = moment("提出时间")
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = staff("答复人")
    answered_at = moment("答复时间")

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结果异议"
        ordering = ["-raised_at", "-id"]
        constraints = [
            in_state(
                ANSWERED,
                "dispute_answered_with_words",
                "答复须有内容、答复人和时间",
                has="answered_by answered_at",
                says="answer",
            ),
            models.CheckConstraint(
                condition=~Q(answered_by=F("raised_by")),
                name="dispute_answered_by_another",
                violation_error_message="异议不能由提出人答复",
            ),
            models.UniqueConstraint(
                fields=["outcome"],
                condition=Q(state="raised"),
                name="dispute_one_at_a_time",
                violation_error_message="这一结果的异议正在办理",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}的异议"
