"""A form filled for any area and period: every cell with its source, and what nobody knows left open."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from orgtree.boards.services.boards import fill_of, window_of, with_parts
from orgtree.choices import FormShape, ReturnState
from orgtree.days.rules.periods import Period
from orgtree.declare import Measure, registry
from orgtree.figures.models import FigureFill
from orgtree.figures.rules import rounded, written
from orgtree.figures.services.figures import figures_of, fills_over, rows_behind
from orgtree.oneform.models import DONE, AskedForm, FormItem, FormReturn
from orgtree.oneform.rules import Layout, number_in, period_of
from orgtree.oneform.services.layouts import from_json
from orgtree.oneform.services.sources import COLUMN, FACT, FACTS, FIGURE, plain_columns
from orgtree.sheets.workbooks import plain
from orgtree.tree.models import Area

MOST_LINES = 500
SUM = "合计"


@dataclass(frozen=True)
class Cell:
    """One cell: its words, the number behind them, where that comes from (words and address), whether it is still to be typed.

    `printed` is what the office's table says itself; `was` what was reported, where that is another today.
    """

    text: str = ""
    number: Decimal | None = None
    source: str = ""
    url: str = ""
    item: FormItem | None = None
    is_asked: bool = False
    printed: bool = False
    is_uncounted: bool = False
    was: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet what belongs there."""
        return self.is_asked and not self.text and not (self.item and self.item.may_stay_empty)


@dataclass(frozen=True)
class Filled:
    """A form with its lines, each a cell by column; `more` is how many records are not listed."""

    form: AskedForm
    area: Area
    period: Period
    layout: Layout
    lines: list[dict[int, Cell]]
    more: int = 0

    @cached_property
    def cells(self) -> list[Cell]:
        """What was to be filled in, line by line."""
        return [cell for line in self.lines for cell in line.values() if not cell.printed]

    @property
    def asked(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_asked]

    @property
    def uncounted(self) -> list[Cell]:
        """Figures of a time that was never counted."""
        return [cell for cell in self.cells if cell.is_uncounted]

    @property
    def open_items(self) -> list[FormItem]:
        """The blanks that somebody still has to fill in, each once."""
        return list({cell.item.pk: cell.item for cell in self.cells if cell.is_open and cell.item}.values())

    @property
    def share(self) -> float:
        """Which part of the cells fills itself, from 0 to 1."""
        return 1 - len(self.asked) / len(self.cells) if self.cells else 0.0

    def grid(self) -> list[list[Cell]]:
        """The lines as a page shows them: a cell for every column."""
        return [[line.get(column, Cell(printed=True)) for column in range(self.layout.width)] for line in self.lines]

    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in line] for line in self.grid()]


def expected_areas(form: AskedForm, period: Period):
    """The areas of the form's level that stand in the period, in the order of the tree."""
    stands = Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=period.end)
    opened = Q(opened_on__isnull=True) | Q(opened_on__lt=period.end)
    return Area.objects.within(form.area).filter(stands, opened, kind__in=form.kinds).order_by("tree_id", "lft")


def lines_of(form: AskedForm, area: Area, period: Period) -> list[Area]:
    """The areas that have a line in the form of `area`: itself at the form's level, else those of that level below it."""
    if area.kind in form.kinds:
        return [area]
    return list(expected_areas(form, period).within(area).select_related("parent"))


def fill_form(form: AskedForm, area: Area, period: Period) -> Filled:
    """The form of `area`, which the caller has found through a scope."""
    layout = from_json(form.layout)
    filler = _Filler(form, area, period, layout)
    if form.shape == FormShape.ROWS:
        lines, more = filler.rows()
        return Filled(form, area, period, layout, lines, more)
    return Filled(form, area, period, layout, filler.items() if form.shape == FormShape.ITEMS else filler.areas())


