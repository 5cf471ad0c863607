"""Party organisations in the proportions the district publishes: 54 party committees, 10 general branches, 7 branches.

Source: domain.md section 6.1 (LY: 71 communities; 238 grid branches; 262 building groups), scaled to 76 communities.
"""

from datetime import date

from config.demo_district.district_map import DistrictMap
from orgtree.choices import PartyOrgKind
from orgtree.models import Institution, PartyOrg
from orgtree.services.party import create_party_org

COMMITTEES, GENERAL_BRANCHES, BRANCHES = 54, 10, 7
GRID_BRANCHES, BUILDING_GROUPS = 238, 262
COMMUNITIES = 71
FOUNDED_ON = date(2021, 6, 1)
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


def _found(parent: PartyOrg | None, kind: str, name: str, area, institution=None) -> PartyOrg:
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


def build_party(places: DistrictMap) -> None:
    """Found the whole tree, from the district committee down to the building groups."""
    root = _found(None, PartyOrgKind.COMMITTEE, f"中共{places.district.name}委员会", places.district)
    at_street = {
        street.pk: _found(root, PartyOrgKind.WORK_COMMITTEE, f"中共{street.name}工作委员会", street)
        for street in places.streets
    }
    kinds = community_kinds(len(places.communities))
    at_community = {}
    for kind, community in zip(kinds, places.communities, strict=True):
        org = _found(at_street[community.parent_id], kind, f"中共{community.name}{_suffix(kind)}", community)
        at_community[community.pk] = org
    _build_grid_branches(places, at_community)
    _build_unit_branches(root)


def _suffix(kind: str) -> str:
    return {
        PartyOrgKind.COMMITTEE: "委员会",
        PartyOrgKind.GENERAL_BRANCH: "总支部委员会",
        PartyOrgKind.BRANCH: "支部委员会",
    }[kind]


def _build_grid_branches(places: DistrictMap, at_community: dict[int, PartyOrg]) -> None:
    """Branches in grids, groups in buildings; below a community branch there are groups only."""
    share = len(places.communities) / COMMUNITIES
    branches, groups = round(GRID_BRANCHES * share), round(BUILDING_GROUPS * share)
    for grid in places.grids_in_turn():
        above = at_community[grid.parent_id]
        if branches and above.kind != PartyOrgKind.BRANCH:
            above = _found(above, PartyOrgKind.BRANCH, f"{above.area.name}{grid.name}党支部", grid)
            branches -= 1
        if groups and above.kind == PartyOrgKind.BRANCH:
            building = places.buildings_of(grid)[0]
            _found(above, PartyOrgKind.GROUP, f"{grid.name}{building.name}党小组", building)
            groups -= 1


def _build_unit_branches(root: PartyOrg) -> None:
    """Every other unit has a branch of its own."""
    for unit in Institution.objects.select_related("area").order_by("id")[::2]:
        _found(root, PartyOrgKind.BRANCH, f"中共{unit.name}支部委员会", unit.area, unit)
