"""The rows behind a figure: the same declaration that counted them lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum

from orgtree.boards.services.boards import children_in, fill_of, window_of
from orgtree.boards.services.shown import TODAY_TAIL
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Column, Measure, Window
from orgtree.figures.models import Correction, Figure, FigureFill, FigureReturn
from orgtree.figures.rules import ZERO, rounded, signed, written
from orgtree.figures.services.figures import rows_behind
from orgtree.figures.services.reported import changed_since
from orgtree.lists import shown
from orgtree.tree.models import Area
from orgtree.tree.services.lineage import owned_outside

OWN_TAIL = "&own=1"


@dataclass(frozen=True)
class Rows:
    """The rows behind one figure of one area in one period, with the columns that the viewer may see."""

    measure: Measure
    area: Area
    period: Period
    fill: FigureFill | None
    columns: list[Column]
    # Only what the area owns itself, outside the children that its board shows (本级).
    own: bool = False
    # In the boundaries of today, whatever those of the period were.
    today: bool = False

    @cached_property
    def window(self) -> Window:
        return window_of(self.period, self.fill)

    @property
    def place(self) -> str:
        """Whose rows these are: the name of the area, 本级 with it where they are its own."""
        return f"{self.area.name}（本级）" if self.own else self.area.name

    @property
    def subject(self) -> str:
        """What the record of looks says was looked at."""
        return f"{self.measure.label}{'（本级）' if self.own else ''} {self.period.label}{'（今天的区划）' if self.today else ''}"

    @property
    def tail(self) -> str:
        """What addresses of the same rows carry besides the period."""
        return (OWN_TAIL if self.own else "") + (TODAY_TAIL if self.today else "")

    @cached_property
    def children(self) -> list[Area]:
        """The children whose rows are left out; none where all rows of the area are meant."""
        return children_in(self.area, self.window, today=self.today) if self.own else []

    @property
    def moved(self) -> dict | None:
        """As `owned_within` takes it."""
        return {} if self.today else None

    @cached_property
    def queryset(self) -> QuerySet:
        if self.own:
            lookup, moment = self.measure.area, self.window.moment
            condition = owned_outside(self.area, self.children, lookup, moment, moved=self.moved)
            rows = self.measure.counted(self.window).filter(condition)
        else:
            rows = rows_behind(self.measure, area=self.area, window=self.window, moved=self.moved)
        return rows if rows.ordered else rows.order_by("pk")

    @cached_property
    def count(self) -> int:
        return self.queryset.count()

    @property
    def count_text(self) -> str:
        return f"{self.count:,}"

    @cached_property
    def total(self) -> Decimal:
        """The number that these rows amount to now: how many, or the sum of their values."""
        if self.measure.value is None:
            return Decimal(self.count)
        return self.queryset.order_by().aggregate(total=Sum(self.measure.value))["total"] or ZERO

    @cached_property
    def figure(self) -> Decimal | None:
        """The number on the board; None before the first fill."""
        if self.fill is None:
            return None
        if self.reported:
            return self.reported.totals.get(self.measure.key, ZERO)
        return self._without_children(Figure.objects, "total")

    @cached_property
    def reported(self) -> FigureReturn | None:
        """What the area reported, in whose numbers this one stands; None for 本级 and in today's boundaries, of which nobody reported."""
        if self.fill is None or self.own or self.today:
            return None
        return FigureReturn.objects.of(self.period).reported().filter(area=self.area).first()

    @cached_property
    def correction(self) -> Decimal | None:
        """What late changes add to the reported or closed figure; None where nothing changed."""
        if self.reported:
            return changed_since(self.reported).get(self.measure.key)
        return self._without_children(Correction.objects, "difference") or None

    def _without_children(self, stored, name: str) -> Decimal:
        """What is stored under `name` of the area, less what is stored of the children left out."""
        of_measure = stored.of(self.period).filter(measure=self.measure.key)
        if self.today:
            below = owned_outside(self.area, self.children, "area", self.window.moment, moved={})
            within = of_measure.filter(below) if self.own else of_measure.within(self.area)
            return within.aggregate(total=Sum("own"))["total"] or ZERO
        found = of_measure.filter(area__in=[self.area, *self.children])
        values = dict(found.values_list("area_id", name))
        return values.pop(self.area.pk, ZERO) - sum(values.values(), ZERO)

    @property
    def differs(self) -> bool:
        """Whether the rows changed after the figure was taken, so that the two no longer agree."""
        return self.figure is not None and self.rounded(self.figure) != self.rounded(self.total)

    @property
    def personal(self) -> bool:
        return any(column.personal for column in self.columns)

    def rounded(self, value: Decimal) -> Decimal:
        return rounded(value, self.measure.decimals)

    @property
    def total_text(self) -> str:
        return written(self.total, self.measure.decimals)

    @property
    def figure_text(self) -> str:
        return written(self.figure, self.measure.decimals)

    @property
    def correction_text(self) -> str:
        return signed(self.correction, self.measure.decimals)

    def lines(self, rows: Any) -> Iterator[list[Any]]:
        """The cells of the given rows, as their columns print them."""
        for row in rows:
            yield [shown(column.value(row)) for column in self.columns]


def rows_of(measure: Measure, *, area: Area, period: Period, viewer, own: bool = False, today: bool = False) -> Rows:
    """The rows behind a figure of `area`, which the caller has found through `.allowed`; `own`: those of 本级 alone.

    `today`: those of what lies in the area today.

    Columns that name a person are there only where the viewer may see the members of that area
    (`scope.rules.grants`: 区委组织部 sees numbers, not persons).
    """
    sees_persons = viewer.holds_at(P.MEMBER_VIEW, area)
    columns = [column for column in measure.columns if sees_persons or not column.personal]
    return Rows(measure, area, period, fill_of(period), columns, own, today)
