"""Figures of areas: how many of each kind, households and residents."""

from django.db.models import Exists, OuterRef, Q

from orgtree.choices import AreaKind
from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from orgtree.tree.lists import area_list
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS

AREA_COLUMNS = "name code kind parent"
AREAS = Marker(Area, ("kind", "households", "residents", "opened_on", "dissolved_on"), area="")
# A parent stops being the lowest with its first child, and is it again without any; what is for so many households counts those below.
CHILDREN = Marker(Area, ("households", "opened_on", "dissolved_on"), area="parent")


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
        kinds=kinds,
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
