"""What of a table is shown: by hand, and by reasoning as a reader would, who knows the sum and the rule."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grids.opened.rules import LEAST, is_ripe, shown_counts, shown_total


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([], []),
        ([0, 0, 0], [0, 0, 0]),
        ([7, 9, 0], [7, 9, 0]),
        ([3, 20, 9, 0], [None, 20, None, 0]),  # the smallest of the others is its partner
        ([1, 1, 30, 8], [None, None, 30, None]),  # two of one make two: a third is needed
        ([4, 4, 0], [None, None, 0]),  # eight between them, one to seven each
        ([2, 1, 1, 0], [None, None, None, None]),  # the sum itself is below five: nothing is shown
        ([1, 5], [None, None]),
        ([2, 2, 1, 0], [None, None, None, 0]),
    ],
)
def test_by_hand(counts, shown):
    assert shown_counts(counts) == shown


@pytest.mark.parametrize(("total", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (200, 200)])
def test_the_sum(total, shown):
    assert shown_total(total) == shown


def told_of(counts, shown) -> list[set[int]]:
    """What each hidden cell may be, for a reader who knows the sum, the cells that are shown and that a hidden one is not nought."""
    rest = sum(counts) - sum(count for count in shown if count is not None)
    hidden = [place for place, count in enumerate(shown) if count is None]
    found = [row for row in product(range(1, rest + 1), repeat=len(hidden)) if sum(row) == rest]
    return [{row[place] for row in found} for place in range(len(hidden))]


SMALL = st.lists(st.integers(0, 9), min_size=1, max_size=4)


@given(SMALL)
def test_a_reader_can_tell_no_hidden_cell(counts):
    shown = shown_counts(counts)
    assert all(mine in (None, count) for mine, count in zip(shown, counts, strict=True))
    assert not any(mine is not None and 0 < mine < LEAST for mine in shown)
    if sum(counts) >= LEAST:  # else the sum is not shown either
        assert all(len(found) >= 2 for found in told_of(counts, shown))


def test_control_hiding_only_the_small_cell_tells_it():
    assert told_of([3, 20, 9], [None, 20, 9]) == [{3}]
    assert told_of([1, 1, 30], [None, None, 30]) == [{1}, {1}]


@pytest.mark.parametrize(
    ("today", "ripe"),
    [(date(2026, 10, 31), False), (date(2026, 11, 1), False), (date(2026, 11, 5), False), (date(2026, 11, 6), True)],
)
def test_a_month_is_ripe_five_days_after_its_end(today, ripe):
    assert is_ripe(date(2026, 10, 1), today) is ripe
