"""What a settled month would say by what has become known of it since: beside it, never in its place (docs/decisions/0080)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from grids.index.choices import Change
from grids.index.models import GridIndex, IndexPoint
from grids.index.services.computing import Land, rows_of
from grids.index.services.formula import FormulaBook
from grids.index.services.points import points_of

MONTHS_CORRECTED = 6  # settled months that are looked at each night
NAMED = 50  # cases that a correction names
SAID = ("index", "grade", "cases", "accidents", "handling")


@dataclass(frozen=True)
class Changed:
    """A case that counts otherwise than when its month was settled; None for a side on which it does not count."""

    was: IndexPoint | None
    now: IndexPoint | None

    @property
    def kind(self) -> Change:
        if self.now is None or self.was is None:
            return Change.DROPPED if self.now is None else Change.ADDED
        if self.was.area_id != self.now.area_id:
            return Change.MOVED
        return Change.CLASS if self.was.part != self.now.part else Change.WEIGHT

    @property
    def grounds(self) -> set[int]:
        return {point.area_id for point in (self.was, self.now) if point}

    def told(self) -> dict:
        """As the row keeps it."""
        sides = [[point.part, f"{point.weight}"] if point else None for point in (self.was, self.now)]
        case = (self.now or self.was).case
        return {"number": case.number, "kind": str(self.kind), "was": sides[0], "now": sides[1]}


def changes_of(was: Iterable[IndexPoint], now: Iterable[IndexPoint]) -> list[Changed]:
    """The cases that differ, by their ids."""
    before, after = ({point.case_id: point for point in points} for points in (was, now))
    pairs = [Changed(before.get(pk), after.get(pk)) for pk in sorted(before.keys() | after.keys())]
    return [pair for pair in pairs if _counts(pair.was) != _counts(pair.now)]


def _counts(point: IndexPoint | None) -> tuple | None:
    return point and (point.area_id, point.part, point.weight)


@transaction.atomic
def correct_month(month: date) -> int:
    """Put beside each index of a settled month what it would be today, as of the night when it was settled. How many differ.

    Nothing else of the row is touched. There is none without a case that says why, and none where either of the two is hidden.
    """
    rows = GridIndex.objects.filter(month=month).select_for_update(of=("self",))
    settled = {row.area_id: row for row in rows}
    if not settled:
        return 0
    as_of, book = max(row.computed_at for row in settled.values()), FormulaBook()
    points = list(points_of(month, as_of, book))
    changes = changes_of(IndexPoint.objects.filter(month=month).select_related("case"), points)
    found = _corrections(month, settled, points, changes, as_of, book) if changes else {}
    differ = [row for row in settled.values() if _without_day(row.corrected) != _without_day(found.get(row.area_id))]
    for row in differ:
        row.corrected = found.get(row.area_id)
    GridIndex.objects.bulk_update(differ, ["corrected"], batch_size=500)
    return len(found)


def _without_day(said: dict | None) -> dict | None:
    """Found again each night it keeps the day on which it was found first."""
    return said and {name: value for name, value in said.items() if name != "on"}


def _corrections(month, settled: dict[int, GridIndex], points, changes: list[Changed], as_of, book) -> dict[int, dict]:
    land = Land(month)
    land.keep_households({area: row.households for area, row in settled.items()})
    counted = [(point.area_id, point.part, point.weight, 1) for point in points]
    anew = {row.area_id: row for row in rows_of(land, month, counted, now=as_of, book=book)}
    of_area: dict[int, list[Changed]] = defaultdict(list)
    for change in changes:
        for area in {above for ground in change.grounds for above in land.upward(ground)}:
            of_area[area].append(change)
    today = timezone.localdate().isoformat()
    return {
        area: _said(anew[area]) | {"on": today, "changed": len(why), "changes": [one.told() for one in why[:NAMED]]}
        for area, why in of_area.items()
        if area in settled and not (settled[area].hidden or anew[area].hidden)
    }


def _said(row: GridIndex) -> dict:
    told = {name: getattr(row, name) for name in SAID}
    return {
        name: str(value) if name in ("index", "grade", "handling") and value is not None else value
        for name, value in told.items()
    }
