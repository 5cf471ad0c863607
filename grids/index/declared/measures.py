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
MARK = Marker(GridIndex, ("index", "handling", "grade", "households", "month", "area"), area="area", day="month")
HOUSEHOLDS = Column("户数", lambda row: row.households, number=True, field="households")
COLUMNS = (*index_list.pick("month place index grade"), HOUSEHOLDS)
TIMES_HOUSEHOLDS = DecimalField(max_digits=14, decimal_places=1)
HANDLING_COLUMNS = (*index_list.pick("month place handling"), HOUSEHOLDS)
WEIGHTED = ExpressionWrapper(F("index") * F("households"), TIMES_HOUSEHOLDS)
HANDLED = ExpressionWrapper(F("handling") * F("households"), TIMES_HOUSEHOLDS)


def indexes(window: Window):
    """Indexes of grids in the months that begin in the period, where they are shown."""
    rows = GridIndex.objects.filter(
        month__gte=window.period.start, month__lte=window.last_day, area__kind=AreaKind.GRID
    )
    rows = rows.filter(index__isnull=False, households__gt=0).annotate(weighted=WEIGHTED)
    return rows.select_related("area__parent__parent").order_by("area_id", "month")


def handlings(window: Window):
    """The same where something was accepted, done or rated in the month."""
    return indexes(window).filter(handling__isnull=False).annotate(handled=HANDLED)


def index_sum(
    key: str, label: str, unit: str, definition: str, value: str, columns=COLUMNS, *, appraises: bool = False, **more
) -> Measure:
    """A sum over months of grids. Only one of P5 may be scored: it alone is about work done, the others are about what befell a place."""
    return Measure(
        key=f"grids.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=handlings if appraises else indexes,
        value=value,
        marks=(MARK, AREAS),
        area="area",
        columns=columns,
        group=GROUP,
        additive=True,
        appraises=appraises,
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
        index_sum(
            "handling_points",
            "处置效能户积",
            "分户",
            "统计期内各网格每月处置效能乘以户数之和",
            "handled",
            (
                *HANDLING_COLUMNS,
                Column("处置效能×户数", lambda row: row.handled, number=True, decimals=1, field="handled"),
            ),
            appraises=True,
            decimals=1,
        ),
        index_sum(
            "handling_households",
            "处置效能户月",
            "户月",
            "统计期内有处置效能的各网格每月户数之和",
            "households",
            HANDLING_COLUMNS,
            appraises=True,
        ),
        Derived(
            key="grids.handling",
            label="处置效能",
            unit="分",
            definition="统计期内各网格每月处置效能（按时办结、按时受理、满意）按户数加权的平均；平安指数中只有它可用于考核",
            parts=("grids.handling_points", "grids.handling_households"),
            formula=lambda points, households: each_of(Decimal(points), households),
            group=GROUP,
            decimals=1,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence("grids.index", "平安指数", "{period}，{place}月度平安指数平均{grids.index}分。", source="C08"),
        Sentence("grids.handling", "处置效能", "{period}，{place}网格处置效能平均{grids.handling}分。"),
    ]
)
