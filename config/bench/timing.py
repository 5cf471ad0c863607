"""Timing two things in turn, and saying how they compare."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import transaction


@dataclass(frozen=True)
class Ratio:
    """Medians in milliseconds of ours and of the floor, and the ratio pair by pair: least, median, greatest."""

    name: str
    floor_name: str
    ours_ms: float
    floor_ms: float
    least: float
    middle: float
    greatest: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.ours_ms:,.1f} ms; {self.floor_name}: {self.floor_ms:,.1f} ms; "
            f"ratio {self.middle:.2f} ({self.least:.2f} to {self.greatest:.2f})"
        )


def side_by_side(
    name: str,
    ours: Callable[[], object],
    floor_name: str,
    floor: Callable[[], object],
    *,
    rounds: int = 5,
    before: Callable[[], object] = lambda: None,
) -> Ratio:
    """Run both in turn, once unmeasured and then `rounds` times; `before` is run unmeasured ahead of each."""
    pairs = []
    for counted in range(-1, rounds):
        pair = (_seconds(ours, before), _seconds(floor, before))
        if counted >= 0:
            pairs.append(pair)
    ratios = sorted(mine / theirs for mine, theirs in pairs)
    return Ratio(
        name,
        floor_name,
        median(mine for mine, _ in pairs) * 1000,
        median(theirs for _, theirs in pairs) * 1000,
        ratios[0],
        median(ratios),
        ratios[-1],
    )


def _seconds(action: Callable[[], object], before: Callable[[], object]) -> float:
    before()
    started = perf_counter()
    action()
    return perf_counter() - started


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
