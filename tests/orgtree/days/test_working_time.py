"""Clocks of working time, by tables of dates with their weekdays.

The calendar of autumn 2026: holidays 25–27 Sep (Mid-Autumn, Fri–Sun) and 1–7 Oct (Thu–Wed); worked Sundays and
Saturdays 20 Sep (Sun) and 10 Oct (Sat).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from orgtree.days.rules.working_time import (
    ROUND_THE_CLOCK,
    Clock,
    Limit,
    Segment,
    Unit,
    WorkingTime,
    days_not_counted,
    office_hours,
)

ZONE = ZoneInfo("Asia/Shanghai")
OFF = {date(2026, 9, 25), *(date(2026, 10, day) for day in range(1, 8))}
ON = {date(2026, 9, 20), date(2026, 10, 10)}


def is_workday(day):
    return day in ON or (day.weekday() < 5 and day not in OFF)


OFFICE = WorkingTime(is_workday, office_hours("8:30-12:00、14:30-18:00"), ZONE)


def at(text):
    """The moment 10-13 18:00 of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def running(start, end=None):
    return Segment(at(start), end and at(end))


def paused(start, end=None):
    return Segment(at(start), end and at(end), runs=False)


def clock(number, unit, *segments):
    return Clock(segments, Limit(number, Unit(unit)), OFFICE)


DUE = [
    # number, unit, begins, due
    (5, "workday", "09-30 16:50", "10-13 18:00"),  # Wed → Tue: 1–7 Oct off, Sat 10 Oct worked
    (2, "workday", "10-09 09:00", "10-12 18:00"),  # Fri → Mon, over the worked Saturday
    (1, "workday", "10-09 09:00", "10-10 18:00"),  # Fri → the worked Sat
    (5, "workday", "09-26 10:00", "10-09 18:00"),  # Sat in the holiday → Fri: 28, 29, 30 Sep, 8, 9 Oct
    (1, "workday", "10-10 23:59", "10-12 18:00"),  # Sat late at night → Mon: the night is still Saturday
    (4, "hour", "10-08 16:30", "10-09 11:00"),  # Thu → Fri: 1.5 hours, then 2.5
    (4, "hour", "09-30 16:30", "10-08 11:00"),  # Wed → Thu, over the holiday
    (4, "hour", "10-09 16:30", "10-10 11:00"),  # Fri → the worked Sat
    (4, "hour", "10-10 16:30", "10-12 11:00"),  # the worked Sat → Mon
    (2, "hour", "10-12 11:00", "10-12 15:30"),  # Mon over noon
    (1, "hour", "10-12 11:00", "10-12 12:00"),  # ends with the morning, not when the afternoon begins
    (1, "hour", "10-12 13:00", "10-12 15:30"),  # begun at noon: counted from the afternoon on
    (7, "hour", "10-11 20:00", "10-12 18:00"),  # Sun at night: the whole Mon
    (3, "day", "10-01 09:00", "10-04 18:00"),  # days of the calendar count holidays too
    (24, "clock_hour", "09-30 16:50", "10-01 16:50"),  # round the clock
    (2, "clock_hour", "10-03 23:00", "10-04 01:00"),  # at night, in the holiday
]


@pytest.mark.parametrize(("number", "unit", "begins", "due"), DUE)
def test_due(number, unit, begins, due):
    assert clock(number, unit, running(begins)).due() == at(due)


@pytest.mark.parametrize(("number", "unit", "begins", "due"), DUE)
def test_what_is_used_at_the_due_moment_is_the_limit(number, unit, begins, due):
    one = clock(number, unit, running(begins))
    whole = number if unit in ("workday", "day") else timedelta(hours=number)
    assert one.used(at(due)) == whole
    assert not one.is_overdue(at(due))
    assert one.is_overdue(at(due) + timedelta(minutes=1))


def test_the_same_moment_in_another_zone_is_due_at_the_same_moment():
    utc = at("09-30 16:50").astimezone(ZoneInfo("UTC"))
    assert Clock([Segment(utc)], Limit(5, Unit.WORKDAY), OFFICE).due() == at("10-13 18:00")
    assert Clock([Segment(utc)], Limit(4, Unit.HOUR), OFFICE).due() == at("10-08 11:00") + timedelta(minutes=20)


PAUSES = [
    # Thu 8 Oct 9:00, 4 hours; stands Thu 10:00 to Fri 9:00: 1 hour used, 3 left from Fri 9:00
    (4, "hour", [running("10-08 09:00", "10-08 10:00"), paused("10-08 10:00", "10-09 09:00"), running("10-09 09:00")], "10-09 12:00"),
    # a pause at night takes nothing
    (4, "hour", [running("10-08 16:30", "10-08 20:00"), paused("10-08 20:00", "10-09 07:00"), running("10-09 07:00")], "10-09 11:00"),
    # Wed 30 Sep, 5 days; stands Fri 9 Oct to Mon 12 Oct: 8 and 9 Oct used, then 13, 14, 15 Oct
    (5, "workday", [running("09-30 16:50", "10-09 10:00"), paused("10-09 10:00", "10-12 10:00"), running("10-12 10:00")], "10-15 18:00"),
    # stopped and started on one day: nothing is lost
    (5, "workday", [running("09-30 16:50", "10-09 10:00"), paused("10-09 10:00", "10-09 11:00"), running("10-09 11:00")], "10-13 18:00"),
    # used up before the pause: the due moment stays, whatever came after
    (1, "workday", [running("10-08 09:00", "10-12 09:00"), paused("10-12 09:00")], "10-09 18:00"),
    # used up on the very day of the pause
    (1, "workday", [running("10-08 09:00", "10-09 09:00"), paused("10-09 09:00")], "10-09 18:00"),
    # round the clock: stands 10 hours
    (24, "clock_hour", [running("10-01 00:00", "10-01 12:00"), paused("10-01 12:00", "10-01 22:00"), running("10-01 22:00")], "10-02 10:00"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "unit", "segments", "due"), PAUSES)
