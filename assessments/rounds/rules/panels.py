"""Who of a panel may score whom, and what their sheets come to.

Source: docs/rules.md, "Rounds"; domain 3.2 (assessor cannot score own unit), acceptance A17; lessons 1.3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

HUNDRED = Fraction(100)


def own_and_raters(own: Iterable[int], others: Mapping[int, Iterable[int]], member: int) -> set[int]:
    """The subjects that a member may not score: their own, and those whose people are on the panel and so rate the member's.

    `own` are the ids of subjects that the member comes from, `others` those of each member of the panel, by id. Whoever comes
    from no subject is rated by nobody and scores all.
    """
    mine = set(own)
    if not mine:
        return set()
    raters = {subject for other, theirs in others.items() if other != member for subject in theirs}
    return mine | raters


@dataclass(frozen=True)
class PanelResult:
    """What a panel gives of a hundred: the mean of its signed sheets, exact; None of fewer than `least`, with how many there are."""

    raw: Fraction | None
    number: int
    least: int

    @property
    def note(self) -> str:
        """What it rests on, in words."""
        if self.raw is None:
            return f"考评组有效评分表{self.number}张，不足{self.least}张，本项无效"
        return f"考评组{self.number}张评分表的平均"


def result_of(sheets: Iterable[Iterable[Decimal]], *, least: int) -> PanelResult:
    """The panel's result over the points of each signed sheet."""
    totals = [sum((Fraction(points) for points in sheet), Fraction(0)) for sheet in sheets]
    if len(totals) < least:
        return PanelResult(None, len(totals), least)
    return PanelResult(sum(totals, Fraction(0)) / len(totals), len(totals), least)


def scaled(earned: Sequence[tuple[Decimal | None, Decimal]]) -> tuple[Fraction | None, int]:
    """(of a hundred, how many lines have no number): lines without a number are left out above and below; None where all are."""
    known = [(Fraction(points), Fraction(whole)) for points, whole in earned if points is not None]
    whole = sum((of for _, of in known), Fraction(0))
    missing = sum(1 for points, _ in earned if points is None)
    return (sum((points for points, _ in known), Fraction(0)) * HUNDRED / whole if whole else None), missing
