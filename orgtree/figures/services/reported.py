"""Numbers that were reported: read in place of what is known today, with what came later beside them (docs/decisions/0109)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from orgtree.days.rules.periods import Period
from orgtree.figures.models import Correction, Figure, FigureFill, FigureReturn
from orgtree.figures.rules import ZERO

# What was reported, by the first day of its period and area.
Reported = Mapping[tuple[date, int], FigureReturn]


def is_reported(areas: Q | None = None) -> Exists:
    """For fills: whether any numbers of the period were reported; `areas`: of those alone."""
    rows = FigureReturn.objects.reported().filter(
        period_kind=OuterRef("period_kind"), period_start=OuterRef("period_start")
    )
    return Exists(rows if areas is None else rows.filter(areas))


def reported_in(fills: Mapping[Period, FigureFill], areas: Collection[int]) -> Reported:
    """What these areas reported of those periods, all of one kind, whose fill says that somebody did. One query, or none."""
    starts = [period.start for period, fill in fills.items() if fill.reported]
    if not starts:
        return {}
    kind = next(iter(fills)).kind
    rows = FigureReturn.objects.reported().filter(period_kind=kind, period_start__in=starts, area__in=areas)
    return {(row.period_start, row.area_id): row for row in rows}


def totals_known(period: Period, areas: Iterable[int]) -> dict[int, dict[str, Decimal]]:
    """What is known of the period today, by area and measure; of a closed one what it was closed with."""
    found: dict[int, dict[str, Decimal]] = {area: {} for area in areas}
    stored = Figure.objects.of(period).filter(area__in=found)
    for area, key, total in stored.values_list("area_id", "measure", "total"):
        found[area][key] = total
    return found


def changed_since(row: FigureReturn) -> dict[str, Decimal]:
    """What late facts would make of the numbers that were reported: the difference by measure, those of a closed period with them."""
    now = totals_known(row.period, [row.area_id])[row.area_id]
    noted = Correction.objects.of(row.period).filter(area=row.area_id).values_list("measure", "difference")
    for key, difference in noted:
        now[key] = now.get(key, ZERO) + difference
    then = row.totals
    differences = {key: now.get(key, ZERO) - then.get(key, ZERO) for key in now.keys() | then.keys()}
    return {key: difference for key, difference in differences.items() if difference}
