"""Filling figures: collect once per owning area, fold up the tree, write what changed.

One fill of one period is one transaction behind one lock: a killed fill leaves nothing and is simply done again,
two at once wait for each other, and a second fill of unchanged rows writes no figure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from time import monotonic

from django.db import connection, transaction
from django.db.models import Count, DecimalField, F, Sum, Value
from django.db.models.functions import Cast
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import Derived, Measure, Window, registry
from orgtree.errors import RuleBroken
from orgtree.models import Area, Figure, FigureFill
from orgtree.rules.figures import ZERO
from orgtree.rules.periods import Period
from orgtree.services.lineage import forest_at, owned_within
from orgtree.services.locks import hold, period_lock

AMOUNT = DecimalField(max_digits=16, decimal_places=2)


@dataclass(frozen=True)
class Filled:
    """What a fill did: figures written and removed, or, where the period is closed, corrections noted."""

    period: Period
    as_of: datetime
    written: int
    removed: int
    closed: bool


@transaction.atomic
def fill_figures(period: Period, *, as_of: datetime | None = None) -> Filled:
    """Bring the figures of `period` to what the rows say at `as_of` (now, when not given).

    A closed period's figures stay as they are; the differences become its corrections.
    """
    hold(period_lock(period))
    started = monotonic()
    window = Window(period, as_of or timezone.now())
    fill = FigureFill.objects.of(period).first()
    closed = fill is not None and fill.closed_at is not None
    _stage(window)
    written, removed = _write_corrections(window) if closed else _write_figures(period)
    if not closed:
        _note_fill(window, took_ms=int((monotonic() - started) * 1000))
    return Filled(period, window.as_of, written, removed, closed)


def _note_fill(window: Window, *, took_ms: int) -> None:
    FigureFill.objects.update_or_create(
        period_kind=window.period.kind,
        period_start=window.period.start,
        defaults={"as_of": window.as_of, "took_ms": took_ms},
    )


@transaction.atomic
def close_period(*, period: Period, by) -> FigureFill:
    """Freeze the figures of an ended period as they were last filled.

    Raises RuleBroken before its end, without a fill after its end, when closed already, or where somebody counts
    in it whom `by` does not oversee: a district cannot close its neighbour's month.
    """
    hold(period_lock(period))
    fill = FigureFill.objects.of(period).first()
    if fill is None or timezone.localdate(fill.as_of) < period.end:
        raise RuleBroken("period_unfinished", f"{period.label}尚未结束或期末数据尚未汇总，不能关账", conflict=True)
    if fill.closed_at:
        raise RuleBroken("period_closed", f"{period.label}已关账", conflict=True)
    counted = Figure.objects.of(period).exclude(own=0)
    if not by.holds(P.FIGURES_CLOSE) or counted.exclude(pk__in=counted.allowed(by, P.FIGURES_CLOSE)).exists():
        raise RuleBroken("not_found", "只有管辖全部填报区域的组织部门可以关账")
    fill.closed_at, fill.closed_by = timezone.now(), by
    fill.save()
    return fill


# --- Collect and fold -------------------------------------------------------------------------------------------------


def collect(window: Window) -> dict[str, dict[int, Decimal]]:
    """For each measure the value that each area owns itself; areas with nothing are left out.

    One statement for all measures, so that they all speak of the same moment.
    """
    parts = [_grouped(figure, window) for figure in registry.catalogue().values() if isinstance(figure, Measure)]
    own: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for key, area, amount in parts[0].union(*parts[1:], all=True):
        if amount:
            own[key][area] = amount
    return own


def _grouped(measure: Measure, window: Window):
    """The rows of a measure, counted or summed by owning area: (key, area id, amount)."""
    amount = Sum(measure.value) if measure.value else Count("pk")
    return (
        measure.rows(window)
        .order_by()
        .values(owner=F(measure.area or "pk"))
        .annotate(figure=Value(measure.key), amount=Cast(amount, AMOUNT))
        .values_list("figure", "owner", "amount")
    )


def _folded(window: Window) -> Iterator[tuple[str, int, Decimal, Decimal]]:
    """(key, area id, own, total) for every area at or below which something counts."""
    collected = collect(window)
    forest = forest_at(window.moment)
    for key, own in collected.items():
        for area, total in forest.fold_up(own).items():
            yield key, area, own.get(area, ZERO), total


# --- Write what changed -----------------------------------------------------------------------------------------------


def _stage(window: Window) -> None:
    """Put the folded figures into a table of this transaction, to be compared by the database as sets."""
    lines = StringIO("".join(f"{key}\t{area}\t{own}\t{total}\n" for key, area, own, total in _folded(window)))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS filling"
            " (measure varchar(60), area_id bigint, own numeric(16, 2), total numeric(16, 2)) ON COMMIT DROP"
        )
        cursor.execute("TRUNCATE filling")
        cursor.copy_expert("COPY filling FROM STDIN", lines)
        cursor.execute("ANALYZE filling")


PERIOD = "period_kind = %(kind)s AND period_start = %(start)s"
FIGURES_VANISHED = f"""
    DELETE FROM orgtree_figure old WHERE {PERIOD}
    AND NOT EXISTS (SELECT FROM filling new WHERE new.measure = old.measure AND new.area_id = old.area_id)
