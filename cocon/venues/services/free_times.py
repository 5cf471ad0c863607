"""Which times of a room are free: asked of the tables each time, never of a cache."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Closure, Room
from cocon.venues.rules.booking import free_starts, free_until
from orgtree.calendar.services.calendar import Calendar

DAY = timedelta(days=1)
SHOWN_DAYS = 14


@dataclass(frozen=True)
class Free:
    """A time at which a booking may begin, and until when the room stays free."""

    starts_at: datetime
    until: datetime


def moment(day: date, minutes: int) -> datetime:
    """So many minutes after the midnight that begins the local day."""
    return timezone.make_aware(datetime.combine(day, time()) + timedelta(minutes=minutes))


def minutes_into(day: date, when: datetime) -> int:
    """Minutes from the midnight that begins the local day; below 0 before it, above 1440 after it."""
    return round((when - moment(day, 0)).total_seconds() / 60)


def span_of(room: Room, starts_at: datetime, ends_at: datetime) -> DateTimeTZRange:
    """The time that a booking holds the room: with its preparation."""
    return DateTimeTZRange(starts_at - timedelta(minutes=room.prepare), ends_at)


def taken_on(room: Room, day: date) -> list[tuple[int, int]]:
    """(start, end) in minutes of what holds the room on the local day, preparation and closures included. Two queries."""
    first, last = moment(day, 0), moment(day + DAY, 0)
    spans = Booking.objects.holding().touching(room.pk, DateTimeTZRange(first, last)).values_list("span", flat=True)
    closed = Closure.objects.touching(room.pk, first, last).values_list("starts_at", "ends_at")
    return [
        (minutes_into(day, start), minutes_into(day, end))
        for start, end in [*((s.lower, s.upper) for s in spans), *closed]
    ]


def free_on(room: Room, day: date, now: datetime) -> list[Free]:
    """When a booking may begin on the local day, from `now` on."""
    terms, taken = room.terms, taken_on(room, day)
    since = max(minutes_into(day, now), 0)
    free = []
    for start in free_starts(terms, day.weekday(), taken, since=since):
        latest = next(span.end for span in terms.week[day.weekday()] if span.start <= start < span.end)
        until = min(free_until(taken, start - terms.prepare, start, latest), start + terms.longest)
        free.append(Free(moment(day, start), moment(day, until)))
    return free


def days_to_book(room: Room, today: date) -> tuple[date, date]:
    """(first, last) day that residents may book today."""
    first = Calendar(room.venue.area).workdays_after(today, room.lead_days) if room.lead_days else today
    return first, today + timedelta(days=room.ahead_days)


def alternatives(room: Room, starts_at: datetime, ends_at: datetime, most: int = 3) -> list[Free]:
    """Free times as long as the one that could not be had: the same day first, then those after it."""
    length, now = ends_at - starts_at, timezone.now()
    return [
        free for _, free in zip(range(most), _as_long(room, timezone.localdate(starts_at), length, now), strict=False)
    ]


def _as_long(room: Room, day: date, length: timedelta, now: datetime) -> Iterator[Free]:
    for ahead in range(7):
        last = None
        for free in free_on(room, day + ahead * DAY, now):
            if free.until - free.starts_at >= length and (last is None or free.starts_at >= last + length):
                last = free.starts_at
                yield Free(free.starts_at, free.starts_at + length)


def alternatives_label(room: Room, starts_at: datetime, ends_at: datetime) -> str:
    """The same in words: 可改约：11月30日 9:00-11:00、…; "" where nothing is free within a week."""
    found = [
        f"{start.month}月{start.day}日{start:%H:%M}-{end:%H:%M}"
        for start, end in (
            (timezone.localtime(free.starts_at), timezone.localtime(free.until))
            for free in alternatives(room, starts_at, ends_at)
        )
    ]
    return f"可改约：{'、'.join(found)}" if found else ""
