"""Units of this floor's deadlines, and half-years."""

from datetime import date

from volunteers.choices import DeadlineKey
from volunteers.members.rules.deadlines import KEPT, SHORTEST, UNITS, end_of_half, half_slug


def test_every_key_has_units():
    assert set(UNITS) == set(DeadlineKey.values)
    assert SHORTEST["keep_sheets"] == 36
    assert SHORTEST.keys() >= KEPT


def test_half_years():
    assert [half_slug(date(2026, month, 1)) for month in (1, 6, 7, 12)] == ["2026H1", "2026H1", "2026H2", "2026H2"]
    assert (end_of_half(date(2026, 6, 30)), end_of_half(date(2026, 7, 1))) == (date(2026, 6, 30), date(2026, 12, 31))