@dataclass
class _Filler:
    """What is read once for all cells."""

    form: AskedForm
    area: Area
    period: Period
    layout: Layout
    fills: dict[Period, FigureFill] = field(default_factory=dict)

    @cached_property
    def entries(self) -> list[FormItem]:
        return list(self.form.items.all())

    @cached_property
    def catalogue(self) -> dict[str, Any]:
        return registry.catalogue()

    @cached_property
    def typed(self) -> dict[int, dict[str, str]]:
        """area id -> what was typed in its return of this period. One query."""
        returns = FormReturn.objects.filter(form=self.form, period_start=self.period.start).within(self.area)
        return dict(returns.exclude(state=ReturnState.LAPSED).values_list("area_id", "typed"))

    def values_at(self, areas: Iterable[Area]) -> dict[Period, dict[int, dict]]:
        """The figures of the form, of every time it speaks of."""
        ids, wanted = [area.pk for area in areas], self._figures()
        if not wanted:
            return {}
        times = {period_of(self.period, item.span) for item in self.entries if item.source.startswith(FIGURE)}
        values: dict[Period, dict[int, dict]] = {}
        for kind in {time.kind for time in times}:
            periods = [time for time in times if time.kind == kind]
            fills = fills_over(periods)
            self.fills |= fills
            values |= figures_of(dict.fromkeys(periods, ids), filled=fills, catalogue=wanted)
        return values

    def _figures(self) -> dict[str, Any]:
        keys = {item.source.removeprefix(FIGURE) for item in self.entries if item.source.startswith(FIGURE)}
        return with_parts([self.catalogue[key] for key in keys if key in self.catalogue], self.catalogue)

    # --- A line an area --------------------------------------------------------------------------------------------------

    def areas(self) -> list[dict[int, Cell]]:
        below = lines_of(self.form, self.area, self.period)
        values = self.values_at([*below, self.area])
        lines = [self._numbered({item.column: self.cell(item, area, values) for item in self.entries}, at)
                 for at, area in enumerate(below, start=1)]  # fmt: skip
        return lines if self.area.kind in self.form.kinds else [*lines, self._sum(lines, values)]

    def _numbered(self, line: dict[int, Cell], number: int) -> dict[int, Cell]:
        return {column: Cell(str(number), printed=True) for column in self.layout.counters} | line

    def _sum(self, lines: list[dict[int, Cell]], values) -> dict[int, Cell]:
        """The last line: figures of the area itself, and what was typed added up."""
        told = min((item.column for item in self.entries), default=0)
        line = {}
        for item in self.entries:
            if item.source.startswith(FIGURE):
                line[item.column] = self.cell(item, self.area, values)
            else:
                added = [
                    cell.number for one in lines if (cell := one[item.column]).is_asked and cell.number is not None
                ]
                line[item.column] = replace(_number(sum(added), ""), printed=True) if added else Cell(printed=True)
        line[told] = Cell(SUM, printed=True)
        return line

    # --- A line an item --------------------------------------------------------------------------------------------------

    def items(self) -> list[dict[int, Cell]]:
        values = self.values_at([self.area])
        by_row: dict[int, dict[int, Cell]] = {}
        for item in self.entries:
            by_row.setdefault(item.row, {})[item.column] = self.cell(item, self.area, values)
        return [
            {column: Cell(text, printed=True) for column, text in enumerate(line.cells) if text}
            | by_row.get(line.number, {})
            for line in self.layout.body
        ]

    # --- A line a record -------------------------------------------------------------------------------------------------

    def rows(self) -> tuple[list[dict[int, Cell]], int]:
        """(the lines, how many more there are): the rows behind a figure, without the columns that name persons."""
        measure = self.catalogue.get(self.form.rows_of)
        if not isinstance(measure, Measure):
            return [], 0
        columns = {f"{COLUMN}{column.label}": column for column in plain_columns(measure)}
        rows = rows_behind(measure, area=self.area, window=window_of(self.period, fill_of(self.period)))
        rows = rows if rows.ordered else rows.order_by("pk")
        found = list(rows[: MOST_LINES + 1])
        url = self._address(measure.key, self.area, self.period)
        lines = []
        for at, row in enumerate(found[:MOST_LINES], start=1):
            cells = {item.column: self._of_row(item, columns.get(item.source), row, url) for item in self.entries}
            lines.append(self._numbered(cells, at))
        return lines, rows.count() - MOST_LINES if len(found) > MOST_LINES else 0

    def _of_row(self, item: FormItem, column, row, url: str) -> Cell:
        if column is None:
            return Cell(item=item, printed=True)  # what a list does not say of its rows stays empty
        value = column.value(row)
        number = value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
        return Cell(plain(value), number and Decimal(number), column.label, url, item)

    # --- A cell ----------------------------------------------------------------------------------------------------------

    def cell(self, item: FormItem, area: Area, values: dict) -> Cell:
        """What belongs into the blank of this area: a fact, a figure, what was typed, or nothing yet."""
        if item.source.startswith(FACT):
            fact = FACTS[item.source.removeprefix(FACT)]
            return Cell(fact.say(area, self.period, timezone.localdate()), source=fact.label, item=item)
        figure = self.catalogue.get(item.source.removeprefix(FIGURE)) if item.source else None
        if figure is None:
            return self._asked(item, area)
        time = period_of(self.period, item.span)
        value = values[time][area.pk][figure.key]
        source = f"{figure.label}，{time.label}{self._as_of(time)}"
        url = self._address(figure.key, area, time)
        if value is None:
            return Cell("—", source=source, url=url, item=item, is_uncounted=time not in self.fills)
        return replace(_number(rounded(value, figure.decimals), source), url=url, item=item)

    def _asked(self, item: FormItem, area: Area) -> Cell:
        text = self.typed.get(area.pk, {}).get(str(item.pk), "")
        return Cell(text, number_in(text), "补填", item=item, is_asked=True)

    def _as_of(self, period: Period) -> str:
        fill = self.fills.get(period)
        return f"，数据截至{timezone.localtime(fill.as_of):%Y-%m-%d %H:%M}" if fill else "，尚未汇总"

    @staticmethod
    def _address(key: str, area: Area, period: Period) -> str:
        return f"{reverse('board-rows', args=[area.pk, key])}?period={period.slug}"


def _number(value: Decimal, source: str) -> Cell:
    decimals = max(0, -value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    return Cell(written(Decimal(value), decimals).replace(",", ""), Decimal(value), source)


def beside(filled: Filled, reported: list[list[str]]) -> Filled:
    """What was reported, each cell with what is known today where that is another; as it is where the lines are no longer the same."""
    if [len(line) for line in reported] != [filled.layout.width] * len(filled.lines):
        return filled
    lines = [
        {column: replace(cell, text=was, was="" if was == cell.text else cell.text) for column, (cell, was) in enumerate(zip(line, old, strict=True))}
        for line, old in zip(filled.grid(), reported, strict=True)
    ]  # fmt: skip
    return replace(filled, lines=lines)


def reported_or_filled(row: FormReturn) -> Filled:
    """The return as it was reported, with what is known today beside; filled now where it was not reported yet."""
    filled = fill_form(row.form, row.area, row.period)
    return beside(filled, row.values) if row.state in DONE and row.values else filled
