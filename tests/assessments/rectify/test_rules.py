"""Days of rectification and the share of a list, as tables."""

from datetime import date

import pytest

from assessments.rectify.rules import ListShare, last_day_to_verify, quarter_began, share_of_list

IN_TIME, LATE = date(2027, 6, 30), date(2027, 7, 1)


def test_a_years_list_is_verified_by_the_thirtieth_of_june():
    assert last_day_to_verify(2026) == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("days", "verified", "number", "is_short", "told"),
    [
        ([], 0, 0, False, "没有整改清单"),
        ([IN_TIME] * 4 + [None], 4, 5, False, "共5项，销号4项（80%）"),
        ([IN_TIME] * 3 + [None], 3, 4, True, "共4项，销号3项（75%）"),
        ([IN_TIME] * 4 + [LATE], 4, 5, False, "共5项，销号4项（80%）"),
        ([IN_TIME] * 3 + [LATE, LATE], 3, 5, True, "共5项，销号3项（60%）"),
        ([None], 0, 1, True, "共1项，销号0项（0%）"),
        ([IN_TIME] * 2, 2, 2, False, "共2项，销号2项（100%）"),
    ],
)
def test_the_share_of_a_list(days, verified, number, is_short, told):
    share = share_of_list(days, 2026)
    assert share == ListShare(verified, number)
    assert (share.is_short, share.told) == (is_short, told)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 11, 30), date(2026, 10, 1)),
    ],
)
def test_quarters(day, first):
    assert quarter_began(day) == first
