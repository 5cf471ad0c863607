"""A change to a confirmed service: what it was, what it should be, who asked, who decided."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from orgtree.text.rules.numbers import plain
from volunteers.service.choices import HourChangeState
from volunteers.service.models.service import ServiceKind, ServiceRecord


class HourChangeQuerySet(ScopedQuerySet):
    def mine(self, user):
        return self.filter(record__member__user=user.pk)

    def waiting(self):
        """Proposed and not yet decided."""
        return self.filter(state=HourChangeState.PROPOSED)


@audited()
class HourChange(models.Model):
    """Old and new side by side, for ever; the record itself holds what is true now."""

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
            in_state(HourChangeState.DECLINED, "hour_change_declined_with_reason", "不同意须写明原因", says="answer"),
        ]

    def __str__(self) -> str:
        return f"{self.record.served_on} {plain(self.old_hours)}小时改为{plain(self.new_hours)}小时"

    @property
    def old_in_words(self) -> str:
        return _words(self.old_kind, self.old_started_at, self.old_ended_at, self.old_hours)

    @property
    def new_in_words(self) -> str:
        return _words(self.new_kind, self.new_started_at, self.new_ended_at, self.new_hours)


def _words(kind, started_at, ended_at, hours) -> str:
    """一般志愿服务 2026-05-01 09:00–11:00，2小时."""
    start, end = timezone.localtime(started_at), timezone.localtime(ended_at)
    next_day = "次日" if end.date() > start.date() else ""
    return f"{kind} {start:%Y-%m-%d %H:%M}–{next_day}{end:%H:%M}，{plain(hours)}小时"
