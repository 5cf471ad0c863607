"""Counting what writes have touched: marked cells are counted anew through their own measures, the rest stays.

Cells are recounted, never added to: marking one twice, or one too many, is harmless. Marks are taken and figures written in
one transaction, so a drain that is killed has taken nothing. A mark becomes visible together with the rows that it tells of,
and the count looks later than the taking: what commits in between leaves a mark of its own.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from orgtree.database.locks import COUNTING, try_hold
from orgtree.days.rules.periods import Period
from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import ALL, MOVED
from orgtree.figures.models import FigureFill, FigureMark
from orgtree.figures.services import counting
from orgtree.figures.services.counting import Scan

TAKEN_AT_ONCE = 20_000
# 数据截至 of a running period in which nothing happens is renewed once in so long.
RENEWED = timedelta(minutes=1)


class Mark(NamedTuple):
    """One line of what waits to be counted."""

    source: str
    area: int | None
    since: date | None
    until: date | None

    def concerns(self, period: Period) -> bool:
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
    taken = _take()
    marks, now = set(taken), timezone.now()
    scans = counting.scans_of(figure for figure in registry.catalogue().values() if isinstance(figure, Measure))
    for fill in FigureFill.objects.order_by("-period_start", "period_kind"):
        _bring_up(fill, scans, [mark for mark in marks if mark.concerns(fill.period)], now)
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


def _bring_up(fill: FigureFill, scans: list[Scan], marks: list[Mark], now: datetime) -> None:
    """Count what is marked in one period, or due in it; in a closed one the differences become corrections."""
    window, closed = Window(fill.period, now), fill.closed_at is not None
    target = counting.CORRECTIONS if closed else counting.FIGURES
    running = not closed and is_running(fill)
    chosen = touched(scans, marks, timed=running, due=not closed and is_due(fill, now))
    moved = any(mark.source in (MOVED, ALL) for mark in marks)
    if chosen:
        counting.recount(window, target, chosen)
    if moved:
        counting.fold_anew(window, target)
        counting.write_differences(window, target)
    if not closed and (chosen or moved or running):
        FigureFill.objects.filter(pk=fill.pk).update(as_of=now)


def touched(scans: Iterable[Scan], marks: Iterable[Mark], *, due: bool, timed: bool) -> list[Scan]:
    """The scans that marks touch, in the marked areas; everywhere what a mark without an area touches, or time that passed."""
    areas: dict[str, set[int | None]] = {}
    for mark in marks:
        areas.setdefault(mark.source, set()).add(mark.area)
    found = []
    for scan in scans:
        own: set[int | None] = set().union(*(areas.get(source, ()) for source in scan.sources))
        if ALL in areas or None in own or has_passed(scan.measures, due=due, timed=timed):
            found.append(Scan(scan.measures))
        elif own:
            found.append(Scan(scan.measures, frozenset(area for area in own if area is not None)))
    return found


def has_passed(measures: Iterable[Measure], *, due: bool, timed: bool) -> bool:
    """Whether time alone can have changed one of these: a day that began, where `due`, or any moment, where `timed`."""
    return any((due and (one.stock or one.dated)) or (timed and one.timed) for one in measures)


def mark_everything(period: Period) -> None:
    """Have the period counted anew as a whole: it was filled as of a moment that is not now."""
    FigureMark.objects.create(source=ALL, since=period.start, until=period.end - timedelta(days=1))
