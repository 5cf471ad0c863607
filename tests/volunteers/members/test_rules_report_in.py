"""What a pause and an ending must look like, and what a grid changes."""

from datetime import date, timedelta

import pytest

from orgtree.errors import RuleBroken
from volunteers.choices import CloseReason
from volunteers.members.rules.report_in import LONGEST_PAUSE, RIPENING, check_close_reason, check_until, placed


def test_a_member_leaves_by_own_wish_only():
    check_close_reason(CloseReason.OWN_WISH, by_member=True)
    check_close_reason(CloseReason.RETIRED, by_member=False)
    for reason, by_member in [(CloseReason.RETIRED, True), ("", False), ("other", False)]:
        with pytest.raises(RuleBroken):
            check_close_reason(reason, by_member=by_member)


def test_a_grid_moves_no_one_back():
    assert [placed(state) for state in RIPENING] == ["gridded", "gridded", "posted", "serving"]


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("until", [None, TODAY + timedelta(days=1), TODAY + LONGEST_PAUSE])
def test_a_pause_is_open_or_ends_within_a_year(until):
    check_until(until, TODAY)


@pytest.mark.parametrize("until", [TODAY, TODAY + LONGEST_PAUSE + timedelta(days=1)])
def test_other_ends_are_refused(until):
    with pytest.raises(RuleBroken) as caught:
        check_until(until, TODAY)
    assert caught.value.field == "until"
