"""The clock of a row: begun, paused, gone on with, given another limit, stopped. The caller holds the row's lock and saves it.

Used time and due moment follow from the segments (`days.rules.working_time`), so a limit changed while the clock stands loses nothing of
what was used; `refresh_due` writes the due moments anew when a working day or the hours of an office were corrected.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from orgtree.calendar.models.timed import Timed
from orgtree.days.rules.working_time import Clock, Limit, Segment, Unit, WorkingTime
from orgtree.errors import RuleBroken


def clock_of(row: Timed, office: WorkingTime) -> Clock:
    """The row's clock as a value: used time, due moment, reminders."""
    segments = [
        Segment(datetime.fromisoformat(start), end and datetime.fromisoformat(end), runs, reason)
        for start, end, runs, reason in row.clock
    ]
    return Clock(segments, Limit(row.limit_number, Unit(row.limit_unit)), office)


def begin(row: Timed, limit: Limit, at: datetime, office: WorkingTime) -> None:
    """Start the clock of a row that has none. Raises RuleBroken for one that has."""
    if row.clock:
        raise RuleBroken("clock_begun", "已经开始计时", conflict=True)
    row.limit_number, row.limit_unit = limit.number, limit.unit
    _open(row, at, runs=True)
    _settle(row, office)


def pause(row: Timed, at: datetime, office: WorkingTime, *, reason: str) -> None:
    """Stop counting for a while. Raises RuleBroken unless the clock runs."""
    _check_goes_on(row)
    if row.paused_at:
        raise RuleBroken("clock_stands", "计时已经暂停", conflict=True)
    _close(row, at)
    _open(row, at, runs=False, reason=reason)
    row.paused_at = at
    _settle(row, office)


def resume(row: Timed, at: datetime, office: WorkingTime) -> None:
    """Count again. Raises RuleBroken unless the clock stands."""
    _check_goes_on(row)
    if row.paused_at is None:
        raise RuleBroken("clock_runs", "计时没有暂停", conflict=True)
    _close(row, at)
    _open(row, at, runs=True)
    row.paused_at = None
    _settle(row, office)


def change_limit(row: Timed, limit: Limit, office: WorkingTime) -> None:
    """Another limit from the beginning on: what was used stays used, whether the clock runs or stands. Raises RuleBroken."""
    _check_goes_on(row)
    row.limit_number, row.limit_unit = limit.number, limit.unit
    _settle(row, office)


def stop(row: Timed, at: datetime, office: WorkingTime) -> None:
    """The matter is done: the clock ends, and its due moment stays to be compared with. Raises RuleBroken."""
    _check_goes_on(row)
    _close(row, at)
    row.stopped_at, row.paused_at = at, None
    if row.due_at is None:
        row.due_at = clock_of(row, office).due()


def go_on(row: Timed, at: datetime, office: WorkingTime, *, reason: str) -> None:
    """What was said to be done was not: the stopped clock runs again, and what lay between stands as a pause. Raises RuleBroken."""
    if row.stopped_at is None:
        raise RuleBroken("clock_runs", "计时没有停止", conflict=True)
    _open(row, row.stopped_at, runs=False, reason=reason)
    _close(row, at)
    _open(row, at, runs=True)
    row.stopped_at = None
    _settle(row, office)


def paused_total(row: Timed, now: datetime) -> timedelta:
    """How long the clock has stood up to `now`, by the calendar's own time."""
    stood = [(datetime.fromisoformat(start), end) for start, end, runs, _ in row.clock if not runs]
    return sum(((datetime.fromisoformat(end) if end else now) - start for start, end in stood), timedelta())


def refresh_due(rows: Iterable[Timed], office_of: Callable[[Timed], WorkingTime]) -> list[Timed]:
    """Count the due moments of running clocks anew; those that are others now, for the caller to save."""
    changed = []
    for row in rows:
        if row.clock and row.stopped_at is None:
            before = row.due_at
            _settle(row, office_of(row))
            changed += [row] if row.due_at != before else []
    return changed


def _check_goes_on(row: Timed) -> None:
    if not row.clock or row.stopped_at:
        raise RuleBroken("no_clock", "没有在计时", conflict=True)


def _open(row: Timed, at: datetime, *, runs: bool, reason: str = "") -> None:
    row.clock = [*row.clock, [at.isoformat(), None, runs, reason]]


def _close(row: Timed, at: datetime) -> None:
    """End the last segment. Raises RuleBroken for an end before its start."""
    *earlier, (start, _, runs, reason) = row.clock
    if at < datetime.fromisoformat(start):
        raise RuleBroken("clock_backwards", "时间不能早于上一次办理", conflict=True)
    row.clock = [*earlier, [start, at.isoformat(), runs, reason]]


def _settle(row: Timed, office: WorkingTime) -> None:
    row.due_at = None if row.paused_at else clock_of(row, office).due()
