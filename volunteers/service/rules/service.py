"""Service records: what a stretch of service must look like to be recorded.

Sources: docs/rules.md, "Service records" (half-hour unit, no overlap, hours without travel [V4]);
the limits, which are fields of the dated rule set.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain
from volunteers.service.choices import ServiceOrigin

STEP_MINUTES = 30  # hours are kept to one decimal, so a finer step could not be stored


@dataclass(frozen=True)
class Limits:
    """Limits of the rule set in force: hours a person may serve in a day, days back by origin of the record."""

    hours_per_day: Decimal
    days_back: dict[str, int]

    @classmethod
    def of(cls, rule_set: Any) -> "Limits":
        """What a record of service must keep to under this set."""
        days = days_back(own=rule_set.self_days, desk=rule_set.desk_days, paper=rule_set.paper_days)
        return cls(rule_set.hours_per_day, days)


@dataclass(frozen=True)
class Span:
    """From `start` to `end`, aware and in local time, so that their dates are the calendar's."""

    start: datetime
    end: datetime

    @property
    def hours(self) -> Decimal:
        """Length in hours, to a tenth."""
        return (Decimal((self.end - self.start).total_seconds()) / 3600).quantize(Decimal("0.1"))

    @property
    def day(self) -> date:
        """The date a service counts for: the one it began on, also when it runs past midnight."""
        return self.start.date()

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def check_span(span: Span, *, others: Iterable[Span], limits: Limits, origin: str, now: datetime) -> None:
    """Raise RuleBroken at `started_at` or `ended_at` unless `span` may be recorded beside the person's `others`."""
    _check_shape(span)
    _check_when(span, limits.days_back[origin], now)
    same_day = Decimal(0)
    for other in others:
        if span.overlaps(other):
            raise RuleBroken("overlap", f"与{_spoken(other)}的服务记录时间重叠", field="started_at", conflict=True)
        same_day += other.hours if other.day == span.day else 0
    if same_day + span.hours > limits.hours_per_day:
        raise RuleBroken(
            "day_full",
            f"一天最多记录{plain(limits.hours_per_day)}小时，这一天已有{plain(same_day)}小时",
            field="ended_at",
        )


def _check_shape(span: Span) -> None:
    if span.end <= span.start:
        raise RuleBroken("ends_early", "结束时间应晚于开始时间", field="ended_at")
    for name, moment in (("started_at", span.start), ("ended_at", span.end)):
        if moment.minute % STEP_MINUTES or moment.second or moment.microsecond:
            raise RuleBroken("half_hours", "时间以半小时为单位，请选整点或半点", field=name)


def _check_when(span: Span, days_back: int, now: datetime) -> None:
    if span.end > now:
        field = "started_at" if span.start > now else "ended_at"
        raise RuleBroken("future", "服务结束后才能填报，不能填将来的时间", field=field)
    if span.day < now.date() - timedelta(days=days_back):
        raise RuleBroken("too_late", f"服务已超过{days_back}天，不能再填报，请与社区联系", field="started_at")


def _spoken(span: Span) -> str:
    return f"{span.start.month}月{span.start.day}日{span.start:%H:%M}至{span.end:%H:%M}"


def days_back(*, own: int, desk: int, paper: int) -> dict[str, int]:
    """Days back by origin: filled in by the member, by the desk or from a roll, or copied from a paper booklet."""
    days: dict[str, int] = dict.fromkeys(ServiceOrigin, desk)
    return days | {ServiceOrigin.SELF: own, ServiceOrigin.PAPER: paper}
