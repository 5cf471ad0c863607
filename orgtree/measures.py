"""Figures of the ground floor: areas by kind, households and residents, party organisations by type, tasks."""

from django.db.models import Exists, OuterRef, Q

from orgtree.assigned.lists import task_list
from orgtree.choices import AreaKind, InstitutionKind, PartyOrgKind, TaskState
from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from orgtree.models import Area, Institution, PartyOrg, Task
from orgtree.tree.lists import area_list
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from orgtree.units.lists import party_org_list

# --- Areas ------------------------------------------------------------------------------------------------------------

AREA_COLUMNS = "name code kind parent"
AREAS = Marker(Area, ("kind", "households", "residents", "opened_on", "dissolved_on"), area="")
# A parent stops being the lowest with its first child, and is it again without any.
CHILDREN = Marker(Area, ("opened_on", "dissolved_on"), area="parent")


def areas(window: Window):
    """The areas that exist on the last day that counts."""
    return Area.objects.open_on(window.last_day).select_related("parent__parent__parent")


def area_count(key: str, label: str, unit: str, *kinds: str, source: str = "", headline: bool = False) -> Measure:
    return Measure(
        key=f"area.{key}",
        label=label,
        unit=unit,
        definition=f"统计期末存续的{'、'.join(AreaKind(kind).label for kind in kinds)}，已撤销的不计",
        rows=areas,
        only=Q(kind__in=kinds),
        marks=(AREAS,),
        area="",
        columns=area_list.pick(AREA_COLUMNS),
        group="区域概况",
        stock=True,
        headline=headline,
        source=source,
    )


def lowest(window: Window):
    """Areas that have nothing below them, so that no household is counted at two levels."""
    below = Area.objects.open_on(window.last_day).filter(parent=OuterRef("pk"))
    return areas(window).filter(~Exists(below))


def headcount(field: str, label: str, unit: str) -> Measure:
    return Measure(
        key=f"area.{field}",
        label=label,
        unit=unit,
        definition=f"末级区域（楼栋；未设网格楼栋的为村居）登记的{label}之和，只统计总数，不登记居民个人信息",
        rows=lowest,
        only=Q(**{f"{field}__gt": 0}),
        marks=(AREAS, CHILDREN),
        area="",
        value=field,
        columns=area_list.pick(f"{AREA_COLUMNS} lowest_{field}"),
        group="区域概况",
        stock=True,
        headline=True,
    )


registry.add_figures(
    [
        area_count("streets", "街道数", "个", AreaKind.STREET, source="J01"),
        area_count("towns", "镇乡数", "个", AreaKind.TOWN),
        area_count("communities", "社区数", "个", AreaKind.COMMUNITY, source="T01 J02", headline=True),
        area_count("villages", "村数", "个", AreaKind.VILLAGE),
        area_count("committees", "村居数", "个", *sorted(RESIDENT_COMMITTEE_KINDS), source="C01"),
        area_count("grids", "网格数", "个", AreaKind.GRID, headline=True),
        area_count("buildings", "楼栋数", "栋", AreaKind.BUILDING),
        headcount("households", "户数", "户"),
        headcount("residents", "常住人口", "人"),
    ]
)

# --- Party organisations ----------------------------------------------------------------------------------------------

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

# --- Tasks ------------------------------------------------------------------------------------------------------------

TASKS = Marker(Task, ("state", "area", "given_at", "due_at", "reported_at", "decided_at"), area="area")


def tasks(**conditions):
    rows = Task.objects.exclude(state=TaskState.CANCELLED).filter(**conditions)
    return rows.select_related("area", "institution", "giver_area")


def given_tasks(window: Window):
    """Those given in the period, up to the day of the fill."""
    return tasks(given_at__gte=window.beginning, given_at__lt=min(window.ending, window.as_of))


def done_tasks(window: Window):
    """Those whose giver confirmed them in the period."""
    return tasks(
        state=TaskState.CONFIRMED, decided_at__gte=window.beginning, decided_at__lt=min(window.ending, window.as_of)
    )


def late_tasks(window: Window):
    """Those past their time and not reported done when the stock is read."""
    return tasks(due_at__lt=window.moment).filter(Q(reported_at__isnull=True) | Q(reported_at__gt=window.moment))


def task_count(key: str, label: str, definition: str, rows, **more) -> Measure:
    return Measure(
        key=f"task.{key}",
        label=label,
        unit="项",
        definition=definition,
        rows=rows,
        marks=(TASKS,),
        area="area",
        columns=task_list.pick("title owner giver_area due state"),
        group="任务",
        **more,
    )


registry.add_figures(
    [
        task_count("given", "交办任务", "统计期内交办、没有取消的任务，计在承办区域", given_tasks),
        task_count("done", "办结任务", "交办方在统计期内确认完成的任务", done_tasks),
        task_count(
            "late",
            "逾期任务",
            "统计期末已过期限、承办人还没有报告完成的任务，已取消的不计",
            late_tasks,
            stock=True,
            timed=True,
        ),
    ]
)
