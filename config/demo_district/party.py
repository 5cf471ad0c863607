"""Party organisations in the proportions the district publishes: 54 party committees, 10 general branches, 7 branches.

Source: figures that 洛阳市涧西区 published (71 communities, 238 grid branches, 262 building groups), scaled to 76 communities.
"""

from dataclasses import dataclass
from datetime import date

from config.demo_district.district_map import DistrictMap, Part
from orgtree.choices import PartyOrgKind
from orgtree.models import Area, Institution, PartyOrg
from orgtree.units.services.party import create_party_org

COMMITTEES, GENERAL_BRANCHES, BRANCHES = 54, 10, 7
GRID_BRANCHES, BUILDING_GROUPS = 238, 262
COMMUNITIES = 71
FOUNDED_ON = date(2021, 6, 1)
SUFFIX = {
    PartyOrgKind.COMMITTEE: "委员会",
    PartyOrgKind.GENERAL_BRANCH: "总支部委员会",
    PartyOrgKind.BRANCH: "支部委员会",
}
TERM_ENDS_ON = date(2028, 6, 1)  # more than a year ahead, so that no term is overdue in a fresh demo


def community_kinds(count: int) -> list[str]:
    """The kind of organisation of each of `count` communities, in the published proportions."""
    branches = round(count * BRANCHES / COMMUNITIES)
    general = round(count * GENERAL_BRANCHES / COMMUNITIES)
    committees = count - branches - general
    return (
        [PartyOrgKind.COMMITTEE] * committees
        + [PartyOrgKind.GENERAL_BRANCH] * general
        + [PartyOrgKind.BRANCH] * branches
    )


def build_party(part: Part) -> None:
    """Found the organisations of the part's communities, and above the first ones the district's, streets' and units'."""
    if part.is_first:
        _found_above(part.places)
    kinds = dict(zip(part.places.communities, community_kinds(len(part.places.communities)), strict=True))
    seats = _seats_below(part.places, kinds)
    streets = {org.area_id: org for org in PartyOrg.objects.filter(kind=PartyOrgKind.WORK_COMMITTEE)}
    below = [(f"中共{area.name}{SUFFIX[kinds[area]]}", area) for area in part.communities]
    for name, area in sorted(below, key=lambda item: item[0]):
        _found_below(_found(streets[area.parent_id], kinds[area], name, area), area, seats)


def _found_above(places: DistrictMap) -> None:
    """In order of names: an insert at the end moves no interval but its ancestors'."""
    root = _found(None, PartyOrgKind.COMMITTEE, f"中共{places.district.name}委员会", places.district)
    units = {
        f"中共{unit.name}支部委员会": unit for unit in Institution.objects.select_related("area").order_by("id")[::2]
    }
    streets = {f"中共{street.name}工作委员会": street for street in places.streets}
    for name in sorted([*units, *streets]):
        if unit := units.get(name):
            _found(root, PartyOrgKind.BRANCH, name, unit.area, unit)
        else:
            _found(root, PartyOrgKind.WORK_COMMITTEE, name, streets[name])


def _found_below(org: PartyOrg, community: Area, seats: "Seats") -> None:
    """Branches in grids, groups in buildings; below a community branch there are groups only."""
    for grid_name, grid in sorted(
        ((f"{community.name}{grid.name}", grid) for grid in seats.grids[community.pk]), key=lambda item: item[0]
    ):
        above = org
        if grid.pk in seats.branches:
            above = _found(org, PartyOrgKind.BRANCH, f"{grid_name}党支部", grid)
        if building := seats.groups.get(grid.pk):
            _found(above, PartyOrgKind.GROUP, f"{grid.name}{building.name}党小组", building)


@dataclass(frozen=True)
class Seats:
    """Grids by community, the grids that get a branch, and the building of the group in each grid that gets one."""

    grids: dict[int, list[Area]]
    branches: set[int]
    groups: dict[int, Area]


def _seats_below(places: DistrictMap, kinds: dict[Area, str]) -> Seats:
    """Deal out branches and groups, one per community in turn."""
    share = len(places.communities) / COMMUNITIES
    in_turn = places.grids_in_turn()
    branch_communities = {area.pk for area, kind in kinds.items() if kind == PartyOrgKind.BRANCH}
    fit = [grid.pk for grid in in_turn if grid.parent_id not in branch_communities]
    branches = set(fit[: round(GRID_BRANCHES * share)])
    below_branches = [grid for grid in in_turn if grid.pk in branches or grid.parent_id in branch_communities]
    return Seats(
        grids={community.pk: places.grids_of(community) for community in places.communities},
        branches=branches,
        groups={grid.pk: places.buildings_of(grid)[0] for grid in below_branches[: round(BUILDING_GROUPS * share)]},
    )


def _found(parent: PartyOrg | None, kind: str, name: str, area: Area, institution=None) -> PartyOrg:
    return create_party_org(
        parent_id=parent and parent.pk,
        kind=kind,
        name=name,
        area=area,
        institution=institution,
        founded_on=FOUNDED_ON,
        term_ends_on=TERM_ENDS_ON,
        by=None,
    )
