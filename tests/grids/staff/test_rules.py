"""Where each serves, and ratios, as tables."""

from decimal import Decimal

import pytest

from grids.staff.choices import StaffRole
from grids.staff.rules import (
    ROLE_OF_POST,
    SEATS,
    alike,
    check_seat,
    each_of,
    per_ten_thousand,
    share_of,
    size_told,
)
from orgtree.choices import AreaKind
from orgtree.errors import RuleBroken
from orgtree.scope.rules.grants import GRANTS


@pytest.mark.parametrize(
    ("role", "kind", "serves"),
    [
        (StaffRole.WORKER, AreaKind.GRID, True),
        (StaffRole.WORKER, AreaKind.COMMUNITY, False),
        (StaffRole.SECRETARY, AreaKind.VILLAGE, True),
        (StaffRole.SECRETARY, AreaKind.GRID, False),
        (StaffRole.BUILDING_HEAD, AreaKind.BUILDING, True),
        (StaffRole.PARTY_OFFICE, AreaKind.STREET, True),
        (StaffRole.PARTY_OFFICE, AreaKind.DISTRICT, False),
        (StaffRole.STREET_CHIEF, AreaKind.COMMUNITY, True),
    ],
)
def test_where_each_serves(role, kind, serves):
    if serves:
        check_seat(role, kind)
    else:
        with pytest.raises(RuleBroken, match="设在"):
            check_seat(role, kind)


def test_every_role_has_its_place_and_posts_sit_where_their_role_serves():
    assert set(SEATS) == set(StaffRole)
    for post, role in ROLE_OF_POST.items():
        assert GRANTS[post].seats <= SEATS[role]


def test_a_worker_is_a_worker_general_or_full_time():
    assert alike(StaffRole.FULL_TIME) == alike(StaffRole.WORKER)
    assert alike(StaffRole.MOBILE) == (StaffRole.MOBILE,)


@pytest.mark.parametrize(
    ("people", "residents", "ratio"),
    [(18, 10_000, "18"), (3_529, 1_561_504, "22.6"), (9, 5_000, "18"), (0, 5_000, "0")],
)
def test_for_ten_thousand_residents(people, residents, ratio):
    assert round(per_ten_thousand(people, residents), 3) == Decimal(ratio)


def test_of_nobody_there_is_no_ratio():
    assert (per_ten_thousand(3, 0), share_of(1, 0), each_of(300, 0)) == (None, None, None)
    assert (share_of(48, 49).quantize(Decimal("0.01")), each_of(3_000, 10)) == (Decimal("97.96"), 300)


@pytest.mark.parametrize(("households", "told"), [(0, ""), (149, "偏小"), (150, ""), (600, ""), (601, "偏大")])
def test_the_size_of_a_grid(households, told):
    assert size_told(households, 150, 600) == told
    assert size_told(households, None, None) == ""
