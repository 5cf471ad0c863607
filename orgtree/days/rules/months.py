"""Months counted by the calendar: the same day of another month, and the last day of a term.

Source: docs/rules.md, "Agreements"; 民法典 Art. 202 (the month's last day where there is no such day).
"""

from calendar import monthrange
from datetime import date, timedelta


def months_on(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier, below nought), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last day of that month."""
    return months_on(day, -months)


def last_day(since: date, months: int) -> date:
    """The last day of a term of so many months that begins with `since`, for agreements, seats and whatever else has a term.

    2023-08-01 and 36 months end on 2026-07-31; 31 January and one month on the last of February, which has no such day.
    """
    day = months_on(since, months)
    return day - timedelta(days=1) if day.day == since.day else day
