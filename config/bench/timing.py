"""Timing two things in turn, and saying how they compare: by the clock, and by what the processors spent.

On a machine that others use as well the second is what to look at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

from django.db import connection, transaction


class Spent(NamedTuple):
    """Seconds by the clock, and of processor: ours and that of the server's process that works for us."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Ratio:
    """What both spent, pair by pair."""

    name: str
    floor_name: str
    pairs: list[tuple[Spent, Spent]]
    most: float | None = None  # the goal, where there is one: what the median by processor is to stay below
    most_seconds: float | None = None  # the same for the time of processor itself

    @property
    def floor_ms(self) -> float:
        return median(floor.clock for _, floor in self.pairs) * 1000

    def __str__(self) -> str:
        goal = told_goal(median(self._ratios(1)), self.most) if self.most else ""
        if self.most_seconds:
            goal += told_goal(median(ours.processor for ours, _ in self.pairs), self.most_seconds, " s")
        return (
            f"{self.name} : {self.floor_name}\n    by the clock {self._told(0)}\n    by processor {self._told(1)}{goal}"
        )

    def _ratios(self, place: int) -> list[float]:
        return sorted(mine[place] / max(theirs[place], 1e-9) for mine, theirs in self.pairs)

    def _told(self, place: int) -> str:
        ours, floor = (median(pair[side][place] for pair in self.pairs) * 1000 for side in (0, 1))
        ratios = self._ratios(place)
        return f"{ours:,.1f} : {floor:,.1f} ms, ratio {median(ratios):.4f} ({ratios[0]:.4f} to {ratios[-1]:.4f})"


def side_by_side(
    name: str,
    ours: Callable[[], object],
    floor_name: str,
    floor: Callable[[], object],
    *,
    rounds: int = 5,
    before: Callable[[], object] = lambda: None,
    most: float | None = None,
    most_seconds: float | None = None,
) -> Ratio:
    """Run both in turn, once unmeasured and then `rounds` times; `before` is run unmeasured ahead of each, `most` and `most_seconds` are the goals."""
    pairs = []
    for counted in range(-1, rounds):
        pair = (_spend(ours, before), _spend(floor, before))
        if counted >= 0:
            pairs.append(pair)
    return Ratio(name, floor_name, pairs, most, most_seconds)


def told_goal(found: float, most: float, unit: str = "") -> str:
    """What stands behind a number that has a goal."""
    return f"; goal ≤ {most:g}{unit}: {'met' if found <= most else 'NOT MET'}"


def _spend(action: Callable[[], object], before: Callable[[], object]) -> Spent:
    before()
    server = _server_process()
    clock, processor = perf_counter(), process_time() + _seconds_of(server)
    action()
    return Spent(perf_counter() - clock, process_time() + _seconds_of(server) - processor)


def _server_process() -> Path:
    """Where Linux tells about the server's process behind our connection, if it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


def server_seconds() -> float:
    """Seconds of processor that the server's process behind our connection has spent."""
    return _seconds_of(_server_process())


def _seconds_of(server: Path) -> float:
    return int(server.read_text().split()[0]) / 1e9 if server.exists() else 0


class _Undo(Exception):
    """Ends a measured transaction without keeping what it wrote."""


def undone(action: Callable[[], object]) -> Callable[[], None]:
    """`action` in a transaction that is measured and then undone."""

    def run() -> None:
        try:
            with transaction.atomic():
                action()
                raise _Undo
        except _Undo:
            pass

    return run
