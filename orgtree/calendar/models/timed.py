"""Rows with a clock: its limit and segments, and the due moment that follows from them, stored for lists and reminders."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from orgtree.choices import DeadlineUnit


class TimedQuerySet(models.QuerySet):
    def overdue(self, now):
        """Those whose clock runs and was due before `now`; one that stands or has stopped is never late."""
        return self.filter(due_at__lt=now, stopped_at__isnull=True)

    def due_between(self, start, end):
        """Those whose clock runs and is due from `start` on and before `end`."""
        return self.filter(due_at__gte=start, due_at__lt=end, stopped_at__isnull=True)


class Timed(models.Model):
    """Base of rows that are due at a moment; written by `calendar.services.clocks` alone, under the row's lock.

    `clock` holds the segments in order: [start, end or null, runs, reason], moments in ISO format. `due_at` is empty while the clock
    stands, and before it begins. A stage of a matter is a row of its own.
    """

    limit_number = models.PositiveSmallIntegerField("时限", null=True, blank=True, validators=[MinValueValidator(1)])
    limit_unit = models.CharField("时限单位", max_length=10, choices=DeadlineUnit.choices, blank=True)
    clock = models.JSONField("计时", default=list, blank=True, editable=False)
    due_at = models.DateTimeField("到期时间", null=True, blank=True, db_index=True, editable=False)
    paused_at = models.DateTimeField("暂停时间", null=True, blank=True, editable=False)
    stopped_at = models.DateTimeField("停止计时时间", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(paused_at__isnull=True),
                name="%(app_label)s_%(class)s_stands_without_due",
                violation_error_message="暂停期间没有到期时间",
            )
        ]
