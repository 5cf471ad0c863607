"""The rules of merging and splitting, as tables."""

from datetime import date

import pytest

from orgtree.borders.rules import check_day, check_merge, check_new, check_same_day, check_split, free_name
from orgtree.errors import RuleBroken

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("taken", "community", "name"),
    [
        ((), "西园社区", "一网格"),
        (("一网格",), "西园社区", "西园一网格"),
        (("一网格",), "西园社区居委会", "西园一网格"),
        (("一网格",), "村", "村一网格"),
        (("一网格",), "李家村", "李家一网格"),
    ],
)
def test_a_grid_keeps_its_name_unless_it_is_taken(taken, community, name):
    assert free_name("一网格", taken, community) == name


@pytest.mark.parametrize(
    "broken",
    [
        lambda: free_name("一网格", ("一网格", "西园一网格"), "西园社区"),
        lambda: check_merge(0),
        lambda: check_split(0, 3),
        lambda: check_split(3, 3),
        lambda: check_new("", "", needed=True),
        lambda: check_new("新园社区", "", needed=False),
        lambda: check_new("新园社区", "37070200100", needed=False),
        lambda: check_new("", "370702001009", needed=False),
        lambda: check_day(date(2026, 3, 1), TODAY),
        lambda: check_same_day(date(2026, 3, 1), TODAY),
    ],
)
def test_what_may_not_be(broken):
    with pytest.raises(RuleBroken):
        broken()


def test_what_may_be():
    check_merge(1)
    check_split(2, 3)
    check_new("", "", needed=False)
    check_new("新园社区", "370702001009", needed=True)
    check_day(TODAY, TODAY)
    check_same_day(TODAY, TODAY)
