"""Requests of members about the data kept on them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.home.choices import DataRequestKind, DataRequestState
from volunteers.members.models.own import OfMemberQuerySet

ANSWERED = [DataRequestState.DONE, DataRequestState.REFUSED]


class DataRequestQuerySet(OfMemberQuerySet):
    def waiting(self):
        """Not answered and not taken back."""
        return self.filter(state=DataRequestState.WAITING)

    def overdue(self, today):
        """Waiting, and the last day for the answer is over."""
        return self.waiting().filter(due_on__lt=today)


@audited()
class DataRequest(models.Model):
    """`due_on` is the last day for the answer, by the deadline in force when it was asked."""

    scope_area = "area"
    names_persons = EVERY_ROW
    personal_fields = ("text", "answer")

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="data_requests", verbose_name="党员")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="归属区域")
    kind = models.CharField("申请事项", max_length=10, choices=DataRequestKind.choices)
    text = models.CharField("申请内容", max_length=500)
    state = models.CharField("状态", max_length=10, choices=DataRequestState.choices, default=DataRequestState.WAITING)
    entered_by = by_account("登记人")
    asked_at = models.DateTimeField("申请时间")
    due_on = models.DateField("办理期限", null=True, blank=True)
    answer = models.CharField("办理结果", max_length=500, blank=True)
    decided_by = by_account_later("办理人")
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "个人信息申请"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(state=DataRequestState.WAITING),
                name="data_request_one_waiting_per_kind",
                violation_error_message="同一事项已有一份申请在等待办理",
            ),
            in_state(
                ANSWERED,
                "data_request_answered_whole",
                "办理须有办理人、时间和结果",
                has="decided_by decided_at",
                says="answer",
            ),
        ]
        indexes = [models.Index(fields=["state", "area"], name="data_request_state_area")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}申请"

    @property
    def is_late(self) -> bool:
        """Whether it waits beyond its last day."""
        late = self.due_on is not None and self.due_on < timezone.localdate()
        return late and self.state == DataRequestState.WAITING
