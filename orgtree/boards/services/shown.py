"""What a board is made of: cells under headings, children beside each other, the way through time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from orgtree.days.rules.periods import Period, Span
from orgtree.declare import Derived, Measure
from orgtree.figures.models import FigureAttempt, FigureReturn
from orgtree.figures.rules import Change, added, change_between, rounded, signed, written
from orgtree.figures.services.boundaries import Boundaries, Break
from orgtree.tree.models import Area

TODAY_TAIL = "&borders=today"
FEW = 10  # below so many a rate is marked as resting on few


@dataclass(frozen=True)
class Cell:
    """One figure at one area: its value, the one before, and what was corrected after closing."""

    figure: Measure | Derived
    value: Decimal | None
    previous: Decimal | None = None
    correction: Decimal | None = None
    base: Decimal | None = None
    # The word that waits on the number (`FigureDoubt`), None where nobody doubts it.
    doubt: int | None = None

    @property
    def text(self) -> str:
        return written(self.value, self.figure.decimals)

    @property
    def is_charted(self) -> bool:
        """Whether it is worth a chart: rates, what happened in the period, and the figure that the map shows."""
        return isinstance(self.figure, Derived) or self.figure.mapped or not self.figure.stock

    @property
    def base_text(self) -> str:
        """What a rate is of, as `基数40`; empty for a count."""
        return "" if self.base is None else f"基数{written(self.base)}"

    @property
    def rests_on_few(self) -> bool:
        return self.base is not None and self.base < FEW

    @property
    def change(self) -> Change | None:
        return change_between(self.value, self.previous, decimals=self.figure.decimals)

    @property
    def change_text(self) -> str:
        """`增加12（+3.4%）`, `减少0.5`, `持平`; empty where there is nothing to compare with."""
        change = self.change
        if change is None or change.direction == "flat":
            return "持平" if change else ""
        word = "增加" if change.direction == "up" else "减少"
        amount = written(abs(change.difference), self.figure.decimals)
        unit = "个百分点" if self.figure.unit == "%" else ""
        if change.percent is None or unit:
            return f"{word}{amount}{unit}"
        return f"{word}{amount}（{rounded(change.percent, 1):+}%）"

    @property
    def correction_text(self) -> str:
        """What late changes come to, of what was closed or reported."""
        return signed(self.correction, self.figure.decimals)


@dataclass(frozen=True)
class Group:
    """Figures under one heading."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Line:
    """One child area and its cells, in the order of the headline figures."""

    area: Area
    cells: list[Cell]


@dataclass(frozen=True)
class Peers:
    """Children of one kind, in their order in the tree: like compared with like, no ranks."""

    kind: str
    label: str
    lines: list[Line]


@dataclass(frozen=True)
class Board:
    """Everything one page shows; `as_of` None: the period was never filled.

    `waiting` is how many changes are not yet counted, `attempt` a full fill that was cut short. `trend` holds the headline figures of the last twelve periods, oldest first.
    """

    area: Area
    period: Period
    as_of: datetime | None
    closed: bool
    groups: list[Group]
    peers: list[Peers]
    trend: list[tuple[Period, list[Cell]]]
    waiting: int = 0
    attempt: FigureAttempt | None = None
    # The days that a running period is compared with; None: the whole period before.
    same_days: Span | None = None
    # Whether all is told in the boundaries of today, and where the boundaries of the periods shown differ.
    today: bool = False
    boundaries: Boundaries = Boundaries([], {}, [])
    # What the area answers for, and what its children do: those numbers stand, with what came later beside them.
    reported: FigureReturn | None = None
    reported_below: list[FigureReturn] = field(default_factory=list)

    @property
    def tail(self) -> str:
        """What addresses of its rows and sheets carry besides the period."""
        return TODAY_TAIL if self.today else ""

    @property
    def doubted(self) -> int:
        """How many of the numbers of the period are marked."""
        rows = [*(group.cells for group in self.groups), *(line.cells for peers in self.peers for line in peers.lines)]
        return sum(cell.doubt is not None for cells in rows for cell in cells)

    @cached_property
    def breaks(self) -> list[Break]:
        return self.boundaries.breaks

    @property
    def trend_marked(self) -> list[tuple[Period, list[Cell], list[Break]]]:
        """The trend with the breaks before each period; none of them where all of it is told in one tree."""
        breaks = [] if self.today else self.breaks
        return [(one, cells, [found for found in breaks if found.period == one]) for one, cells in self.trend]

    @property
    def headline(self) -> list[Cell]:
        """The figures that stand first; lines of `peers` and `trend` keep their order."""
        return [cell for group in self.groups for cell in group.cells if cell.figure.headline]

    @property
    def running(self) -> bool:
        """Whether the period is not over by the time of the figures."""
        return self.as_of is not None and timezone.localdate(self.as_of) < self.period.end

    @property
    def days_told(self) -> str:
        """10月1日至10月30日, 10月1日: the days that it is compared with; empty where that is the whole period before."""
        if self.same_days is None:
            return ""
        first, last = self.same_days.start, self.same_days.end - timedelta(days=1)
        return "至".join(f"{day.month}月{day.day}日" for day in sorted({first, last}))

    @property
    def may_be_closed(self) -> bool:
        """Whether the period is over, filled after its end, and still open."""
        return self.as_of is not None and not self.running and not self.closed

    @property
    def remainder(self) -> list[Cell] | None:
        """What the area owns itself, outside the children shown; None where there is nothing of it, or a child reported anew after it."""
        if self.reported and any(row.confirmed_at > self.reported.confirmed_at for row in self.reported_below):
            return None
        own = [self._own(cell, position) for position, cell in enumerate(self.headline)]
        return own if self.peers and any(cell.value for cell in own) else None

    def _own(self, cell: Cell, position: int) -> Cell:
        if isinstance(cell.figure, Derived) or cell.value is None:
            return Cell(cell.figure, None)
        below = added(line.cells[position].value for peers in self.peers for line in peers.lines)
        return Cell(cell.figure, cell.value - (below or 0))

    @property
    def child_kinds(self) -> str:
        return "、".join(peers.label for peers in self.peers)


def cell_of(
    figure, values: dict, before: dict | None = None, corrections: dict | None = None, doubts: dict | None = None
) -> Cell:
    return Cell(
        figure=figure,
        value=values[figure.key],
        previous=before[figure.key] if before else None,
        correction=(corrections or {}).get(figure.key),
        base=values[figure.parts[-1]] if is_rate(figure) else None,
        doubt=(doubts or {}).get(figure.key),
    )


def is_rate(figure: Measure | Derived) -> bool:
    """Whether the figure rests on a number of cases that is told with it."""
    return isinstance(figure, Derived) and figure.is_rate


def grouped(cells: Iterable[Cell]) -> list[Group]:
    """The cells under the headings of their figures, in order of declaration."""
    groups: dict[str, Group] = {}
    for cell in cells:
        groups.setdefault(cell.figure.group, Group(cell.figure.group, [])).cells.append(cell)
    return list(groups.values())


def cells_of(figures: Iterable[Measure | Derived], values: dict, doubts: dict | None = None) -> list[Cell]:
    """Figures of one area and period, in this order; those of `doubts` are marked."""
    return [cell_of(figure, values, doubts=doubts) for figure in figures]
