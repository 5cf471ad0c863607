"""Times of a service in the half hours that its form knows."""

from datetime import datetime, timedelta

HALF = timedelta(minutes=30)


def ended_half_hour(now: datetime) -> datetime:
    """The nearest half hour that is over: 16:50 is 16:30."""
    return now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)


def half_hours_between(start: datetime, end: datetime) -> dict[str, str]:
    """The form's fields for a service from `start` to `end`, both local: its day, its beginning, and its end, past midnight as 24:30."""
    first, last = ended_half_hour(start), ended_half_hour(end + HALF - timedelta(microseconds=1))
    days = (last.date() - first.date()).days
    return {
        "served_on": first.date().isoformat(),
        "start": f"{first:%H:%M}",
        "end": f"{last.hour + 24 * days:02}:{last:%M}",
    }
