"""Versions of a rule over time: each holds from its day until the next one of the same keeper, or until its own end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, zip_longest
from typing import Any


@dataclass(frozen=True)
class Spell:
    """One version: it holds from `since` until the day `until` (None: for good)."""

    value: Any
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def spells_of(versions: Iterable[tuple[Any, date, date | None]]) -> list[Spell]:
    """The spells of one keeper's versions (value, first day, own end), however the versions are ordered: none overlaps."""
    rows = sorted(versions, key=lambda version: version[1])
    starts = [since for _, since, _ in rows[1:]]
    ends = [min((day for day in (own, after) if day), default=None) for (*_, own), after in zip_longest(rows, starts)]
    return [Spell(value, since, end) for (value, since, _), end in zip(rows, ends, strict=True)]


def in_force(chain: Sequence[Sequence[Spell]], day: date) -> Spell | None:
    """The spell that holds on `day`: of the nearest keeper that has one, `chain` being the keepers' spells, nearest first."""
    return next((spell for spells in chain for spell in spells if spell.holds(day)), None)


def merged(chain: Sequence[Sequence[Spell]]) -> list[Spell]:
    """What holds in turn where the keepers of `chain` (nearest first) keep rules: the nearest that has one on each day."""
    days = sorted({day for spells in chain for spell in spells for day in (spell.since, spell.until) if day})
    found = [(in_force(chain, since), since, until) for since, until in pairwise([*days, None]) if since]
    return [replace(spell, since=since, until=until) for spell, since, until in found if spell]
