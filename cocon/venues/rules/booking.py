"""What may be booked and when, and which times are free: arithmetic on minutes of one local day.

Source: docs/rules.md, "Venues and bookings".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cocon.venues.rules.hours import Week, is_open
from orgtree.errors import RuleBroken

STEP = 30  # minutes: bookings begin and end at full and half hours
SHORTEST = 30


@dataclass(frozen=True)
class RoomTerms:
    """Under which terms a room is lent: days are working days, times are minutes."""

    week: Week
    capacity: int
    prepare: int
    longest: int
    most_a_day: int
    ahead_days: int


@dataclass(frozen=True)
class Wanted:
    """A time of one local day, in minutes, and how many people come."""

    day: date
    start: int
    end: int
    people: int


def check_time(wanted: Wanted, terms: RoomTerms) -> None:
    """Raise RuleBroken for a time that the room is never lent, or more people than it holds."""
    if wanted.start % STEP or wanted.end % STEP:
        raise RuleBroken("half_hours", "开始和结束请选整点或半点", field="starts_at")
    if wanted.end - wanted.start < SHORTEST:
        raise RuleBroken("ends_at", "结束时间应晚于开始时间", field="ends_at")
    if wanted.end - wanted.start > terms.longest:
        raise RuleBroken("too_long", f"一次最长{terms.longest}分钟", field="ends_at")
    if not is_open(terms.week, wanted.day.weekday(), wanted.start, wanted.end):
        raise RuleBroken("not_open", "这段时间不在开放时间内", field="starts_at")
    if wanted.people > terms.capacity:
        raise RuleBroken("too_many", f"这一室最多容纳{terms.capacity}人", field="people")


def check_day(day: date, *, first: date, last: date) -> None:
    """Raise RuleBroken for a day before the first or after the last that may be booked today."""
    if day < first:
        raise RuleBroken("too_soon", f"最早可约{first.month}月{first.day}日，着急请直接联系社区", field="starts_at")
    if day > last:
        raise RuleBroken("too_far", f"最晚可约到{last.month}月{last.day}日", field="starts_at")


def free_starts(terms: RoomTerms, weekday: int, taken: Iterable[tuple[int, int]], *, since: int = 0) -> Iterator[int]:
    """When on a day of this weekday a booking of an hour may begin (or of half an hour, where no more is left before what
    follows), not before `since`; `taken` are (start, end) of what holds the room, preparation included.
    """
    busy = sorted(taken)
    for span in terms.week.get(weekday, ()):
        first = max(span.start, -(-since // STEP) * STEP)
        for start in range(first, span.end - SHORTEST + 1, STEP):
            if free_until(busy, start - terms.prepare, start, span.end) >= start + SHORTEST:
                yield start


def free_until(taken: Iterable[tuple[int, int]], begins: int, start: int, latest: int) -> int:
    """Until when what begins at `start`, and is prepared from `begins`, may last; `start` itself where it may not begin."""
    until = latest
    for first, last in taken:
        if first < start + SHORTEST and last > begins:
            return start
        if first >= start:
            until = min(until, first)
    return until


def dates_weekly(first: date, last: date, every: int) -> list[date]:
    """The dates of a series: each `every` weeks from `first` to `last`, both included."""
    days, day = [], first
    while day <= last:
        days.append(day)
        day += timedelta(weeks=every)
    return days


def is_limited(no_shows: Iterable[date], today: date, *, most: int, within: int, lasts: int) -> date | None:
    """Until which day somebody may not book: `lasts` days from the latest time when `most` no-shows lay within `within` days.

    None for whoever may.
    """
    days = sorted(no_shows)
    until = None
    for first, latest in zip(days, days[most - 1 :], strict=False):
        if (latest - first).days < within:
            until = latest + timedelta(days=lasts)
    return until if until and until >= today else None
