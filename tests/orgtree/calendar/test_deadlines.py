"""Units, floors and months of deadlines."""

from datetime import date

import pytest

from orgtree.calendar.rules import check_shortest, check_unit
from orgtree.days.rules.months import months_before
from orgtree.errors import RuleBroken


def test_units_and_floors_are_refused_at_their_fields():
    check_unit("day", {"day", "workday"})
    check_shortest(36, 36)
    with pytest.raises(RuleBroken, match="单位只能是：天、个工作日") as caught:
        check_unit("hour", {"day", "workday"})
    assert caught.value.field == "unit"
    with pytest.raises(RuleBroken, match="不能少于36") as caught:
        check_shortest(35, 36)
    assert caught.value.field == "number"


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
