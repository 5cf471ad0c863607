"""A change to a confirmed service: what it was, what it should be, who asked, who decided."""

from django.db import models
from django.db.models import Q

from orgtree.choices import Permission as P
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from orgtree.text.rules.numbers import plain
from volunteers.points.choices import ConfirmerRole
from volunteers.points.rules.roles import said_of_waiting
from volunteers.service.choices import HourChangeState
from volunteers.service.models.roles import in_role, of_first, of_last
from volunteers.service.models.service import ServiceKind, ServiceRecord, stretch_in_words

WAITS_FOR_FIRST = ~Q(second_role="") & Q(first_by__isnull=True)


class HourChangeQuerySet(ScopedQuerySet):
    def mine(self, user):
        return self.filter(record__member__user=user.pk)

    def waiting(self):
        """Proposed and not yet decided."""
        return self.filter(state=HourChangeState.PROPOSED)

    def to_confirm(self, user):
        """What waits for this very person, whose role it is: not their own, nor what they proposed or said yes to first."""
        theirs = self._others(user, P.SERVICE_CONFIRM).exclude(WAITS_FOR_FIRST).exclude(first_by=user.pk)
        return in_role(theirs, user, of_last)

    def to_vouch(self, user):
        """What waits for this person as the first of two confirmers."""
        return in_role(self._others(user, P.SERVICE_ENTER).filter(WAITS_FOR_FIRST), user, of_first)

    def _others(self, user, permission: str):
        rows = self.allowed(user, permission).waiting()
        return rows.exclude(record__member__user=user.pk).exclude(proposed_by=user.pk)


@audited()
class HourChange(models.Model):
    """Old and new side by side, for ever; the record itself holds what is true now.

    It is confirmed by whom the points table names for what the record is to be: kind, roll, call-up and proof are the record's.
    """

    scope_area = "record__area"
    names_persons = EVERY_ROW

    record = models.ForeignKey(ServiceRecord, models.PROTECT, related_name="hour_changes", verbose_name="服务记录")
    old_kind = models.ForeignKey(ServiceKind, models.PROTECT, related_name="+", verbose_name="原类别")
    old_started_at = models.DateTimeField("原开始时间")
    old_ended_at = models.DateTimeField("原结束时间")
    old_hours = models.DecimalField("原时长", max_digits=5, decimal_places=1)
    new_kind = models.ForeignKey(ServiceKind, models.PROTECT, related_name="+", verbose_name="更正后类别")
    new_started_at = models.DateTimeField("更正后开始时间")
    new_ended_at = models.DateTimeField("更正后结束时间")
    new_hours = models.DecimalField("更正后时长", max_digits=5, decimal_places=1)
    reason = models.CharField("更正原因", max_length=200)
    state = models.CharField("状态", max_length=12, choices=HourChangeState.choices, default=HourChangeState.PROPOSED)
    # Who confirms the record as it is to be, as the rules of its day say; kept as on the record itself.
    confirmer_role = models.CharField("确认角色", max_length=2, choices=ConfirmerRole.choices, blank=True)
    second_role = models.CharField("复核角色", max_length=2, choices=ConfirmerRole.choices, blank=True)
    first_by = by_account_later("先行确认人")
    first_at = models.DateTimeField("先行确认时间", null=True, blank=True)
    proposed_by = by_account("提出人")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = by_account_later("办理人")
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    answer = models.CharField("未同意的原因", max_length=200, blank=True)

    objects = HourChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "时长更正"
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state=HourChangeState.PROPOSED),
                name="hour_change_one_open_per_record",
                violation_error_message="这条记录已有一份更正在等待办理",
            ),
            in_state(
                [HourChangeState.APPROVED, HourChangeState.DECLINED],
                "hour_change_decided_with_author",
                "办理须有办理人和时间",
                has="decided_by decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("proposed_by")),
                name="hour_change_by_a_second_person",
                violation_error_message="提出人不能办理自己提出的更正",
            ),
            models.CheckConstraint(
                condition=~Q(state=HourChangeState.APPROVED)
                | Q(second_role="")
                | Q(first_by__isnull=False) & ~Q(first_by=models.F("decided_by")),
                name="hour_change_two_confirmers",
                violation_error_message="更正后的这一项须由两人先后确认",
            ),
            in_state(HourChangeState.DECLINED, "hour_change_declined_with_reason", "不同意须写明原因", says="answer"),
        ]

    def __str__(self) -> str:
        return f"{self.record.served_on} {plain(self.old_hours)}小时改为{plain(self.new_hours)}小时"

    @property
    def kind(self) -> ServiceKind:
        return self.new_kind

    @property
    def is_rolled(self) -> bool:
        return self.record.is_rolled

    @property
    def is_called(self) -> bool:
        return self.record.is_called

    @property
    def proof(self) -> str:
        return self.record.proof

    @property
    def waits_for(self) -> str:
        """Who has yet to say yes, in words; "" once it was decided."""
        return said_of_waiting(self) if self.state == HourChangeState.PROPOSED else ""

    @property
    def old_in_words(self) -> str:
        return _words(self.old_kind, self.old_started_at, self.old_ended_at, self.old_hours)

    @property
    def new_in_words(self) -> str:
        return _words(self.new_kind, self.new_started_at, self.new_ended_at, self.new_hours)


def _words(kind, started_at, ended_at, hours) -> str:
    """一般志愿服务 2026-05-01 09:00–11:00，2小时."""
    return f"{kind} {stretch_in_words(started_at, ended_at)}，{plain(hours)}小时"