"""
# Compared before it is written: ON CONFLICT alone would lock, and so write, every row that stays the same.
FIGURES_CHANGED = f"""
    INSERT INTO orgtree_figure AS stored (measure, period_kind, period_start, area_id, own, total)
    SELECT new.measure, %(kind)s, %(start)s, new.area_id, new.own, new.total
    FROM filling new
    LEFT JOIN (SELECT * FROM orgtree_figure WHERE {PERIOD}) old USING (measure, area_id)
    WHERE (old.own, old.total) IS DISTINCT FROM (new.own, new.total)
    ORDER BY area_id, measure
    ON CONFLICT (area_id, period_kind, period_start, measure) DO UPDATE SET own = EXCLUDED.own, total = EXCLUDED.total
"""
CORRECTIONS = f"""
    CREATE TEMP TABLE IF NOT EXISTS correcting (measure varchar(60), area_id bigint, difference numeric(16, 2))
    ON COMMIT DROP;
    TRUNCATE correcting;
    INSERT INTO correcting
    SELECT measure, area_id, coalesce(new.total, 0) - coalesce(old.total, 0)
    FROM filling new
    FULL JOIN (SELECT * FROM orgtree_figure WHERE {PERIOD}) old USING (measure, area_id)
    WHERE coalesce(new.total, 0) <> coalesce(old.total, 0)
"""
CORRECTIONS_VANISHED = f"""
    DELETE FROM orgtree_correction old WHERE {PERIOD}
    AND NOT EXISTS (SELECT FROM correcting new WHERE new.measure = old.measure AND new.area_id = old.area_id)
"""
CORRECTIONS_CHANGED = """
    INSERT INTO orgtree_correction AS old (measure, period_kind, period_start, area_id, difference, found_at)
    SELECT measure, %(kind)s, %(start)s, area_id, difference, %(found)s FROM correcting
    ON CONFLICT (area_id, period_kind, period_start, measure)
    DO UPDATE SET difference = EXCLUDED.difference, found_at = EXCLUDED.found_at
    WHERE old.difference <> EXCLUDED.difference
"""


def _write_figures(period: Period) -> tuple[int, int]:
    """(written, removed) figures, from the staged ones."""
    values = {"kind": period.kind, "start": period.start}
    with connection.cursor() as cursor:
        cursor.execute(FIGURES_VANISHED, values)
        removed = cursor.rowcount
        cursor.execute(FIGURES_CHANGED, values)
        return cursor.rowcount, removed


def _write_corrections(window: Window) -> tuple[int, int]:
    """(written, removed) corrections of a closed period, from the staged figures."""
    values = {"kind": window.period.kind, "start": window.period.start, "found": window.as_of}
    with connection.cursor() as cursor:
        cursor.execute(CORRECTIONS, values)
        cursor.execute(CORRECTIONS_VANISHED, values)
        removed = cursor.rowcount
        cursor.execute(CORRECTIONS_CHANGED, values)
        return cursor.rowcount, removed


# --- Read -------------------------------------------------------------------------------------------------------------


def figures_for(area_ids: Iterable[int], period: Period) -> dict[int, dict[str, Decimal | None]]:
    """Every figure of the areas in the period, by area id and key, rates and averages included.

    Before the first fill of the period every value is None; after it a measure without rows is zero.
    """
    return figures_over(area_ids, [period])[period]


def figures_over(
    area_ids: Iterable[int], periods: list[Period], *, catalogue: dict[str, Measure | Derived] | None = None
) -> dict[Period, dict[int, dict[str, Decimal | None]]]:
    """`figures_for` of several periods of one kind, in two queries beside those of the catalogue."""
    kind, starts = periods[0].kind, [period.start for period in periods]
    areas = list(area_ids)
    catalogue = catalogue or registry.catalogue()
    filled = set(
        FigureFill.objects.filter(period_kind=kind, period_start__in=starts).values_list("period_start", flat=True)
    )
    stored = Figure.objects.filter(period_kind=kind, period_start__in=starts, area__in=areas)
    totals: dict[tuple[date, int], dict[str, Decimal]] = defaultdict(dict)
    for start, area, key, total in stored.values_list("period_start", "area_id", "measure", "total"):
        totals[start, area][key] = total
    return {
        period: {area: _valued(catalogue, totals[period.start, area], period.start in filled) for area in areas}
        for period in periods
    }


def _valued(catalogue, totals: dict[str, Decimal], filled: bool) -> dict[str, Decimal | None]:
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


def rows_behind(measure: Measure, *, area: Area, window: Window):
    """The very rows that the figure of `measure` at `area` counts, unscoped beyond the area."""
    return measure.rows(window).filter(owned_within(area, measure.area, window.moment))
