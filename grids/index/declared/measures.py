"""The monthly index as a figure: the mean of the grids that are shown, by their households."""

from decimal import Decimal

from django.db.models import DecimalField, ExpressionWrapper, F

from grids.index.lists import index_list
from grids.index.models import GridIndex
from grids.staff.rules import each_of
from orgtree.choices import AreaKind
from orgtree.declare import Column, Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.tree.declared.measures import AREAS

GROUP = "平安指数"
MARK = Marker(GridIndex, ("index", "grade", "households", "month", "area"), area="area", day="month")
HOUSEHOLDS = Column("户数", lambda row: row.households, number=True, field="households")
COLUMNS = (*index_list.pick("month place index grade"), HOUSEHOLDS)
WEIGHTED = ExpressionWrapper(F("index") * F("households"), DecimalField(max_digits=14, decimal_places=1))


def indexes(window: Window):
    """Indexes of grids in the months that begin in the period, where they are shown."""
    rows = GridIndex.objects.filter(
        month__gte=window.period.start, month__lte=window.last_day, area__kind=AreaKind.GRID
    )
    rows = rows.filter(index__isnull=False, households__gt=0).annotate(weighted=WEIGHTED)
    return rows.select_related("area__parent__parent").order_by("area_id", "month")


def index_sum(key: str, label: str, unit: str, definition: str, value: str | None, columns=COLUMNS, **more) -> Measure:
    return Measure(
        key=f"grids.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=indexes,
        value=value,
        marks=(MARK, AREAS),
        area="area",
        columns=columns,
        group=GROUP,
        additive=True,
        appraises=False,
        **more,
    )


registry.add_figures(
    [
        index_sum(
            "index_points",
            "平安指数户积",
            "分户",
            "统计期内各网格每月平安指数乘以户数之和",
            "weighted",
            (*COLUMNS, Column("指数×户数", lambda row: row.weighted, number=True, decimals=1, field="weighted")),
            decimals=1,
        ),
        index_sum(
            "index_households",
            "平安指数户月",
            "户月",
            "统计期内显示平安指数的各网格每月户数之和",
            "households",
        ),
        Derived(
            key="grids.index",
            label="月度平安指数",
            unit="分",
            definition="统计期内各网格每月平安指数按户数加权的平均；算法公开，只用事项数量和办理时间",
            parts=("grids.index_points", "grids.index_households"),
            formula=lambda points, households: each_of(Decimal(points), households),
            group=GROUP,
            decimals=1,
            headline=True,
            source="C08",
            appraises=False,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence("grids.index", "平安指数", "{period}，{place}月度平安指数平均{grids.index}分。", source="C08"),
    ]
)
