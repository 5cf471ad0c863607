"""Where each serves, what follows from a post, and how many there should be.

Source: docs/rules.md, "Staff of grids".
"""

from decimal import Decimal

from grids.staff.choices import StaffRole
from orgtree.choices import AreaKind, PostKind
from orgtree.errors import RuleBroken

AT_STREET = frozenset({AreaKind.STREET, AreaKind.TOWN})
AT_COMMUNITY = frozenset({AreaKind.COMMUNITY, AreaKind.VILLAGE})
AT_GRID, AT_BUILDING = frozenset({AreaKind.GRID}), frozenset({AreaKind.BUILDING})

SEATS: dict[str, frozenset[str]] = {
    StaffRole.PARTY_OFFICE: AT_STREET,
    StaffRole.SECRETARY: AT_COMMUNITY,
    StaffRole.BRANCH: AT_COMMUNITY | AT_GRID,
    StaffRole.GROUP: AT_GRID | AT_BUILDING,
    StaffRole.WORKER: AT_GRID,
    StaffRole.FULL_TIME: AT_GRID,
    StaffRole.MOBILE: AT_STREET | AT_COMMUNITY | AT_GRID,
    StaffRole.STREET_CHIEF: AT_STREET | AT_COMMUNITY | AT_GRID,
    StaffRole.BUILDING_HEAD: AT_BUILDING,
    StaffRole.COMMUNITY_WORKER: AT_COMMUNITY,
}
# What a post says of itself is not asked for again: a term of this role follows from it (docs/decisions, "Staff of grids").
ROLE_OF_POST: dict[str, str] = {
    PostKind.COMMUNITY_SECRETARY: StaffRole.SECRETARY,
    PostKind.GRID_WORKER: StaffRole.WORKER,
    PostKind.BUILDING_HEAD: StaffRole.BUILDING_HEAD,
}
# Both are workers of a grid, and a post of one may be either.
GRID_WORKERS = (StaffRole.WORKER, StaffRole.FULL_TIME)
TEN_THOUSAND = 10_000


def check_seat(role: str, kind: str) -> None:
    """Raises RuleBroken at `role` where somebody of this role does not serve at an area of this kind."""
    if kind not in SEATS[role]:
        levels = "、".join(str(one.label) for one in AreaKind if one in SEATS[role])
        raise RuleBroken("role_seat", f"{StaffRole(role).label}设在{levels}，请改选区域或身份", field="role")


def alike(role: str) -> tuple[str, ...]:
    """The roles under which the same person at the same place is the same fact."""
    return GRID_WORKERS if role in GRID_WORKERS else (role,)


def per_ten_thousand(people: int | Decimal, residents: int | Decimal) -> Decimal | None:
    """So many for 10,000 residents; None where there are none."""
    return None if not residents else Decimal(people) * TEN_THOUSAND / Decimal(residents)


def share_of(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """Per cent; None of nothing."""
    return None if not whole else Decimal(part) * 100 / Decimal(whole)


def each_of(total: int | Decimal, people: int | Decimal) -> Decimal | None:
    """How many of the total fall to one; None where there is nobody."""
    return None if not people else Decimal(total) / Decimal(people)


def size_told(households: int, least: int | None, most: int | None) -> str:
    """What is to be said of a grid's size: 偏小, 偏大, nothing for one within the bounds or without households (a school, a park)."""
    if not households:
        return ""
    if least and households < least:
        return "偏小"
    return "偏大" if most and households > most else ""
