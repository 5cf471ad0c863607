"""Hours of a week as people write them, what may be booked when, free times, quotas of no-shows, space against the norms: as tables."""

from datetime import date, timedelta

import pytest

from cocon.venues.rules.booking import (
    RoomTerms,
    Wanted,
    check_day,
    check_time,
    dates_weekly,
    free_starts,
    free_until,
    is_limited,
)
from cocon.venues.rules.hours import Open, UnreadHours, is_open, read_week, week_label
from cocon.venues.rules.space import judge_space
from tests.volunteers.refusals import refused

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("一至五 8:30-12:00、14:00-18:00", "周一至周五 8:30-12:00、14:00-18:00；周六至周日 不开放"),
        ("周一至周五：8:30-12:00；周六、周日 9:00-17:00", "周一至周五 8:30-12:00；周六至周日 9:00-17:00"),
        ("每天 8:00-22:00", "周一至周日 8:00-22:00"),
        (
            "一三五 19:00-24:00",
            "周一 19:00-24:00；周二 不开放；周三 19:00-24:00；周四 不开放；周五 19:00-24:00；周六至周日 不开放",
        ),
        ("二到四 下午2:00-5:00", "周一 不开放；周二至周四 14:00-17:00；周五至周日 不开放"),
        ("六日　９：００－１７：００", "周一至周五 不开放；周六至周日 9:00-17:00"),
    ],
)
def test_hours_as_people_write_them(text, label):
    assert week_label(read_week(text)) == label


@pytest.mark.parametrize(
    "text", ["", "8:30-12:00", "一至五", "一 全天", "一 8:00-12:00、11:00-14:00", "一 22:00-次日2:00"]
)
def test_hours_that_nobody_can_read(text):
    with pytest.raises(UnreadHours):
        read_week(text)


TERMS = RoomTerms(read_week("一至五 8:00-12:00、14:00-18:00"), 30, 0, 180, 2, 60)


@pytest.mark.parametrize(
    ("start", "end", "people", "code", "field"),
    [
        (9 * 60, 11 * 60, 30, None, None),
        (9 * 60 + 10, 11 * 60, 5, "half_hours", "starts_at"),
        (9 * 60, 9 * 60, 5, "ends_at", "ends_at"),
        (8 * 60, 12 * 60, 5, "too_long", "ends_at"),
        (11 * 60, 14 * 60, 5, "not_open", "starts_at"),
        (7 * 60, 9 * 60, 5, "not_open", "starts_at"),
        (9 * 60, 10 * 60, 31, "too_many", "people"),
    ],
)
def test_what_a_room_is_lent_for(start, end, people, code, field):
    wanted = Wanted(MONDAY, start, end, people)
    if code is None:
        check_time(wanted, TERMS)
        return
    with refused(code, field):
        check_time(wanted, TERMS)


def test_a_day_without_hours_is_closed():
    with refused("not_open", "starts_at"):
        check_time(Wanted(date(2026, 12, 5), 540, 600, 1), TERMS)
    assert is_open(TERMS.week, 0, 480, 720)


@pytest.mark.parametrize(("day", "code"), [(1, "too_soon"), (2, None), (60, None), (61, "too_far")])
def test_the_first_and_the_last_day(day, code):
    first, last, wanted = (MONDAY + timedelta(days=ahead) for ahead in (2, 60, day))
    if code:
        with refused(code, "starts_at"):
            check_day(wanted, first=first, last=last)
    else:
        check_day(wanted, first=first, last=last)


def clocks(minutes):
    return [f"{one // 60}:{one % 60:02d}" for one in minutes]


@pytest.mark.parametrize(
    ("taken", "prepare", "since", "free"),
    [
        ([], 0, 0, ["8:00", "8:30", "9:00", "9:30", "10:00", "10:30", "11:00", "11:30"]),
        ([(540, 660)], 0, 0, ["8:00", "8:30", "11:00", "11:30"]),  # touching ends are free
        ([(540, 660)], 30, 0, ["8:00", "8:30", "11:30"]),  # half an hour to prepare the next
        ([(540, 660)], 0, 9 * 60, ["11:00", "11:30"]),
        ([(480, 720)], 0, 0, []),
        ([], 0, 11 * 60 + 1, ["11:30"]),
    ],
)
def test_free_times_of_a_morning(taken, prepare, since, free):
    terms = RoomTerms({0: (Open(480, 720),)}, 30, prepare, 180, 2, 60)
    assert clocks(free_starts(terms, 0, taken, since=since)) == free


def test_until_when_a_free_time_lasts():
    assert free_until([(600, 660)], 540, 540, 720) == 600
    assert free_until([(600, 660)], 660, 660, 720) == 720
    assert free_until([(600, 660)], 630, 630, 720) == 630  # taken


def test_dates_of_a_series():
    assert len(dates_weekly(MONDAY, MONDAY + timedelta(weeks=11), 1)) == 12
    assert dates_weekly(MONDAY, MONDAY + timedelta(days=20), 2) == [MONDAY, MONDAY + timedelta(days=14)]


@pytest.mark.parametrize(
    ("ago", "until"),
    [
        ([], None),
        ([5], None),
        ([20, 5], 25),
        ([95, 5], None),  # more than ninety days apart
        ([80, 31], None),  # the thirty days are over
        ([96, 95, 5], None),
        ([80, 70, 5], 25),
    ],
)
def test_who_missed_twice_waits(ago, until):
    days = [MONDAY - timedelta(days=one) for one in ago]
    found = is_limited(days, MONDAY, most=2, within=90, lasts=30)
    assert found == (until and MONDAY + timedelta(days=until))


@pytest.mark.parametrize(
    ("has", "households", "lacks"),
    [(400, None, 0), (399, None, 1), (400, 3_000, 500), (900, 3_000, 0), (400, 1_333, 0), (0, 100, 400)],
)
def test_space_against_the_norms(has, households, lacks):
    found = judge_space(has, community=400, per_hundred=30, households=households)
    assert (found.lacks, found.is_met) == (pytest.approx(lacks, abs=0.9), lacks == 0)