def test_pauses(number, unit, segments, due):
    assert clock(number, unit, *segments).due() == at(due)


def test_while_it_stands_nothing_is_due_and_nothing_is_used():
    one = clock(4, "hour", running("10-08 09:00", "10-08 10:00"), paused("10-08 10:00"))
    assert (one.due(), one.remind_at(Limit(1, Unit.HOUR)), one.is_paused) == (None, None, True)
    assert one.used(at("10-08 11:00")) == one.used(at("10-12 11:00")) == timedelta(hours=1)
    assert not one.is_overdue(at("12-31 00:00"))


@pytest.mark.parametrize(
    ("number", "due"), [(3, "10-13 18:00"), (5, "10-15 18:00"), (2, "10-09 18:00"), (1, "10-08 18:00")]
)
def test_a_limit_changed_while_it_stands_counts_what_was_used(number, due):
    """Wed 30 Sep to Fri 9 Oct used two days (8, 9 Oct); the rest is counted from Mon 12 Oct, or it was over before."""
    stands = [running("09-30 16:50", "10-09 10:00"), paused("10-09 10:00", "10-12 10:00"), running("10-12 10:00")]
    one = clock(number, "workday", *stands)
    assert one.due() == at(due)
    assert one.used(at("10-12 12:00")) == 2


def test_a_unit_changed_while_it_stands():
    stands = [running("10-08 16:30", "10-08 18:00"), paused("10-08 18:00", "10-10 08:30"), running("10-10 08:30")]
    assert clock(4, "hour", *stands).due() == at("10-10 11:00")
    assert clock(1, "workday", *stands).due() == at("10-12 18:00")


@pytest.mark.parametrize(
    ("begins", "number", "unit", "ahead", "reminder"),
    [
        ("09-30 16:50", 5, "workday", (1, "workday"), "10-12 08:30"),  # Tue 13 → Mon 12 in the morning
        ("09-30 16:50", 5, "workday", (2, "workday"), "10-10 08:30"),  # → the worked Sat
        ("09-30 16:50", 1, "workday", (3, "day"), "09-30 16:50"),  # Mon in the holiday → before it began: at once
        ("10-08 16:30", 4, "hour", (1, "hour"), "10-09 10:00"),
        ("10-08 16:30", 4, "hour", (3, "hour"), "10-08 17:30"),  # Fri 11:00 − 3 → Thu 17:30, never at night
        ("09-30 16:30", 4, "hour", (3, "hour"), "09-30 17:30"),  # over the whole holiday
        ("10-12 11:00", 2, "hour", (1, "hour"), "10-12 14:30"),
        ("10-03 23:00", 12, "clock_hour", (2, "hour"), "10-08 08:30"),  # begun in the holiday: when the office opens
    ],
)
def test_reminders_stand_in_working_time(begins, number, unit, ahead, reminder):
    moment = clock(number, unit, running(begins)).remind_at(Limit(ahead[0], Unit(ahead[1])))
    assert moment == at(reminder)
    assert is_workday(moment.date())


def test_splitting_a_segment_changes_nothing():
    """The sum over segments is the same wherever a running stretch is cut."""
    whole = clock(11, "hour", running("09-30 16:30"))
    for hours in range(1, 300, 7):
        cut = at("09-30 16:30") + timedelta(hours=hours)
        parts = [Segment(at("09-30 16:30"), cut), Segment(cut)]
        assert Clock(parts, whole.limit, OFFICE).due() == whole.due()
        assert Clock(parts, whole.limit, OFFICE).used(at("10-12 09:00")) == whole.used(at("10-12 09:00"))


def test_there_and_back():
    for hours in range(1, 40):
        start, length = at("09-29 10:00"), timedelta(hours=hours)
        end = OFFICE.after(start, length)
        assert OFFICE.used(start, end) == length
        assert OFFICE.used(OFFICE.before(end, length), end) == length


def test_days_that_did_not_count():
    found = days_not_counted(
        date(2026, 10, 6), date(2026, 10, 12), is_workday, lambda day: "日一二三四五六"[int(f"{day:%w}")]
    )
    assert [(one.day.day, one.why) for one in found] == [(7, "三"), (11, "日")]


def test_control_without_the_worked_saturday_the_day_is_another():
    plain = WorkingTime(lambda day: day.weekday() < 5, OFFICE.hours, ZONE)
    assert Clock([running("10-09 09:00")], Limit(2, Unit.WORKDAY), plain).due() == at("10-13 18:00")


@pytest.mark.parametrize("text", ["8:30-12:00、11:00-18:00", "14:30-18:00、8:30-12:00", "", "上午"])
def test_office_hours_that_are_none(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the readers' messages are tested beside them
        office_hours(text)


def test_an_office_that_never_works_is_an_error_and_no_endless_loop():
    never = WorkingTime(lambda day: False, ROUND_THE_CLOCK, ZONE)
    with pytest.raises(ValueError, match="ten years"):
        never.after(at("10-12 09:00"), timedelta(hours=1))
    with pytest.raises(ValueError, match="ten years"):
        never.before(at("10-12 09:00"), timedelta(hours=1))
