"""What is asked for one level up: more time, a clock that stands, a case that does not count; and what departments wish to send down."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from grids.cases.choices import RequestKind, RequestState, SendingState
from grids.categories.choices import DutyKind
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


@audited()
class CaseRequest(models.Model):
    """One request about a case, or a unit's leg of it, decided by one level above whoever has it in hand."""

    scope_area = "case__area"
    scope_institution = "leg__holder"
    names_persons = STAFF_ONLY

    case = models.ForeignKey("grids.Case", models.PROTECT, related_name="requests", verbose_name="事项")
    leg = models.ForeignKey(
        "grids.Leg", models.PROTECT, null=True, blank=True, related_name="requests", verbose_name="承办"
    )
    kind = models.CharField("申请", max_length=10, choices=RequestKind.choices)
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    number = models.PositiveSmallIntegerField(
        "延长多少",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="按原办理时限的单位；不超过原时限",
    )
    words = models.CharField("理由", max_length=200)
    state = models.CharField("状态", max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    asked_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人"
    )
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    reason = models.CharField("不同意原因", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "延期与暂停申请"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "leg", "kind", "round"],
                condition=Q(state__in=[RequestState.ASKED, RequestState.APPROVED]),
                nulls_distinct=False,
                name="request_one_at_once",
                violation_error_message="已申请过，延期只有一次，暂停结束后才能再申请",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.ASKED, decided_at__isnull=True)
                | (~Q(state=RequestState.ASKED) & Q(decided_at__isnull=False)),
                name="request_decided_at_a_time",
                violation_error_message="审批须有时间",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("asked_by")),
                name="request_decided_by_another",
                violation_error_message="申请人不能审批本人的申请",
            ),
            models.CheckConstraint(
                condition=Q(kind=RequestKind.EXTEND, number__gte=1)
                | (~Q(kind=RequestKind.EXTEND) & Q(number__isnull=True)),
                name="request_extends_by_some",
                violation_error_message="延期须写明延长多少",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}　{self.case}"


@audited()
class Sending(models.Model):
    """A department wished to send an item down to a street: taken, or refused by the list of duties with the lead named. Append-only."""

    scope_area = "case__area"
    scope_institution = "institution"
    names_persons = STAFF_ONLY

    case = models.ForeignKey("grids.Case", models.PROTECT, related_name="sendings", verbose_name="事项")
    institution = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="+", verbose_name="部门")
    duty = models.CharField("履职清单", max_length=10, choices=DutyKind.choices)
    state = models.CharField("结果", max_length=10, choices=SendingState.choices)
    words = models.CharField("下派理由", max_length=200)
    why = models.CharField("不予下派的原因", max_length=200, blank=True)
    sent_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="提出人")
    sent_at = models.DateTimeField("提出时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部门下派"
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SendingState.TAKEN, why="") | (Q(state=SendingState.REFUSED) & ~Q(why="")),
                name="sending_refused_with_why",
                violation_error_message="不予下派须有原因",
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution}　{self.case.number}"
