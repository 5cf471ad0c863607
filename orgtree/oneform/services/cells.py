"""What a filled form is made of: cells with their source, lines of them, and what was reported beside what is known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from orgtree.days.rules.periods import Period
from orgtree.figures.rules import written
from orgtree.oneform.models import AskedForm, FormItem
from orgtree.oneform.rules import Layout
from orgtree.tree.models import Area

MOST_COLUMNS = 5  # that a phone shows beside each other


@dataclass(frozen=True)
class Cell:
    """One cell: its words, the number behind them, where that comes from (words and address), whether it is still to be typed.

    `printed` is what the office's table says itself; `was` what was reported, where that is another today. Only what
    `adds_up` goes into a line that sums up others: a rate does not.
    """

    text: str = ""
    number: Decimal | None = None
    source: str = ""
    url: str = ""
    item: FormItem | None = None
    is_asked: bool = False
    printed: bool = False
    is_uncounted: bool = False
    adds_up: bool = False
    was: str = ""

    @property
    def style(self) -> str:
        """How a page dresses it: a number, nothing at all, or words."""
        if self.number is not None:
            return "number"
        return "" if self.text or self.is_asked else "nothing"

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
    # The list that the viewer may not read here, by its label; "" where there is none.
    closed: str = ""

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

    @property
    def is_wide(self) -> bool:
        """Whether a phone shows its lines as blocks."""
        return self.layout.width > MOST_COLUMNS

    def labelled(self) -> list[list[tuple[str, Cell]]]:
        """The lines with the heading of each cell, for a page that shows a line as a block."""
        paths = self.layout.paths()
        return [[(paths.get(column, ("",))[-1], cell) for column, cell in enumerate(line)] for line in self.grid()]

    def texts(self) -> list[list[str]]:
        return [[cell.text for cell in line] for line in self.grid()]


def number_cell(value: Decimal, source: str) -> Cell:
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


def sum_cell(cells: Iterable[Cell]) -> Cell:
    """The sum of those cells that have a number, nothing where one of them does not add up or none has any."""
    told = [cell for cell in cells if cell.number is not None]
    if not told or not all(cell.adds_up or cell.is_asked for cell in told):
        return Cell(printed=True)
    return replace(number_cell(sum((cell.number for cell in told), Decimal(0)), ""), printed=True)
