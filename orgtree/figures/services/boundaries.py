"""Figures of the past in today's boundaries, and where between two periods the boundaries changed.

A stored total climbed by the parents of its time (docs/decisions/0005). For the totals T of a period and today's T', with P and P' the
two trees, own = (I - P)T = (I - P')T', hence T' = T + (I - P')^-1 (P' - P)T: what an area that was moved had in all is added
where it lies today, taken off where it stood, and both climb today's tree. So only the totals of moved areas are read, and nothing is
counted again (docs/decisions/0099).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from orgtree.days.rules.periods import Period
from orgtree.tree.models import Area
from orgtree.tree.services.lineage import Move, moves_since, stood_at

NAMED = 4  # areas that a break names before it counts the rest


class Shift(NamedTuple):
    """To the total of `area` as it was the total of `moved` is added (1) or from it taken off (-1)."""

    area: int
    moved: int
    sign: int


class Place(NamedTuple):
    """Where an area lies today."""

    name: str
    tree: int
    left: int
    right: int

    def holds(self, other: "Place") -> bool:
        return self.tree == other.tree and self.left <= other.left and other.right <= self.right


@dataclass(frozen=True)
class Break:
    """A day on which boundaries changed; `period` is the first one shown that has them, None where all shown are of before."""

    period: Period | None
    on: date
    text: str


@dataclass(frozen=True)
class Boundaries:
    """How the tree stood at the moments of some periods, for some areas, beside where everything lies today."""

    moves: list[Move]
    moments: dict[Period, datetime]
    areas: list[int]

    def stood(self, period: Period) -> dict[int, int]:
        """The parent of then of every area that lies elsewhere today."""
        return stood_at(self.moves, self.moments[period])

    @cached_property
    def shifts(self) -> dict[Period, list[Shift]]:
        """What brings the totals of each period to today's boundaries; nothing of periods without a difference."""
        times = [move.at for move in self.moves]
        since: dict[int, list[Shift]] = {}  # by how many moves are over: periods between the same two share theirs
        found = {}
        for period, moment in self.moments.items():
            over = bisect_right(times, moment)
            if over not in since:
                since[over] = self._shifts(stood_at(self.moves[over:], moment))
            found[period] = since[over]
        return found

    def _shifts(self, stood: Mapping[int, int]) -> list[Shift]:
        lines = (
            Shift(area, moved, self._lies(moved, area) - self._stood(was, area))
            for moved, was in stood.items()
            for area in self.areas
        )
        return [shift for shift in lines if shift.sign]

    def _lies(self, moved: int, area: int) -> bool:
        return moved != area and self.places[area].holds(self.places[moved])

    def _stood(self, was: int, area: int) -> bool:
        return self.places[area].holds(self.places[was])

    @cached_property
    def places(self) -> dict[int, Place]:
        ids = {*self.areas, *(one for move in self.moves for one in (move.area, move.was, move.now))}
        rows = Area.objects.filter(pk__in=ids).order_by().values_list("pk", "name", "tree_id", "lft", "rght")
        return {pk: Place(*place) for pk, *place in rows}

    @cached_property
    def breaks(self) -> list[Break]:
        """The changes that tell the areas of one period from those of the next, by time; the last may lie after all of them."""
        if not self.moves:
            return []
        periods = sorted(self.moments)
        breaks = []
        for period, later in zip(periods, [*periods[1:], None], strict=True):
            until = self.moments[later] if later else timezone.now()
            touched = {shift.moved for shift in self.shifts[period]}
            moves = [m for m in self.moves if self.moments[period] < m.at <= until and m.area in touched]
            breaks += self._told(moves, later)
        return breaks

    def _told(self, moves: Iterable[Move], period: Period | None) -> list[Break]:
        """A line for each day and each area that others came to; what came along with another is not named."""
        groups: dict[tuple[date, int], list[Move]] = defaultdict(list)
        for move in moves:
            groups[timezone.localdate(move.at), move.now].append(move)
        return [Break(period, on, self._words(group, now)) for (on, now), group in groups.items()]

    def _words(self, group: list[Move], now: int) -> str:
        going = {move.area for move in group}
        names = [self.places[move.area].name for move in group if move.was not in going]
        more = f"等{len(names)}个区域" if len(names) > NAMED else ""
        return f"{'、'.join(names[:NAMED])}{more}划入{self.places[now].name}"


def boundaries_of(moments: dict[Period, datetime], areas: Iterable[int], *, edited: bool = True) -> Boundaries:
    """The boundaries of periods whose figures were folded at these moments; `edited` False: no area was written since the first of them."""
    moves = moves_since(min(moments.values())) if edited and moments else []
    return Boundaries(moves, moments, list(areas))
