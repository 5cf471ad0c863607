"""Folding answers so that no group of fewer than five can be worked out, whatever is put together of what is published.

Published are totals of places that lie in each other. A place with fewer than `least` is not shown; what is not shown of a
place goes into its rest, and a rest that is too small takes the smallest shown part in as well (the partner). So every
place that is shown consists of shown parts and of a rest, each of at least `least` or of nobody: whatever is added or
subtracted, what comes out is made of such parts. Once folded, the counts behind them are destroyed.
Source: docs/rules.md, "Surveys"; acceptance.md A26.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

from orgtree.answers.rules import LEAST

QUESTIONS = 3
OPTIONS = 3
PLEASING = 2  # of the options, those that count as content
Key = Hashable


def no_counts() -> list[list[int]]:
    return [[0] * OPTIONS for _ in range(QUESTIONS)]


@dataclass(frozen=True)
class Counts:
    """Answers: how many, how many of them of people who are neither members nor staff, and by question and option."""

    n: int = 0
    outside: int = 0
    options: list[list[int]] = field(default_factory=no_counts)

    def __add__(self, other: "Counts") -> "Counts":
        options = [
            [one + more for one, more in zip(mine, others, strict=True)]
            for mine, others in zip(self.options, other.options, strict=True)
        ]
        return Counts(self.n + other.n, self.outside + other.outside, options)

    @property
    def pleased(self) -> int:
        """Contented answers to all questions together."""
        return sum(sum(counts[:PLEASING]) for counts in self.options)

    @property
    def share(self) -> Fraction | None:
        """Of all answers to all questions those that are content, exact; None of too few."""
        return Fraction(self.pleased, self.n * QUESTIONS) if self.n >= LEAST else None

    def share_at(self, question: int) -> Fraction:
        """The same of one question (0, 1, 2)."""
        return Fraction(sum(self.options[question][:PLEASING]), self.n)


def sum_counts(parts: Iterable[Counts]) -> Counts:
    return sum(parts, Counts())


def fold(
    root: Key, children: Mapping[Key, list[Any]], own: Mapping[Key, Counts], least: int = LEAST
) -> dict[Key, Counts]:
    """What is published: for each place that is shown, its rest; a place's total is its rest and those of the places below.

    `children` are the places in each place, `own` the counts of answers by the place they belong to. Nothing where there
    are too few in all.
    """
    totals: dict[Key, Counts] = {}

    def total(key: Key) -> Counts:
        totals[key] = own.get(key, Counts()) + sum_counts(total(child) for child in children.get(key, ()))
        return totals[key]

    folded: dict[Key, Counts] = {}

    def place(key: Key) -> None:
        parts = [child for child in children.get(key, ()) if totals[child].n]
        shown = sorted(
            (child for child in parts if totals[child].n >= least), key=lambda one: (totals[one].n, str(one))
        )
        rest = own.get(key, Counts()) + sum_counts(totals[child] for child in parts if totals[child].n < least)
        while 0 < rest.n < least and shown:
            rest += totals[shown.pop(0)]
        if rest.n:
            folded[key] = rest
        for child in shown:
            place(child)

    if total(root).n >= least:
        place(root)
    return folded


def fold_bands(table: Mapping[Key, Mapping[str, Counts]], least: int = LEAST) -> dict[str, Counts]:
    """The answers by band, for all places together: {band: counts}, "" for the bands that are not shown, together.

    `table` has, for each rest that is published, its answers by band. Nothing at all where a band less the places it lies
    in, or the other way round, would leave fewer than `least`.
    """
    totals: dict[Key, Counts] = {}
    for bands in table.values():
        for band, counts in bands.items():
            totals[band] = totals.get(band, Counts()) + counts
    folded = fold("", {"": list(totals)}, totals, least)
    rows = [{name: counts.n for name, counts in _as_shown(bands, folded).items()} for bands in table.values()]
    if isolates(rows, least):
        return {}
    return {str(band): counts for band, counts in folded.items()}


def _as_shown(bands: Mapping[str, Counts], folded: Mapping[Key, Counts]) -> dict[str, Counts]:
    shown: dict[str, Counts] = {}
    for band, counts in bands.items():
        name = band if band in folded else ""
        shown[name] = shown.get(name, Counts()) + counts
    return shown


def isolates(rows: Iterable[Mapping[str, int]], least: int = LEAST) -> bool:
    """Whether the totals of some rows less those of some columns leave fewer than `least` people, though not none.

    A row has the people of one place by column. Only rows that a column touches have to be looked at: any other adds its
    own people, which are enough.
    """
    table = [{column: n for column, n in row.items() if n} for row in rows]
    columns = sorted({column for row in table for column in row})
    for size in range(1, len(columns) + 1):
        for chosen in combinations(columns, size):
            left = sum(
                sum(n for column, n in row.items() if column not in chosen) for row in table if row.keys() & set(chosen)
            )
            if 0 < left < least:
                return True
    return False
