"""The formula that holds somewhere on a day: its numbers, and the day from which the last of them holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grids.index.choices import FormulaKey
from grids.index.models import FormulaNumber
from grids.index.rules import DEFAULTS
from orgtree.owned.models import covers
from orgtree.owned.services.owned import OwnedBook
from orgtree.tree.models import Area

BUILT_IN = date(2025, 1, 1)


@dataclass(frozen=True)
class Held:
    """The numbers by key, and their version."""

    numbers: Mapping[str, Decimal]
    version: date


class FormulaBook:
    """All rows of rules, read once for one piece of work. One query."""

    def __init__(self):
        rows = list(FormulaNumber.objects.select_related("area"))
        self._book = OwnedBook(rows)
        self._keepers = {row.area for row in rows if row.area}
        self._known: dict[tuple[date, frozenset[int]], Held] = {}

    def on(self, day: date, area: Area | None = None) -> Held:
        """What holds in the area (for none: for all) on the day; what no row says is as it was built in."""
        # Areas below the same keepers have the same: a month asks for thousands of grids and for a few keepers.
        kept = day, frozenset(keeper.pk for keeper in self._keepers if covers(keeper, area))
        if kept not in self._known:
            self._known[kept] = self._read(day, area)
        return self._known[kept]

    def _read(self, day: date, area: Area | None) -> Held:
        rows = [row for key in FormulaKey if (row := self._book.in_force(key, day, area))]
        numbers = dict(DEFAULTS) | {row.key: row.number for row in rows}
        return Held(numbers, max((row.active_from for row in rows), default=BUILT_IN))
