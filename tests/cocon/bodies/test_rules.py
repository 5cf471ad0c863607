"""Seats as tables."""

import pytest

from cocon.bodies.choices import SeatRole
from cocon.bodies.rules import Norm, check_room, gaps_in
from orgtree.errors import RuleBroken

PARTY = Norm(9, 11, 7, 9)


@pytest.mark.parametrize(
    ("taken", "role", "fits"),
    [
        ({"head": 1, "full": 1, "part": 8}, SeatRole.PART, True),
        ({"head": 1, "part": 9}, SeatRole.PART, False),
        ({"head": 1, "part": 9}, SeatRole.FULL, True),
        ({"head": 1, "deputy": 1, "part": 9}, SeatRole.FULL, False),
        ({}, SeatRole.PART, True),
    ],
)
def test_room(taken, role, fits):
    if fits:
        check_room(PARTY, taken, role)
    else:
        with pytest.raises(RuleBroken, match="已满"):
            check_room(PARTY, taken, role)


def test_no_norm_takes_as_many_as_come():
    check_room(Norm(), {"member": 500}, SeatRole.MEMBER)
    assert gaps_in(Norm(), {}) == []


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ({}, ["还差9名", "兼职委员还差7名"]),
        ({"head": 1, "full": 1, "part": 7}, []),
        ({"head": 1, "full": 2, "part": 6}, ["兼职委员还差1名"]),
        ({"head": 1, "full": 1, "part": 10}, ["超出1名", "兼职委员超出1名"]),
    ],
)
def test_what_is_missing(held, told):
    assert gaps_in(PARTY, held) == told
