"""A member's hand in a case: it becomes points once, when the case is closed."""

from django.db import models
from django.db.models import Q

from grids.hands.choices import HandKind, HandState
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account
from volunteers.members.models.own import OfMemberQuerySet


class HandQuerySet(OfMemberQuerySet):
    def of_case(self, case):
        """Of the case, and of those that were merged into it."""
        return self.filter(Q(case=case) | Q(case__merged_into=case))


@audited()
class CaseHand(models.Model):
    """A member reported the case themselves, or helped to mediate it. `source` names the points that came of it in the ledger."""

    scope_area = "case__area"
    names_persons = ("member",)

    case = models.ForeignKey("grids.Case", models.PROTECT, related_name="hands", verbose_name="事项")
    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="case_hands", verbose_name="党员")
    kind = models.CharField("参与", max_length=10, choices=HandKind.choices)
    title = models.CharField("上报的事项", max_length=40, blank=True)
    client_key = models.UUIDField("提交标识", null=True, blank=True, unique=True)
    entered_by = by_account("登记人")
    entered_at = models.DateTimeField("登记时间")
    source = models.CharField("积分来源", max_length=60, blank=True, editable=False)
    credited_at = models.DateTimeField("记分时间", null=True, blank=True)
    voided_at = models.DateTimeField("不记分时间", null=True, blank=True)
    reason = models.CharField("不记分原因", max_length=200, blank=True)

    objects = HandQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党员参与"
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member", "kind"], name="hand_once_a_case", violation_error_message="这名党员已登记"
            )
        ]

    def __str__(self) -> str:
        return self.case.title

    @property
    def state(self) -> str:
        if self.voided_at:
            return HandState.VOID
        return HandState.CREDITED if self.credited_at else HandState.WAITS
