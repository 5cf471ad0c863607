"""A department's score sheet over a stretch of days: each leg by the weights of its whistle's day, with and without what was excluded."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Avg, QuerySet
from django.utils import timezone

from grids.cases.models import Report
from grids.whistles.choices import LegState, ScoreKey, UnitKind
from grids.whistles.models import ScoreNumber, WhistleLeg
from grids.whistles.rules import PARTS, Rating, Sheet, Weights, contribution_of, sheet_of
from orgtree.models import Area, Institution
from orgtree.owned.services.owned import OwnedBook


class WeightBook:
    """The weights and shares as they stand, read once. One query."""

    def __init__(self):
        self._book = OwnedBook(ScoreNumber.objects.select_related("area"))

    def at(self, area: Area, day: date, kind: str) -> Weights:
        """Those that hold in the area on the day, with the share of this kind of unit; what no rule says weighs nothing."""
        found = {key: self._book.in_force(key, day, area) for key in ScoreKey}
        numbers = {key: row.number if row else 0 for key, row in found.items()}
        share = numbers[ScoreKey.STATION if kind == UnitKind.STATION else ScoreKey.DEPARTMENT]
        return Weights(**{part: numbers[ScoreKey(part)] for part in PARTS}, share=share)


@dataclass(frozen=True)
class UnitSheet:
    """A department's sheet, and what it brings into the department's year in points of a hundred."""

    unit: Institution
    kind: str
    sheet: Sheet
    share: int
    brought: Decimal | None


def unit_sheets(legs: QuerySet[WhistleLeg], first: date, last: date) -> list[UnitSheet]:
    """A sheet for each department that was rated on these days, by name: no ranking. Three queries."""
    rows = legs.judged().filter(rated_at__date__gte=first, rated_at__date__lte=last)
    rows = list(rows.select_related("whistle__case__area", "unit").order_by("pk"))
    book, asked = WeightBook(), _asker_stars(rows)
    ratings: dict[int, list[Rating]] = defaultdict(list)
    newest: dict[int, tuple[WhistleLeg, Weights]] = {}
    for leg in rows:
        weights = book.at(leg.whistle.case.area, timezone.localdate(leg.called_at), leg.kind)
        ratings[leg.unit_id].append(rating_of(leg, weights, asked.get(leg.whistle.case_id)))
        newest[leg.unit_id] = (leg, weights)
    sheets = []
    for leg, weights in sorted(newest.values(), key=lambda one: one[0].unit.name):
        sheet = sheet_of(ratings[leg.unit_id])
        brought = contribution_of(sheet.score_without, weights.share)
        sheets.append(UnitSheet(leg.unit, leg.get_kind_display(), sheet, weights.share, brought))
    return sheets


def rating_of(leg: WhistleLeg, weights: Weights, asker: int | None) -> Rating:
    """The leg's stars as a value."""
    stars = {"response": leg.response, "attendance": leg.attendance, "result": leg.result, "asker": asker}
    return Rating(stars, weights, is_excluded=leg.state == LegState.EXCLUDED)


def _asker_stars(legs: list[WhistleLeg]) -> dict[int, int]:
    """case -> what its askers gave in the mean, in whole stars; a case that nobody rated is left out."""
    cases = {leg.whistle.case_id for leg in legs}
    rated = (
        Report.objects.filter(case__in=cases, stars__isnull=False).values_list("case").annotate(Avg("stars")).order_by()
    )
    return {case: int(mean + 0.5) for case, mean in rated}
