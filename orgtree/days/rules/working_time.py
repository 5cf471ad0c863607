"""Clocks that count working time: used time is a sum over segments, never a date that is pushed.

A clock is a list of segments, running or paused, each with its two moments. What was used, when it is due and when to
remind follow from the segments, the limit and the calendar alone, so that a limit changed while the clock is paused, or
a day corrected in the calendar, needs no repair of stored dates. Source: docs/rules.md, "Clocks".

Which days are working days is asked of the caller. Moments are aware; days and hours are those of `zone`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from orgtree.days.rules.workdays import DAY, IsWorkday, workday_after, workdays_between
from orgtree.text.rules.written.clocks import read_range
from orgtree.text.rules.written.marks import narrow

NOTHING = timedelta()
Hours = tuple[tuple[int, int], ...]
ROUND_THE_CLOCK: Hours = ((0, 24 * 60),)
FARTHEST = timedelta(days=3660)  # a calendar without a working day in ten years is a mistake


class Unit(StrEnum):
    """What a limit counts."""

    WORKDAY = "workday"  # whole working days; the day that something begins is not counted (民法典 Art. 201)
    HOUR = "hour"  # hours within office hours
    DAY = "day"  # days of the calendar
    CLOCK_HOUR = "clock_hour"  # hours round the clock
    MINUTE = "minute"  # minutes round the clock


@dataclass(frozen=True)
class Limit:
    """How much of a unit a clock may use, at least one."""

    number: int
    unit: Unit


@dataclass(frozen=True)
class Segment:
    """A stretch of a clock: running or paused, from `start` to `end` (None: still so), and why."""

    start: datetime
    end: datetime | None = None
    runs: bool = True
    reason: str = ""


@dataclass(frozen=True)
class UncountedDay:
    """A day that no clock of working time counted, and why: 周六, 国庆节."""

    day: date
    why: str


def office_hours(text: str) -> Hours:
    """The hours of one day as a rule writes them, "8:30-12:00、14:30-18:00", in minutes and in order.

    Raises ValueError for hours that overlap or are not read.
    """
    spans = [read_range(part) for part in narrow(text).replace("，", "、").replace(",", "、").split("、")]
    if any(later[0] < earlier[1] for earlier, later in zip(spans, spans[1:], strict=False)):
        raise ValueError("办公时间不能重叠，并按先后排列")
    return tuple(spans)


@dataclass(frozen=True)
class WorkingTime:
    """The working time of one office: its days, its hours of a day in minutes from midnight, and its zone."""

    is_workday: IsWorkday
    hours: Hours
    zone: tzinfo

    def used(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`; nothing when `end` is not later."""
        total = NOTHING
        for opens, closes in self._spans(start):
            if opens >= end:
                break
            total += max(min(closes, end) - max(opens, start), NOTHING)
        return total

    def after(self, start: datetime, length: timedelta) -> datetime:
        """The moment at which `length` of working time has gone by since `start`.

        What ends with an office hour ends there, not when the next begins. Raises ValueError where that never comes.
        """
        left = length
        for opens, closes in self._spans(start):
            begins = max(opens, start)
            if closes - begins >= left:
                return begins + left
            left -= max(closes - begins, NOTHING)
        raise ValueError("no working time in ten years")

    def before(self, end: datetime, length: timedelta) -> datetime:
        """The moment from which `length` of working time is left until `end`: always within working time.

        Raises ValueError where there never was so much.
        """
        left, day = length, self._day(end)
        while day > self._day(end) - FARTHEST:
            for opens, closes in reversed(self._hours_of(day)):
                stops = min(closes, end)
                if opens < stops and stops - opens >= left:
                    return stops - left
                left -= max(stops - opens, NOTHING)
            day -= DAY
        raise ValueError("no working time in ten years")

    def closing(self, day: date) -> datetime:
        """When the office closes on `day`, whatever day it is."""
        return self._moment(day, self.hours[-1][1])

    def opening(self, day: date) -> datetime:
        """When the office opens on `day`, whatever day it is."""
        return self._moment(day, self.hours[0][0])

    def _spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = self._day(start)
        last = day + FARTHEST
        while day < last:
            yield from (span for span in self._hours_of(day) if span[1] > start)
            day += DAY

    def _hours_of(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.is_workday(day):
            return []
        return [(self._moment(day, opens), self._moment(day, closes)) for opens, closes in self.hours]

    def _moment(self, day: date, minutes: int) -> datetime:
        return datetime.combine(day, time(), self.zone) + timedelta(minutes=minutes)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True)
