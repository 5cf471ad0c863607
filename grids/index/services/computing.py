"""The index of every grid of a month and of all areas above up to the district, written anew each night while the month may change."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from grids.index.choices import Hidden, Part
from grids.index.models import GridIndex, IndexPoint
from grids.index.rules import COUNTED, Cell, base_of, grade_of, hidden_cells, index_of, score_handling, score_part
from grids.index.services.formula import FormulaBook
from grids.index.services.handling import Handled, handled_in
from grids.index.services.points import count_cases
from grids.staff.services.cover import grids_on, with_cover
from orgtree.choices import AreaKind
from orgtree.days.rules.months import last_day, months_before
from orgtree.tree.models import Area

MONTHS = 12  # of which the base is the median
BATCH = 2_000
TENTH = Decimal("0.1")
STREETS = (AreaKind.STREET, AreaKind.TOWN)
ABOVE = (AreaKind.COMMUNITY, AreaKind.VILLAGE, *STREETS, AreaKind.DISTRICT)


@transaction.atomic
def compute_month(month: date, *, now: datetime | None = None) -> int:
    """Write the indexes of the month (its first day) anew. How many."""
    now, book = now or timezone.now(), FormulaBook()
    count_cases(month, now=now, book=book)
    points = IndexPoint.objects.filter(month=month).order_by().values_list("area", "part")
    rows = rows_of(Land(month), month, points.annotate(sum=Sum("weight"), count=Count("pk")), now=now, book=book)
    GridIndex.objects.filter(month=month).delete()
    GridIndex.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def rows_of(land: "Land", month: date, points: Iterable[tuple], *, now: datetime, book: FormulaBook) -> list[GridIndex]:
    """The indexes of the month as of `now`, not saved; `points` are (area, part, weight, how many cases)."""
    land.add_points(points)
    land.add_handling(handled_in(month, now=now))
    bases = Bases(land, month, book)
    rows = [_row(land, bases, area, month, book, now) for area in land.areas.values()]
    _hide(rows, land, book, month)
    return rows


class Land:
    """The grids of the month and the areas above them, with households, points and work added up."""

    def __init__(self, month: date):
        day = min(last_day(month, 1), timezone.localdate())
        grids = list(with_cover(grids_on(day), day))
        self.areas: dict[int, Area] = {grid.pk: grid for grid in grids}
        self.grids, level = grids, grids
        while level := list(Area.objects.filter(pk__in={area.parent_id for area in level}, kind__in=ABOVE)):
            self.areas |= {area.pk: area for area in level}
        self.households: dict[int, int] = defaultdict(int)
        for grid in grids:
            for area in self.upward(grid.pk):
                self.households[area] += grid.homes
        self.weighted: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        self.cases: dict[int, int] = defaultdict(int)
        self.accidents: dict[int, int] = defaultdict(int)
        self.handled: dict[int, Handled] = defaultdict(Handled)

    def upward(self, area_id: int) -> Iterable[int]:
        """The area and those above it, as far as there are indexes."""
        while area := self.areas.get(area_id):
            yield area.pk
            area_id = area.parent_id

    def keep_households(self, households: dict[int, int]) -> None:
        """As they were counted when the month was settled, wherever it has them."""
        self.households |= households
        for grid in self.grids:
            grid.homes = households.get(grid.pk, grid.homes)

    def add_points(self, points: Iterable[tuple]) -> None:
        for area_id, part, weight, count in points:
            for area in self.upward(area_id):
                self.cases[area] += count
                if part == Part.ACCIDENT:
                    self.accidents[area] += count
                else:
                    self.weighted[area][part] += weight

    def add_handling(self, handled: dict[int, Handled]) -> None:
        for area_id, counts in handled.items():
            for area in self.upward(area_id):
                self.handled[area].add(counts)


class Bases:
    """The base of each part for an area: the median over the grids of its street, for a district over those of all its streets."""

    def __init__(self, land: Land, month: date, book: FormulaBook):
        self.land, self.month, self.book = land, month, book
        past = IndexPoint.objects.filter(month__lt=month, month__gte=months_before(month, MONTHS))
        self.months = max(past.order_by().values("month").distinct().count(), 1)
        self.past: dict[int, dict[str, Decimal]] = defaultdict(dict)
        for area, part, weight in past.order_by().values_list("area", "part").annotate(sum=Sum("weight")):
            self.past[area][part] = weight
        self.of_ground: dict[int, list[Area]] = defaultdict(list)
        for grid in land.grids:
            for area in land.upward(grid.pk):
                self.of_ground[area].append(grid)
        self._known: dict[tuple[int, str], Decimal] = {}

    def base(self, area: Area, part: str) -> Decimal:
        ground = next((one for one in self.land.upward(area.pk) if self.land.areas[one].kind in STREETS), area.pk)
        if (ground, part) not in self._known:
            numbers = self.book.on(self.month, self.land.areas[ground]).numbers
            self._known[ground, part] = base_of(self._rates(ground, part), numbers)
        return self._known[ground, part]

    def _rates(self, ground: int, part: str) -> list[Decimal]:
        """Of each grid with households: weighted cases for 1,000 households and month."""
        return [
            Decimal(1000) * self.past[grid.pk].get(part, Decimal(0)) / (grid.homes * self.months)
            for grid in self.of_ground[ground]
            if grid.homes
        ]


def _row(land: Land, bases: Bases, area: Area, month: date, book: FormulaBook, now: datetime) -> GridIndex:
    held = book.on(month, area)
    households, weighted = land.households[area.pk], land.weighted[area.pk]
    parts = {part: score_part(weighted[part], households, bases.base(area, part), held.numbers) for part in COUNTED}
    shares = land.handled[area.pk].shares()
    handling = score_handling(*shares, held.numbers)
    scores = {part: one.score for part, one in parts.items()} | {Part.HANDLING: handling}
    index = index_of(scores, land.accidents[area.pk], held.numbers)
    told = {str(part): [f"{round(number, 3)}" for number in vars(one).values()] for part, one in parts.items()}
    told[str(Part.HANDLING)] = [[share.part, share.whole] for share in shares]
    return GridIndex(
        area=area,
        month=month,
        version=held.version,
        numbers={str(key): f"{number.normalize():f}" for key, number in held.numbers.items()},
        households=households,
        cases=land.cases[area.pk],
        accidents=land.accidents[area.pk],
        index=index,
        grade=grade_of(index, held.numbers),
        handling=None if handling is None else handling.quantize(TENTH, ROUND_HALF_UP),
        parts=told,
        computed_at=now,
    )


def _hide(rows: list[GridIndex], land: Land, book: FormulaBook, month: date) -> None:
    """Take out of the rows what is not to be shown, among the areas below one parent each."""
    below: dict[int | None, list[GridIndex]] = defaultdict(list)
    for row in rows:
        below[row.area.parent_id].append(row)
    for parent, siblings in below.items():
        numbers = book.on(month, land.areas.get(parent)).numbers
        cells = [Cell(row.area_id, row.households, row.cases) for row in siblings]
        hidden = hidden_cells(cells, numbers, is_over=last_day(month, 1) < timezone.localdate())
        for row in siblings:
            if why := hidden.get(row.area_id):
                _blank(row, why)


def _blank(row: GridIndex, why: Hidden) -> None:
    row.hidden, row.grade, row.parts = why, "", {}
    row.cases = row.accidents = row.index = row.handling = None
    if why == Hidden.CALM:  # that there was nothing is all that there is to say, and is no secret
        row.cases = row.accidents = 0
