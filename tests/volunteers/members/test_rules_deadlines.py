"""Terms, units and half-years."""

from datetime import date

import pytest

from orgtree.errors import RuleBroken
from volunteers.choices import DeadlineKey
from volunteers.members.rules.deadlines import (
    SHORTEST,
    UNITS,
    Term,
    check_shortest,
    check_unit,
    end_of_half,
    half_slug,
    in_force,
    months_before,
)

OLD = Term(5, "workday", date(2025, 1, 1), date(2026, 7, 1))
NEW = Term(3, "workday", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("day", "term"),
    [(date(2024, 12, 31), None), (date(2025, 1, 1), OLD), (date(2026, 6, 30), OLD), (date(2026, 7, 1), NEW)],
)
def test_the_term_of_a_day(day, term):
    assert in_force([OLD, NEW], day) is term


def test_every_key_has_units():
    assert set(UNITS) == set(DeadlineKey.values)
    check_unit("accept", "day")
    for key, unit in (("accept", "hour"), ("year_times", "day"), ("check_in", "workday")):
        with pytest.raises(RuleBroken) as caught:
            check_unit(key, unit)
        assert caught.value.field == "unit"


def test_half_years():
    assert [half_slug(date(2026, month, 1)) for month in (1, 6, 7, 12)] == ["2026H1", "2026H1", "2026H2", "2026H2"]
    assert (end_of_half(date(2026, 6, 30)), end_of_half(date(2026, 7, 1))) == (date(2026, 6, 30), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 11, 22), 24, date(2024, 11, 22)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 36, date(2025, 2, 28)),
        (date(2026, 12, 31), 366, date(1996, 6, 30)),
    ],
)
def test_months_earlier(day, months, earlier):
    assert months_before(day, months) == earlier


def test_nothing_is_kept_shorter_than_it_must_be():
    assert SHORTEST["keep_sheets"] == 36
    check_shortest("keep_sheets", 36)
    check_shortest("accept", 1)
    with pytest.raises(RuleBroken) as caught:
        check_shortest("keep_sheets", 35)
    assert caught.value.field == "number"