class Clock:
    """One clock of one matter: its segments in order, its limit, and the office's working time."""

    segments: Sequence[Segment]
    limit: Limit
    office: WorkingTime

    @property
    def is_paused(self) -> bool:
        """Whether the last segment is a pause that goes on."""
        return bool(self.segments) and not self.segments[-1].runs and self.segments[-1].end is None

    def used(self, now: datetime) -> int | timedelta:
        """What the running segments have used up to `now`: days for a limit of days, time for one of hours."""
        amounts = [self._length(part.start, min(part.end or now, now)) for part in self._running() if part.start < now]
        total = sum(amounts, NOTHING)
        return total.days if self._counts_days else total

    def due(self) -> datetime | None:
        """The moment at which the limit is used up; None while that cannot be said, because the clock stands."""
        left = self._whole()
        for part in self._running():
            reached = self._after(part.start, left)
            if part.end is None or reached <= self._last_moment(part.end):
                return reached
            left -= self._length(part.start, part.end)
        return None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the limit was used up before `now`."""
        due = self.due()
        return due is not None and due < now

    def remind_at(self, ahead: Limit) -> datetime | None:
        """When to remind `ahead` of the due moment, in working time: never at night or on a day off.

        None while nothing is due; not before the clock began.
        """
        due = self.due()
        if due is None:
            return None
        start = self.segments[0].start
        return max(self._before(due, ahead), self.office.after(start, NOTHING))

    def _before(self, due: datetime, ahead: Limit) -> datetime:
        if ahead.unit not in (Unit.WORKDAY, Unit.DAY):
            return self.office.before(due, _as_time(ahead))
        day, left = self.office._day(due), ahead.number
        while left or not self.office.is_workday(day):
            day -= DAY
            left -= bool(left) and (ahead.unit == Unit.DAY or self.office.is_workday(day))
        return self.office.opening(day)

    def _running(self) -> list[Segment]:
        return [part for part in self.segments if part.runs]

    @property
    def _counts_days(self) -> bool:
        return self.limit.unit in (Unit.WORKDAY, Unit.DAY)

    def _time(self) -> WorkingTime:
        if self.limit.unit in (Unit.CLOCK_HOUR, Unit.MINUTE):
            return WorkingTime(lambda day: True, ROUND_THE_CLOCK, self.office.zone)
        return self.office

    def _is_counted(self, day: date) -> bool:
        return self.limit.unit == Unit.DAY or self.office.is_workday(day)

    def _whole(self) -> timedelta:
        return DAY * self.limit.number if self._counts_days else _as_time(self.limit)

    def _length(self, start: datetime, end: datetime) -> timedelta:
        """Working time; for a limit of days one day for each that counts, after that of `start` up to that of `end`: a
        clock that stands from Monday to Wednesday loses two.
        """
        if self._counts_days:
            return DAY * workdays_between(self.office._day(start), self.office._day(end), self._is_counted)
        return self._time().used(start, end)

    def _after(self, start: datetime, left: timedelta) -> datetime:
        if self._counts_days:
            first = self.office._day(start)
            return self.office.closing(workday_after(first, left.days, self._is_counted) if left else first)
        return self._time().after(start, left)

    def _last_moment(self, end: datetime) -> datetime:
        return self.office.closing(self.office._day(end)) if self._counts_days else end


def _as_time(limit: Limit) -> timedelta:
    """The length of a limit that is no limit of days."""
    return timedelta(minutes=limit.number) if limit.unit == Unit.MINUTE else timedelta(hours=limit.number)


def days_not_counted(first: date, last: date, is_workday: IsWorkday, why: Callable[[date], str]) -> list[UncountedDay]:
    """The days after `first`, up to `last` included, that are no working days, with the reason that `why` gives."""
    days = (first + DAY * number for number in range(1, (last - first).days + 1))
    return [UncountedDay(day, why(day)) for day in days if not is_workday(day)]
