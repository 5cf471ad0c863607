"""How far work is, as a table that a clerk can check."""

import pytest

from assessments.keytasks.choices import WorkState
from assessments.keytasks.rules import Tally


@pytest.mark.parametrize(
    ("tally", "state", "words", "percent"),
    [
        (Tally(), WorkState.NONE, "", None),
        (Tally(3), WorkState.DOING, "0/3", 0),
        (Tally(3, 1, near=1), WorkState.NEAR, "1/3", 33),
        (Tally(3, 1, late=1, near=1), WorkState.LATE, "1/3", 33),
        (Tally(3, 3), WorkState.DONE, "3/3", 100),
        (Tally(1000, 999), WorkState.DOING, "999/1000", 99),  # 99.9 is not all
    ],
)
def test_how_far_work_is(tally, state, words, percent):
    assert (tally.state, tally.words, tally.percent) == (state, words, percent)


def test_sums_are_of_each_count():
    assert Tally(3, 1, 1, 0) + Tally(2, 2, 0, 1) == Tally(5, 3, 1, 1)
