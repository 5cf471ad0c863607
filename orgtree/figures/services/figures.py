"""Filling figures: count once per owning area, compare with what is stored, send the differences up the tree.

One fill of one period is one transaction behind one lock: a killed fill leaves nothing and is simply done again,
two at once wait for each other, and a second fill of unchanged rows writes no figure.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from time import monotonic
from types import MappingProxyType

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.acts import perform_on
from orgtree.choices import Permission as P
from orgtree.database.locks import COUNTING, hold, hold_shared, period_lock
from orgtree.days.rules.periods import Period
from orgtree.declare import Derived, Measure, Window, registry
from orgtree.errors import RuleBroken
from orgtree.figures.acts import fill_acts
from orgtree.figures.models import Figure, FigureAttempt, FigureFill
from orgtree.figures.rules import ZERO
from orgtree.figures.services import counting
from orgtree.figures.services.boundaries import Shift, boundaries_of
from orgtree.figures.services.draining import mark_everything, note_filled
from orgtree.figures.services.judging import count_unmarked, has_moved
from orgtree.figures.services.reported import Reported, is_reported, reported_in
from orgtree.figures.services.scans import scans_of
from orgtree.tree.models import Area
from orgtree.tree.services.lineage import owned_within


@dataclass(frozen=True)
class Filled:
    """What a fill did: figures written and removed, or, where the period is closed, corrections noted.

    `corrected` is how many cells were wrong without a mark to tell of it; it should be none.
    """

    period: Period
    as_of: datetime
    written: int
    removed: int
    closed: bool
    corrected: int = 0


@transaction.atomic
def fill_figures(period: Period, *, as_of: datetime | None = None) -> Filled:
    """Bring the figures of `period` to what the rows say at `as_of` (now, when not given), every cell looked at.

    A closed period's figures stay as they are; the differences become its corrections.
    """
    hold(period_lock(period))
    hold_shared(COUNTING)
    counting.hash_within_bounds()
    started = monotonic()
    window = Window(period, as_of or timezone.now())
    fill = FigureFill.objects.of(period).first()
    closed = fill is not None and fill.closed_at is not None
    measures = registry.measures()
    target = counting.CORRECTIONS if closed else counting.FIGURES
    counting.find_differences(window, target, scans_of(measures))
    corrected = count_unmarked(fill, measures) if fill and not as_of else 0
    written, removed = counting.write_differences(window, target)
    if fill and counting.has_wrong_totals(window, target):
        wrong = counting.fold_anew(window, target)
        corrected += wrong if not as_of and not has_moved(period) else 0
        more = counting.write_differences(window, target)
        written, removed = written + more[0], removed + more[1]
    if as_of:
        mark_everything(period)
    note_filled(period)
    _note_fill(window, closed, took_ms=int((monotonic() - started) * 1000), corrected=corrected)
    return Filled(period, window.as_of, written, removed, closed, corrected)


def _note_fill(window: Window, closed: bool, *, took_ms: int, corrected: int) -> None:
    """Say when the period was filled; a closed one keeps saying as of when it was closed."""
    FigureAttempt.objects.of(window.period).delete()
    if closed:
        FigureFill.objects.of(window.period).update(corrected=corrected)
        return
    FigureFill.objects.update_or_create(
        period_kind=window.period.kind,
        period_start=window.period.start,
        defaults={"as_of": window.as_of, "took_ms": took_ms, "corrected": corrected},
    )


@transaction.atomic
def close_period(*, period: Period, by) -> FigureFill:
    """Freeze the figures of an ended period as they were last filled.

    Raises RuleBroken before its end, without a fill after its end, when closed already, or where somebody counts
    in it whom `by` does not oversee: a district cannot close its neighbour's month.
    """
    hold(period_lock(period))
    hold_shared(COUNTING)
    fill = FigureFill.objects.of(period).first()
    if fill is None or timezone.localdate(fill.as_of) < period.end:
        raise RuleBroken("period_unfinished", f"{period.label}尚未结束或期末数据尚未汇总，不能关账", conflict=True)
    if fill.closed_at:
        raise RuleBroken("period_closed", f"{period.label}已关账", conflict=True)
    counted = Figure.objects.of(period).exclude(own=0)
    if not by.holds(P.FIGURES_CLOSE) or counted.exclude(pk__in=counted.allowed(by, P.FIGURES_CLOSE)).exists():
        raise RuleBroken("not_found", "只有管辖全部填报区域的组织部门可以关账")
    return perform_on(fill_acts, "close", fill, by=by)


# --- Read -------------------------------------------------------------------------------------------------------------


def figures_for(
    area_ids: Iterable[int], period: Period, *, today: bool = False
) -> dict[int, dict[str, Decimal | None]]:
    """Every figure of the areas in the period, by area id and key, rates and averages included.

    Before the first fill of the period every value is None; after it a measure without rows is zero. With `today` in
    the boundaries of today, else in those of the period.
    """
    return figures_over(area_ids, [period], today=today)[period]


def figures_over(
    area_ids: Iterable[int],
    periods: list[Period],
    *,
    catalogue: dict[str, Measure | Derived] | None = None,
    today: bool = False,
) -> dict[Period, dict[int, dict[str, Decimal | None]]]:
    """`figures_for` of several periods of one kind, in two queries beside those of the catalogue."""
    areas, fills = list(area_ids), fills_over(periods)
    shifts = boundaries_of(moments_of(fills), areas).shifts if today else {}
    return figures_of(
        dict.fromkeys(periods, areas),
        filled=fills,
        catalogue=catalogue or registry.catalogue(),
        shifts=shifts,
        reported={} if today else reported_in(fills, areas),
    )


def moments_of(fills: Mapping[Period, FigureFill]) -> dict[Period, datetime]:
    """The moment by whose tree the figures of each period climbed."""
    return {period: Window(period, fill.as_of).moment for period, fill in fills.items()}


def fills_over(periods: list[Period]) -> dict[Period, FigureFill]:
    """The fills of those of the periods, all of one kind, that were ever filled, each with whether anything of it was `reported`."""
    fills = FigureFill.objects.filter(period_kind=periods[0].kind, period_start__in=[one.start for one in periods])
    return {fill.period: fill for fill in fills.annotate(reported=is_reported())}


def figures_of(
    asked: dict[Period, list[int]],
    *,
    filled: Container[Period],
    catalogue: dict[str, Measure | Derived],
    shifts: Mapping[Period, list[Shift]] = MappingProxyType({}),
    reported: Reported = MappingProxyType({}),
) -> dict[Period, dict[int, dict[str, Decimal | None]]]:
    """The figures of other areas in each period, all of one kind, by one query; `filled` says which were ever filled.

    `shifts` bring them to other boundaries than those of their time (`boundaries`). What was `reported` stands in place of
    what is known; in other boundaries nothing was.
    """
    wanted = Q(pk__in=[])
    sought = {period: (*ids, *{one.moved for one in shifts.get(period, ())}) for period, ids in asked.items()}
    for areas in set(sought.values()):
        starts = [period.start for period, ids in sought.items() if ids == areas]
        wanted |= Q(period_start__in=starts, area__in=areas)
    kind = next(iter(asked)).kind
    totals: dict[tuple[date, int], dict[str, Decimal]] = defaultdict(dict)
    measures = [key for key, figure in catalogue.items() if isinstance(figure, Measure)]
    stored = Figure.objects.filter(wanted, period_kind=kind, measure__in=measures)
    for start, area, key, total in stored.values_list("period_start", "area_id", "measure", "total"):
        totals[start, area][key] = total
    totals |= {place: row.totals for place, row in reported.items()}
    return {
        period: {
            area: valued(catalogue, _shifted(totals, period, area, shifts.get(period, ())), period in filled)
            for area in areas
        }
        for period, areas in asked.items()
    }


def _shifted(totals: dict, period: Period, area: int, shifts: Iterable[Shift]) -> dict[str, Decimal]:
    """The totals of the area in the boundaries to which the shifts bring them; `totals` stay as they were."""
    ours = [shift for shift in shifts if shift.area == area]
    found = dict(totals[period.start, area]) if ours else totals[period.start, area]
    for shift in ours:
        for key, total in totals[period.start, shift.moved].items():
            found[key] = found.get(key, ZERO) + shift.sign * total
    return found


def valued(catalogue, totals: dict[str, Decimal], filled: bool) -> dict[str, Decimal | None]:
    """The value of every declared figure at one node, from the totals stored there."""
    values: dict[str, Decimal | None] = {
        key: totals.get(key, ZERO) if filled else None
        for key, figure in catalogue.items()
        if isinstance(figure, Measure)
    }
    for key, figure in catalogue.items():
        if isinstance(figure, Derived):
            values[key] = figure.formula(*(values[part] for part in figure.parts)) if filled else None
    return {key: values[key] for key in catalogue}


def rows_behind(measure: Measure, *, area: Area, window: Window, moved: dict | None = None):
    """The very rows that the figure of `measure` at `area` counts, unscoped beyond the area. `moved` as in `owned_within`."""
    return measure.counted(window).filter(owned_within(area, measure.area, window.moment, moved=moved))
