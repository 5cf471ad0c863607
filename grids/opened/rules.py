"""Which counts everybody may read, so that neither a cell, nor a sum less the others, nor two readings give one matter away.

Source: docs/rules.md, "Open data".
"""

from collections.abc import Sequence
from datetime import date, timedelta

from orgtree.days.rules.months import months_on

LEAST = 5  # cases in a cell that is shown, and in all cells of a table that are not
WAIT = timedelta(days=5)  # after a month ends: what was told on its last days has been accepted or told elsewhere
MONTHS = 12  # that are published when a street is published for the first time


def shown_counts(counts: Sequence[int]) -> list[int | None]:
    """The counts of one table whose sum is shown as well, None for each that is not.

    Cells of one to four are not; then further ones, the smallest first, until at least two are not and have five cases between them. A cell
    of nought tells of nobody and is always shown. Where the sum itself is below five nothing is.
    """
    if 0 < sum(counts) < LEAST:
        return [None] * len(counts)
    hidden = {place for place, count in enumerate(counts) if 0 < count < LEAST}
    others = sorted((count, place) for place, count in enumerate(counts) if count >= LEAST)
    while hidden and (len(hidden) < 2 or sum(counts[place] for place in hidden) < LEAST):
        hidden.add(others.pop(0)[1])
    return [None if place in hidden else count for place, count in enumerate(counts)]


def shown_total(total: int) -> int | None:
    """The sum of a month; None for one to four."""
    return None if 0 < total < LEAST else total


def is_ripe(month: date, today: date) -> bool:
    """Whether a month (its first day) is over for so long that it is published, once and for good."""
    return today >= months_on(month, 1) + WAIT
