"""One to six areas beside each other over twelve periods: each figure with its rate, how many, and of how many."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from orgtree.boards.services.boards import TREND_PERIODS, with_parts
from orgtree.boards.services.shown import Cell, cell_of, is_rate
from orgtree.days.rules.periods import Period
from orgtree.declare import Derived, Measure, registry
from orgtree.doubts.services import marked_at, marks_of
from orgtree.figures.models import FigureFill
from orgtree.figures.rules import rounded, written
from orgtree.figures.services.boundaries import Break, boundaries_of
from orgtree.figures.services.figures import figures_of, fills_over, moments_of
from orgtree.figures.services.reported import reported_in
from orgtree.sheets.workbooks import Heading, Sheet
from orgtree.tree.models import Area

MOST_AREAS = MOST_FIGURES = 6


@dataclass(frozen=True)
class Counted(Cell):
    """A rate with how many it counts: `25/40` beside 62.5."""

    count: Decimal | None = None

    @property
    def base_text(self) -> str:
        return f"{written(self.count)}/{written(self.base)}" if self.count is not None else super().base_text


@dataclass(frozen=True)
class Series:
    """One figure of one area, period by period."""

    area: Area
    points: list[tuple[Period, Cell]]

    @property
    def cells(self) -> list[Cell]:
        return [cell for _, cell in self.points]


@dataclass(frozen=True)
class Table:
    """One figure, a line an area."""

    figure: Measure | Derived
    lines: list[Series]


@dataclass(frozen=True)
class Comparison:
    """Everything that the page shows; oldest period first. `breaks` are where the areas' own boundaries changed."""

    periods: list[Period]
    areas: list[Area]
    tables: list[Table]
    fill: FigureFill | None
    breaks: list[Break]
    today: bool

    @property
    def broken(self) -> set[Period]:
        """The periods that begin in other boundaries than the one before them."""
        return set() if self.today else {found.period for found in self.breaks if found.period}


def compare(areas: list[Area], period: Period, keys: Iterable[str], *, today: bool = False) -> Comparison:
    """The figures of these keys at these areas, found through `.allowed`, in the twelve periods up to this one. Five queries, one more where something was reported, two for moved areas."""
    periods, catalogue = period.last(TREND_PERIODS), registry.catalogue()
    chosen, ids = [catalogue[key] for key in keys], [area.pk for area in areas]
    fills = fills_over(periods)
    bounds = boundaries_of(moments_of(fills), ids)
    values = figures_of(
        dict.fromkeys(periods, ids),
        filled=fills,
        catalogue=with_parts(chosen, catalogue),
        shifts=bounds.shifts if today else {},
        reported={} if today else reported_in(fills, ids),
    )
    marks = marks_of(periods, ids)

    def line(figure: Measure | Derived, area: Area) -> Series:
        return Series(
            area, [(one, _cell(figure, values[one][area.pk], marked_at(marks, one, area))) for one in periods]
        )

    tables = [Table(figure, [line(figure, area) for area in areas]) for figure in chosen]
    return Comparison(periods, areas, tables, fills.get(period), bounds.breaks, today)


def _cell(figure: Measure | Derived, values: dict, doubts: dict) -> Cell:
    cell = cell_of(figure, values, doubts=doubts)
    if not is_rate(figure) or len(figure.parts) != 2:
        return cell
    return Counted(**vars(cell), count=values[figure.parts[0]])


def comparison_sheets(shown: Comparison, about: str) -> list[Sheet]:
    """A sheet a figure, a row an area and, of rates, one each for how many and of how many."""
    headings = [Heading("区域", width=24), Heading("内容", width=14)]
    headings += [Heading(one.label, number=True, decimals=None) for one in shown.periods]
    return [
        Sheet(
            name=f"{place}",
            title=f"{table.figure.label}（{table.figure.unit}）",
            about=f"{about}　口径：{table.figure.definition}",
            headings=headings,
            rows=[row for line in table.lines for row in _rows(table.figure, line)],
            total=None,
        )
        for place, table in enumerate(shown.tables, start=1)
    ]


def _rows(figure: Measure | Derived, line: Series) -> list[list]:
    told = [("数值", [cell.value for cell in line.cells], figure.decimals)]
    if is_rate(figure):
        told += [
            ("其中", [getattr(cell, "count", None) for cell in line.cells], 0),
            ("基数", [cell.base for cell in line.cells], 0),
        ]
    return [
        [line.area.name, words, *["" if value is None else rounded(value, decimals) for value in values]]
        for words, values, decimals in told
    ]
