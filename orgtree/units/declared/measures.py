"""Figures of party organisations: how many by type and seat, and those that were founded."""

from django.db.models import Q

from orgtree.choices import AreaKind, InstitutionKind, PartyOrgKind
from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from orgtree.tree.declared.measures import AREAS
from orgtree.units.lists import party_org_list
from orgtree.units.models.institution import Institution
from orgtree.units.models.party import PartyOrg

ORGS = Marker(PartyOrg, ("kind", "institution", "founded_on", "dissolved_on"), area="area")
UNITS = Marker(Institution, ("kind",), area="party_orgs__area")


def party_orgs(window: Window):
    """The organisations in being on the last day that counts."""
    return PartyOrg.objects.in_being_on(window.last_day).select_related("area__parent__parent", "institution")


def founded(window: Window):
    """The organisations that were founded in the period, up to the day of the fill."""
    return PartyOrg.objects.filter(founded_on__gte=window.period.start, founded_on__lte=window.last_day).select_related(
        "area", "institution"
    )


def party_count(key: str, label: str, definition: str, rows, *, source: str = "", **more) -> Measure:
    return Measure(
        key=f"party.{key}",
        label=label,
        unit="个",
        definition=definition,
        rows=rows,
        area="area",
        columns=party_org_list.pick("name kind place institution founded_on term_ends_on"),
        marks=(ORGS, UNITS, AREAS),
        group="党的组织",
        source=source,
        **more,
    )


def of_kind(kind: str) -> Measure:
    label = PartyOrgKind(kind).label
    return party_count(
        kind,
        label,
        f"统计期末存续的{label}，含单位党组织",
        party_orgs,
        only=Q(kind=kind),
        stock=True,
    )


def seated(key: str, label: str, area_kinds, kinds, *, source: str) -> Measure:
    return party_count(
        key,
        label,
        f"统计期末存续、设在{'、'.join(AreaKind(kind).label for kind in area_kinds)}的党组织（不含驻区单位党组织）",
        party_orgs,
        only=Q(area__kind__in=area_kinds, kind__in=kinds, institution__isnull=True),
        stock=True,
        source=source,
    )


COMMUNITY = [AreaKind.COMMUNITY]
BRANCHES = [PartyOrgKind.COMMITTEE, PartyOrgKind.GENERAL_BRANCH, PartyOrgKind.BRANCH]

registry.add_figures(
    [
        party_count("all", "党组织数", "统计期末存续的各类党组织，含单位党组织", party_orgs, stock=True, headline=True),
        seated("community_all", "社区党组织", COMMUNITY, BRANCHES, source="S01"),
        seated("community_committee", "社区党委", COMMUNITY, [PartyOrgKind.COMMITTEE], source="J03"),
        seated("community_general_branch", "社区党总支", COMMUNITY, [PartyOrgKind.GENERAL_BRANCH], source="J04"),
        seated("community_branch", "社区党支部", COMMUNITY, [PartyOrgKind.BRANCH], source="J05"),
        seated("grid_branch", "网格党支部", [AreaKind.GRID], [PartyOrgKind.BRANCH], source="J06"),
        seated("building_group", "楼栋党小组", [AreaKind.BUILDING], [PartyOrgKind.GROUP], source="J07"),
        *[of_kind(kind) for kind in PartyOrgKind.values],
        party_count("founded", "新成立党组织", "成立日期在统计期内的党组织", founded, dated=True),
        party_count(
            "founded_new_sectors",
            "两新组织新成立党组织",
            "成立日期在统计期内、所属单位为非公企业或社会组织的党组织",
            founded,
            dated=True,
            only=Q(institution__kind__in=[InstitutionKind.PRIVATE_ENTERPRISE, InstitutionKind.SOCIAL]),
            source="W13",
        ),
    ]
)
