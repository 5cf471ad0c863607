"""The days of an agreement: its last day, what is left, when to remind, what it is on a day. Days by date, never 24 hours.

Source: docs/rules.md, "Agreements"; 民法典 Art. 202 (the month's last day where there is no such day).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from cocon.agreements.choices import AgreementState

DAY = timedelta(days=1)


def month_later(day: date, months: int) -> tuple[date, bool]:
    """(the same day so many months later, True), or the last day of that month and False where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, longest)), day.day <= longest


def last_day(since: date, months: int) -> date:
    """The last valid day of a term of so many months that begins with `since`: 2023-08-01 and 36 months end on 2026-07-31."""
    day, exists = month_later(since, months)
    return day - DAY if exists else day


def days_left(until: date, today: date) -> int:
    """Days after today on which it still holds: 0 on the last day, negative afterwards."""
    return (until - today).days


@dataclass(frozen=True)
class Standing:
    """What is known of an agreement: who signed, from when to when, when to remind, whether it was renewed or broken off."""

    by_community: bool
    by_unit: bool
    since: date
    until: date
    remind_on: date | None = None
    is_renewed: bool = False
    is_broken_off: bool = False
    is_cancelled: bool = False


def state_on(standing: Standing, today: date) -> str:
    """The one answer that lists, boards and pages give: an AgreementState."""
    if standing.is_cancelled:
        return AgreementState.CANCELLED
    if not (standing.by_community and standing.by_unit):
        return _signing(standing)
    if today < standing.since:
        return AgreementState.UPCOMING
    if today > standing.until:
        return _ended(standing)
    near = standing.remind_on is not None and today >= standing.remind_on
    return AgreementState.EXPIRING if near and not standing.is_renewed else AgreementState.ACTIVE


def _signing(standing: Standing) -> str:
    if standing.by_community:
        return AgreementState.COMMUNITY_SIGNED
    return AgreementState.UNIT_SIGNED if standing.by_unit else AgreementState.DRAFT


def _ended(standing: Standing) -> str:
    if standing.is_broken_off:
        return AgreementState.TERMINATED
    return AgreementState.RENEWED if standing.is_renewed else AgreementState.EXPIRED
