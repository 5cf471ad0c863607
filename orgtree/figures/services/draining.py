"""Counting what writes have touched: marked cells are counted anew through their own measures, the rest stays.

Cells are recounted, never added to: marking one twice, or one too many, is harmless. Marks are taken and figures written in
one transaction, so a drain that is killed has taken nothing. A mark becomes visible together with the rows that it tells of,
and the count looks later than the taking: what commits in between leaves a mark of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from orgtree.database.locks import COUNTING, try_hold
from orgtree.days.rules.periods import MONTHS, Period, Span, parts_of
from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import ALL, FILLED, MOVED
from orgtree.figures.models import FigureFill, FigureMark
from orgtree.figures.services import counting
from orgtree.figures.services.scans import Scan, scans_of
from orgtree.figures.services.sums import Cells, Summed, sum_up

TAKEN_AT_ONCE = 20_000
# 数据截至 of a running period in which nothing happens is renewed once in so long.
RENEWED = timedelta(minutes=1)


class Mark(NamedTuple):
    """One line of what waits to be counted."""

    source: str
    area: int | None
    since: date | None
    until: date | None

    def concerns(self, period: Period | Span) -> bool:
        return (self.since is None or self.since < period.end) and (self.until is None or self.until >= period.start)


def drain() -> int:
    """Bring every filled period up to its rows; returns how many marks were taken.

    Does nothing beside a full fill or another drain: the marks wait.
    """
    taken = 0
    while _has_work():
        lately = _drain_once()
        taken += lately
        if lately < TAKEN_AT_ONCE:
            break
    return taken


def _has_work() -> bool:
    """Whether anything waits, or a running period was not looked at for so long. One query: it is asked all day."""
    with connection.cursor() as cursor:
        cursor.execute(HAS_WORK, {"zone": settings.TIME_ZONE, "stale": timezone.now() - RENEWED})
        return cursor.fetchone()[0]


HAS_WORK = """
    SELECT EXISTS (SELECT FROM orgtree_figuremark) OR EXISTS (
        SELECT FROM orgtree_figurefill WHERE closed_at IS NULL AND as_of < %(stale)s AND as_of < (
            period_start + CASE period_kind WHEN 'M' THEN interval '1 month' WHEN 'Q' THEN '3 months' ELSE '1 year' END
        ) AT TIME ZONE %(zone)s
    )
"""


def is_running(fill: FigureFill) -> bool:
    """Whether the period was not over when its figures were taken."""
    return timezone.localdate(fill.as_of) < fill.period.end


def is_due(fill: FigureFill, now: datetime) -> bool:
    """Whether a day has begun, or the period ended, since the figures were taken: what depends on days has changed."""
    return is_running(fill) and timezone.localdate(fill.as_of) < timezone.localdate(now)


@transaction.atomic
def _drain_once() -> int:
    if not try_hold(COUNTING):
        return 0
    # Asked before marks are taken: what a fill has seen is marked before it, and may be taken after.
    filled = {Mark(*row) for row in FigureMark.objects.filter(source=FILLED).values_list(*Mark._fields)}
    taken = _take()
    book = Book(set(taken) | filled, timezone.now())
    for fill in sorted(FigureFill.objects.all(), key=lambda fill: MONTHS[fill.period_kind]):
        book.changed[fill.period] = _bring_up(fill, book)
    return len(taken)


def _take() -> list[Mark]:
    """The oldest marks; they are gone with this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM orgtree_figuremark WHERE id IN (SELECT id FROM orgtree_figuremark ORDER BY id LIMIT %s)"
            " RETURNING source, area_id, since, until",
            [TAKEN_AT_ONCE],
        )
        return [Mark(*row) for row in cursor.fetchall()]


@dataclass
class Book:
    """One drain: the marks it has taken, and which cells of additive measures it changed, period by period, shorter ones first."""

    marks: set[Mark]
    now: datetime
    changed: dict[Period, Cells] = field(default_factory=dict)
    scans: list[Scan] = field(default_factory=lambda: scans_of(registry.measures()))


