"""Months by the calendar, as tables."""

from datetime import date

import pytest

from orgtree.days.rules.months import last_day, months_before, months_on


@pytest.mark.parametrize(
    ("since", "months", "until"),
    [
        ("2023-08-01", 36, "2026-07-31"),
        ("2026-08-01", 12, "2027-07-31"),
        ("2025-12-01", 12, "2026-11-30"),
        ("2024-01-15", 1, "2024-02-14"),
        ("2024-01-31", 1, "2024-02-29"),  # no 31 February: the month's last day
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2023-03-01", 12, "2024-02-29"),  # the leap day is in the term
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-01-01", 12, "2026-12-31"),
        ("2026-03-01", 36, "2029-02-28"),  # three years of a seat
        ("2025-03-01", 36, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-28"),  # a seat and an agreement alike
    ],
)
def test_the_last_day_of_a_term(since, months, until):
    assert last_day(date.fromisoformat(since), months) == date.fromisoformat(until)


def test_terms_that_follow_on_leave_no_gap_and_no_overlap():
    for month in range(1, 13):
        for day in (1, 15, 28):
            first = date(2023, month, day)
            second = last_day(first, 12).toordinal() + 1
            assert last_day(date.fromordinal(second), 12) == last_day(first, 24)


def test_months_keep_to_the_month():
    assert months_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)
