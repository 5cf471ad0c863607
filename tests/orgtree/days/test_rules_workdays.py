"""Counting working days, with a week that everyone knows."""

from datetime import date

import pytest

from orgtree.days.rules.workdays import workday_after, workdays_between


def weekdays(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 2), 1, date(2026, 11, 3)),  # a Monday: the day itself does not count
        (date(2026, 11, 2), 5, date(2026, 11, 9)),
        (date(2026, 11, 6), 1, date(2026, 11, 9)),  # over a weekend
        (date(2026, 11, 7), 1, date(2026, 11, 9)),  # from a Saturday
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
    ],
)
def test_the_nth_working_day_after(day, count, expected):
    assert workday_after(day, count, weekdays) == expected
    assert workdays_between(day, expected, weekdays) == count


def test_counting_begins_at_one():
    with pytest.raises(ValueError, match="from one"):
        workday_after(date(2026, 11, 2), 0, weekdays)


def test_nothing_lies_between_a_day_and_itself():
    assert workdays_between(date(2026, 11, 3), date(2026, 11, 3), weekdays) == 0
    assert workdays_between(date(2026, 11, 3), date(2026, 11, 1), weekdays) == 0
