"""How many may be excellent, what votes can be."""

import pytest

from assessments.reviews.rules import check_papers, check_quota, most_excellent, read_votes, unequal_votes
from tests.volunteers.refusals import refused


@pytest.mark.parametrize(("members", "most"), [(1, 0), (2, 0), (3, 1), (7, 2), (29, 9), (30, 10), (31, 10)])
def test_a_third_rounded_down(members, most):
    assert most_excellent(members) == most
    check_quota(["excellent"] * most, members)
    with refused("quota", "grades", message=f"优秀最多{most}人.*现为{most + 1}人"):
        check_quota(["excellent"] * (most + 1), members)


def test_votes_are_at_most_the_valid_ballots():
    assert read_votes("12 3 0 0", 15) == (12, 3, 0, 0)
    assert read_votes("12，3、0,0", 20) == (12, 3, 0, 0)  # five abstained
    for typed in ("", "12 3 0", "12 3 0 0 0", "a b c d", "-1 3 0 0", "12 3 0 1"):
        with refused("votes", "votes"):
            read_votes(typed, 15)


@pytest.mark.parametrize(
    ("numbers", "field"),
    [((8, 7, 7), "issued"), ((7, 8, 7), "returned"), ((7, 6, 7), "valid"), ((7, 7, 0), "valid")],
)
def test_papers(numbers, field):
    check_papers(7, 7, 6, 7)
    with refused(field, field):
        check_papers(*numbers, 7)


def test_what_differs_between_two_entries():
    assert unequal_votes({"1": [1, 0]}, {"1": (1, 0)}) == []
    assert unequal_votes({"1": [1, 0], "2": [0, 1]}, {"1": [0, 1]}) == ["1", "2"]
