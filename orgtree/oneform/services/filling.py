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
from orgtree.declare.tables import ListedRows
from orgtree.figures.models import FigureFill
from orgtree.figures.rules import rounded
from orgtree.figures.services.figures import figures_of, fills_over, rows_behind
from orgtree.figures.services.reported import reported_in
from orgtree.lists import shown
from orgtree.oneform.models import DONE, AskedForm, FormItem, FormReturn
from orgtree.oneform.rules import Layout, is_part_sum, number_in, period_of, repeats_head, sum_word, units_in
from orgtree.oneform.services.cells import Cell, Filled, beside, number_cell, sum_cell
from orgtree.oneform.services.layouts import from_json
from orgtree.oneform.services.sources import COLUMN, FACT, FIGURE, NAMES, Listed, listed, name_column, plain_columns
from orgtree.sheets.lines import Line
from orgtree.sheets.workbooks import plain
from orgtree.tree.models import Area

MOST_LINES = 500
MOST_NAMES = 30  # in one cell
SUM = "合计"
Row = dict[int, Cell]


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


def fill_form(form: AskedForm, area: Area, period: Period, *, viewer) -> Filled:
    """The form of `area`, which the caller has found through a scope.

    Rows that an app declares besides its figures are read with the right that they ask, at `area`: without it they stay empty.
    """
    filler = _Filler(form, area, period, from_json(form.layout), viewer)
    if form.shape == FormShape.ROWS:
        return filler.records()
    lines = filler.items() if form.shape == FormShape.ITEMS else filler.areas()
    return Filled(form, area, period, filler.layout, lines)


def reported_or_filled(row: FormReturn, *, viewer) -> Filled:
    """The return as it was reported, with what is known today beside; filled now where it was not reported yet."""
    filled = fill_form(row.form, row.area, row.period, viewer=viewer)
    return beside(filled, row.values) if row.state in DONE and row.values else filled


