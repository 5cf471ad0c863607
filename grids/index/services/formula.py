"""The formula that holds somewhere on a day: its numbers, and the day from which the last of them holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grids.index.choices import FormulaKey
from grids.index.models import FormulaNumber
from grids.index.rules import DEFAULTS
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
        self._book = OwnedBook(FormulaNumber.objects.select_related("area"))
        self._known: dict[tuple, Held] = {}

    def on(self, day: date, area: Area | None = None) -> Held:
        """What holds in the area (for none: for all) on the day; what no row says is as it was built in."""
        rows = [self._book.in_force(key, day, area) for key in FormulaKey]
        key = tuple(row and row.pk for row in rows)
        if key not in self._known:
            numbers = dict(DEFAULTS) | {row.key: row.number for row in rows if row}
            self._known[key] = Held(numbers, max((row.active_from for row in rows if row), default=BUILT_IN))
        return self._known[key]
