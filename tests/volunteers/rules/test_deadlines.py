"""Terms, units and half-years."""

from datetime import date

import pytest

from orgtree.errors import RuleBroken
from volunteers.choices import DeadlineKey
from volunteers.rules.deadlines import UNITS, Term, check_unit, end_of_half, half_slug, in_force

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