@dataclass
class _Filler:
    """What is read once for all cells."""

    form: AskedForm
    area: Area
    period: Period
    layout: Layout
    viewer: Any
    fills: dict[Period, FigureFill] = field(default_factory=dict)
    values: dict[Period, dict[int, dict]] = field(default_factory=dict)
    facts: dict[str, dict[int, str]] = field(default_factory=dict)

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

    def read(self, areas: list[Area]) -> None:
        """The figures of the form, of every time it speaks of, and the facts of these areas."""
        today = timezone.localdate()
        for key in {self._key(item, FACT) for item in self.entries} & registry.area_facts.keys():
            self.facts[key] = registry.area_facts[key].say(areas, self.period, today)
        keys = {self._key(item, FIGURE) for item in self.entries} & self.catalogue.keys()
        wanted = with_parts([self.catalogue[key] for key in keys], self.catalogue)
        times = {period_of(self.period, item.span) for item in self.entries if item.source.startswith(FIGURE)}
        for kind in {time.kind for time in times} if wanted else ():
            periods = [time for time in times if time.kind == kind]
            fills = fills_over(periods)
            self.fills |= fills
            ids = [area.pk for area in areas]
            self.values |= figures_of(
                dict.fromkeys(periods, ids), filled=fills, catalogue=wanted, reported=reported_in(fills, ids)
            )

    @staticmethod
    def _key(item: FormItem, kind: str) -> str:
        return item.source.removeprefix(kind) if item.source.startswith(kind) else ""

    # --- A line an area --------------------------------------------------------------------------------------------------

    def areas(self) -> list[Row]:
        """In the order that the office printed, else in that of the tree; above the form's level with the sum."""
        below = lines_of(self.form, self.area, self.period)
        self.read([*below, self.area])
        places = {area.name: area for area in below}
        told: list[tuple[Line | None, Area | None]] = []
        for line in self.layout.body:
            area = next((places.pop(text) for text in line.cells if text in places), None)
            if area or self._is_kept(line):
                told.append((line, area))
        last = len(told) if not (told and self._sums(told[-1][0])) else len(told) - 1
        told[last:last] = [(None, area) for area in places.values()]
        if self.area.kind not in self.form.kinds and not any(self._sums(line) for line, _ in told):
            told.append((None, None))
        return self._lines(told)

    def _is_kept(self, line: Line) -> bool:
        """Lines that are no area's: sums above the form's level, headings of sections in the table of the whole."""
        if sum_word(line):
            return self.area.kind not in self.form.kinds
        return self.area.pk == self.form.area_id and all(not text for text in self._open_cells(line))

    def _open_cells(self, line: Line) -> list[str]:
        """What an area's line would have filled in, besides its name: a heading has nothing there but itself."""
        first = next((text for text in line.cells if text), "")
        return [line.cell(item.column) for item in self.entries if line.cell(item.column) != first]

    @staticmethod
    def _sums(line: Line | None) -> bool:
        return line is not None and bool(sum_word(line))

    def _lines(self, told: Iterable[tuple[Line | None, Area | None]]) -> list[Row]:
        lines: list[Row] = []
        of_areas: list[Row] = []
        since = 0
        for line, area in told:
            printed = self._printed(line) if line else {}
            if area:
                cells = {item.column: self.cell(item, area) for item in self.entries}
                number = {column: Cell(str(len(of_areas) + 1), printed=True) for column in self.layout.counters}
                of_areas.append(printed | number | cells)
                lines.append(of_areas[-1])
            elif line is None or sum_word(line):
                is_part = line is not None and is_part_sum(line)
                lines.append(
                    self._sum(of_areas[since:] if is_part else of_areas, is_part) | (printed or self._sum_word())
                )
                since = len(of_areas)
            else:
                lines.append(printed)
        return lines

    def _sum(self, lines: list[Row], is_part: bool) -> Row:
        """A line that sums up: figures of the area itself where it is the sum of all, else what adds up added."""
        line = {}
        for item in self.entries:
            is_figure = item.source.startswith(FIGURE) and not is_part
            line[item.column] = self.cell(item, self.area) if is_figure else sum_cell(one[item.column] for one in lines)
        return line

    def _sum_word(self) -> Row:
        return {min((item.column for item in self.entries), default=0): Cell(SUM, printed=True)}

    @staticmethod
    def _printed(line: Line) -> Row:
        """Its words; a number that somebody left in the table is not told on."""
        return {at: Cell(text, printed=True) for at, text in enumerate(line.cells) if text and number_in(text) is None}

    # --- A line an item --------------------------------------------------------------------------------------------------

    def items(self) -> list[Row]:
        self.read([self.area])
        by_row: dict[int, Row] = {}
        for item in self.entries:
            by_row.setdefault(item.row, {})[item.column] = self.cell(item, self.area)
        adds_up = len(units_in(self.layout)) <= 1
        lines: list[Row] = []
        above: list[Row] = []
        since = 0
        for line in self.layout.body:
            cells = by_row.get(line.number, {})
            if sum_word(line) and adds_up:
                part = above[since:] if is_part_sum(line) else above
                columns = {item.column for item in self.entries}
                cells = {column: sum_cell(one[column] for one in part if column in one) for column in columns}
                since = len(above)
            elif not repeats_head(line, self.layout):
                above.append(cells)
            printed = {column: Cell(text, printed=True) for column, text in enumerate(line.cells) if text}
            lines.append(printed | cells)
        return lines

    # --- A line a record -------------------------------------------------------------------------------------------------

    def records(self) -> Filled:
        """The rows that the table lists, without the columns that name persons."""
        rows = listed(self.form.rows_of, self.catalogue)
        filled = Filled(self.form, self.area, self.period, self.layout, [])
        if rows is None:
            return filled
        if not self._may_read(getattr(rows, "permission", ""), self.area):
            return replace(filled, closed=rows.label)
        columns = {f"{COLUMN}{column.label}": column for column in plain_columns(rows)}
        found = self._rows_of(rows, self.area, self.period)
        first = list(found[: MOST_LINES + 1])
        url = self._address(rows, self.area, self.period)
        lines = []
        for at, row in enumerate(first[:MOST_LINES], start=1):
            cells = {item.column: self._of_row(item, columns.get(item.source), row, url) for item in self.entries}
            lines.append({column: Cell(str(at), printed=True) for column in self.layout.counters} | cells)
        return replace(filled, lines=lines, more=found.count() - MOST_LINES if len(first) > MOST_LINES else 0)

    @staticmethod
    def _rows_of(rows: Listed, area: Area, period: Period):
        found = rows_behind(rows, area=area, window=window_of(period, fill_of(period)))
        return found if found.ordered else found.order_by("pk")

    def _of_row(self, item: FormItem, column, row, url: str) -> Cell:
        if column is None:
            return Cell(item=item, printed=True)  # what a list does not say of its rows stays empty
        value = column.value(row)
        number = value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
        return Cell(plain(shown(value)), number and Decimal(number), column.label, url, item)

    # --- A cell ----------------------------------------------------------------------------------------------------------

    def cell(self, item: FormItem, area: Area) -> Cell:
        """What belongs into the blank of this area: a fact, a figure, names, what was typed, or nothing yet."""
        if fact := registry.area_facts.get(self._key(item, FACT)):
            told = self._may_read(fact.permission, area)
            return Cell(self.facts[fact.key].get(area.pk, "") if told else "", source=fact.label, item=item)
        time = period_of(self.period, item.span)
        if names := listed(self._key(item, NAMES), self.catalogue):
            return self._names(item, names, area, time)
        figure = self.catalogue.get(self._key(item, FIGURE))
        if figure is None:
            return self._asked(item, area)
        value = self.values[time][area.pk][figure.key]
        source = f"{figure.label}，{time.label}{self._as_of(time)}"
        url = self._address(figure, area, time)
        if value is None:
            return Cell("—", source=source, url=url, item=item, is_uncounted=time not in self.fills)
        told = number_cell(rounded(value, figure.decimals), source)
        return replace(told, url=url, item=item, adds_up=isinstance(figure, Measure))

    def _names(self, item: FormItem, rows: Listed, area: Area, time: Period) -> Cell:
        """The names of rows in one cell, the first so many; none where the viewer may not read the rows."""
        column = name_column(rows)
        if column is None or not self._may_read(getattr(rows, "permission", ""), area):
            return Cell(source=rows.label, item=item)
        found = list(self._rows_of(rows, area, time)[: MOST_NAMES + 1])
        words = "、".join(dict.fromkeys(plain(column.value(row)) for row in found[:MOST_NAMES]))
        tail = "等" if len(found) > MOST_NAMES else ""
        return Cell(words + tail, source=f"{rows.label}，{time.label}", url=self._address(rows, area, time), item=item)

    def _may_read(self, permission: str, area: Area) -> bool:
        """Figures and the rows behind them are open to whoever may see the board; what asks for more is asked at the area."""
        return not permission or self.viewer.holds_at(permission, area)

    def _asked(self, item: FormItem, area: Area) -> Cell:
        text = self.typed.get(area.pk, {}).get(str(item.pk), "")
        return Cell(text, number_in(text), "补填", item=item, is_asked=True)

    def _as_of(self, period: Period) -> str:
        fill = self.fills.get(period)
        return f"，数据截至{timezone.localtime(fill.as_of):%Y-%m-%d %H:%M}" if fill else "，尚未汇总"

    @staticmethod
    def _address(rows, area: Area, period: Period) -> str:
        """The page of the rows behind a number; none for what no figure counts."""
        if isinstance(rows, ListedRows):
            return ""
        return f"{reverse('board-rows', args=[area.pk, rows.key])}?period={period.slug}"
