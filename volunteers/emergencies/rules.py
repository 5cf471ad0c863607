"""Emergencies: which step leads where, how long one may last, and what a shift must look like.

Source: docs/rules.md, "Call-up in an emergency". Limits are dated rows (`EmergencyLimits`).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from orgtree.errors import RuleBroken
from volunteers.emergencies.choices import EmergencyState
from volunteers.service.rules.service import STEP_MINUTES

LABELS = dict(EmergencyState.choices)
LONGEST_SHIFT_HOURS = 12  # as many as a person may serve in a day (docs/rules.md, "Service records")


@dataclass(frozen=True)
class Limits:
    """The limits in force: days an emergency may last from today, days of warning, days that contacts are kept after it."""

    longest_days: int
    warn_days: int
    purge_days: int


def number_start(year: int) -> str:
    """How the numbers begin by which emergencies are cited as evidence, e.g. YJ-2026-0001."""
    return f"YJ-{year}-"


def check_state(state: str, needed: str, verb: str) -> None:
    """Raise RuleBroken unless the emergency is in the state that the verb takes."""
    if state != needed:
        raise RuleBroken("wrong_state", f"当前状态为“{LABELS[state]}”，不能{verb}", conflict=True)


def check_planned_end(planned_end: date | None, *, today: date, limits: Limits) -> None:
    """Raise RuleBroken at `planned_end` unless it is a day from today on, within the longest time."""
    if planned_end is None:
        raise RuleBroken("planned_end", "请填写计划结束日期", field="planned_end")
    if planned_end < today:
        raise RuleBroken("planned_end", "计划结束日期不能早于今天", field="planned_end")
    if planned_end > today + timedelta(days=limits.longest_days):
        raise RuleBroken(
            "planned_end", f"一次最多定到今天起{limits.longest_days}天，到期可说明理由延长", field="planned_end"
        )


def check_extension(planned_end: date | None, *, current: date, today: date, limits: Limits) -> None:
    """Raise RuleBroken unless `planned_end` lies after the day that is planned now, within the longest time."""
    check_planned_end(planned_end, today=today, limits=limits)
    if planned_end is not None and planned_end <= current:
        raise RuleBroken("planned_end", "延长后的日期应晚于现在的计划结束日期", field="planned_end")


def first_day_without_rights(planned_end: date) -> date:
    """Rights given for an emergency hold through its last day."""
    return planned_end + timedelta(days=1)


def check_shift(starts_at: datetime, ends_at: datetime, *, needed: int, planned_end: date) -> None:
    """Raise RuleBroken unless local `starts_at` to `ends_at` is a shift of whole half hours before the planned end."""
    for name, moment in (("starts_at", starts_at), ("ends_at", ends_at)):
        if moment.minute % STEP_MINUTES or moment.second or moment.microsecond:
            raise RuleBroken("half_hours", "时间以半小时为单位，请选整点或半点", field=name)
    if ends_at <= starts_at:
        raise RuleBroken("ends_early", "结束时间应晚于开始时间", field="ends_at")
    if ends_at - starts_at > timedelta(hours=LONGEST_SHIFT_HOURS):
        raise RuleBroken("shift_long", f"一班最长{LONGEST_SHIFT_HOURS}小时，请分班", field="ends_at")
    if starts_at.date() > planned_end:
        raise RuleBroken("shift_late", "班次应在计划结束日期之前", field="starts_at")
    if needed < 1:
        raise RuleBroken("shift_needed", "至少需要1人", field="needed")


def cut_short(starts_at: datetime, ends_at: datetime, *, now: datetime) -> datetime | None:
    """When a shift ends that the emergency's end interrupts: the last half hour gone by; None where none has."""
    floor = now.replace(minute=now.minute // STEP_MINUTES * STEP_MINUTES, second=0, microsecond=0)
    return min(floor, ends_at) if floor > starts_at else None