def _bring_up(fill: FigureFill, book: Book) -> Cells:
    """Count what is marked in one period, or due in it; in a closed one the differences become corrections.

    Returns the cells of additive measures that changed.
    """
    period, closed = fill.period, fill.closed_at is not None
    window = Window(period, book.now)
    target = counting.CORRECTIONS if closed else counting.FIGURES
    running = not closed and is_running(fill)
    marks = [mark for mark in book.marks if mark.concerns(period)]
    came = came_in_time(book.scans, fill.as_of, window) if running else {}
    chosen = touched(book.scans, marks, due=not closed and is_due(fill, book.now), came=came)
    scans, summed = _divide(chosen, marks, period, book)
    changed = counting.recount(window, target, scans, summed) if scans or summed else Cells([], [])
    moved = any(mark.source in (MOVED, ALL) for mark in marks)
    if moved:
        counting.fold_anew(window, target)
        counting.write_differences(window, target)
    if not closed and (chosen or moved or running):
        FigureFill.objects.filter(pk=fill.pk).update(as_of=book.now)
    return changed


def _divide(chosen: list[Scan], marks: list[Mark], period: Period, book: Book) -> tuple[list[Scan], Summed | None]:
    """(what is to be counted, what is to be summed) of the scans that marks touch in `period`.

    Counted is what is not additive, what is touched everywhere or outside of the parts, and all after a full fill: it
    may have put into a part, or have found there, what the whole does not know.
    """
    parts, gaps = parts_of(period, book.changed)
    if not parts or any(mark.source == FILLED for mark in marks):
        return chosen, None
    outside = {mark.source for mark in marks for gap in gaps if mark.concerns(gap)}
    apart = [scan for scan in chosen if scan.is_additive and scan.areas is not None and not scan.sources & outside]
    return [scan for scan in chosen if scan not in apart], sum_up(period, parts, gaps, apart, book.changed)


def came_in_time(scans: Iterable[Scan], since: datetime, window: Window) -> dict[str, set[int]]:
    """Where time alone has changed a timed measure, by its key: the areas of the rows whose moment came."""
    found = {}
    for measure in (one for scan in scans for one in scan.measures if one.timed):
        came = {f"{measure.timed}__gte": since, f"{measure.timed}__lte": window.moment}
        rows = measure.rows(window).model._base_manager.filter(**came)
        found[measure.key] = set(rows.values_list(measure.area or "pk", flat=True))
    return found


def touched(scans: Iterable[Scan], marks: Iterable[Mark], *, due: bool, came: Mapping[str, set[int]]) -> list[Scan]:
    """The scans that marks or moments (`came`, by measure) touch, in their areas.

    Everywhere what a mark without an area touches, or, where `due`, a day that began.
    """
    areas: dict[str, set[int | None]] = {}
    for mark in marks:
        areas.setdefault(mark.source, set()).add(mark.area)
    found = []
    for scan in scans:
        own: set[int | None] = set()
        own.update(*(areas.get(source, ()) for source in scan.sources), *(came.get(key, ()) for key in scan.keys))
        if ALL in areas or None in own or (due and any(depends_on_days(one) for one in scan.measures)):
            found.append(Scan(scan.measures))
        elif own:
            found.append(Scan(scan.measures, frozenset(own)))
    return found


def depends_on_days(measure: Measure) -> bool:
    """Whether a day that begins can change it."""
    return measure.stock or measure.dated


def note_filled(period: Period) -> None:
    """Tell the next drain that a full fill has looked at the period; needless where nothing waits to be counted."""
    if FigureMark.objects.concerning(period).exists():
        FigureMark.objects.create(source=FILLED, since=period.start, until=period.end - timedelta(days=1))


def mark_everything(period: Period) -> None:
    """Have the period counted anew as a whole: it was filled as of a moment that is not now."""
    FigureMark.objects.create(source=ALL, since=period.start, until=period.end - timedelta(days=1))
