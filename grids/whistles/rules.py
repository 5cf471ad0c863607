"""What the street's rating of a department is worth, and what a department's month comes to.

Source: docs/rules.md, "Whistles"; feature 37 (the street rates the department), 89 (剔除、申诉), G28 (weights of the whistle's own day).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from orgtree.errors import RuleBroken

PARTS = ("response", "attendance", "result", "asker")
MOST = 5  # stars; a department whose result got this many or one less has satisfied
SATISFIED = 4
FEWEST = 5  # ratings below which no rate is shown
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Weights:
    """How much each part of a rating weighs, and the share of the sheet in the department's year, in percent."""

    response: int
    attendance: int
    result: int
    asker: int
    share: int

    def of(self, part: str) -> int:
        return int(getattr(self, part))


@dataclass(frozen=True)
class Rating:
    """The stars of one leg, 1 to 5 each (None: not rated, as where nobody asked), by the weights of the whistle's day.

    `is_excluded`: a second level has taken it out of the rates.
    """

    stars: dict[str, int | None]
    weights: Weights
    is_excluded: bool = False

    @property
    def is_satisfied(self) -> bool:
        return (self.stars.get("result") or 0) >= SATISFIED


@dataclass(frozen=True)
class Rate:
    """A share with what it is of; `percent` is None of fewer than `FEWEST`."""

    good: int
    n: int

    @property
    def percent(self) -> Decimal | None:
        """48 of 49 is 97.96, rounded half up, and 100 only where all are."""
        if self.n < FEWEST:
            return None
        exact = Decimal(self.good) * 100 / self.n
        shown = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return Decimal("99.99") if shown == 100 and self.good < self.n else shown


@dataclass(frozen=True)
class Sheet:
    """A department's stretch of time: its mean score with and without what was excluded, and both rates of satisfaction."""

    score: Decimal | None
    score_without: Decimal | None
    all: Rate
    without: Rate
    excluded: int


def check_weights(weights: Weights) -> None:
    """Raise RuleBroken at the wrong field: no part below nought, something to weigh by, a share of 1 to 100 percent."""
    if not any(weights.of(part) for part in PARTS):
        raise RuleBroken("weights", "各项权重不能都是0", field="response")
    if not 1 <= weights.share <= 100:
        raise RuleBroken("share", "占比应在1到100之间", field="share")


def score_of(rating: Rating) -> Decimal | None:
    """Of 100: the stars by their weights, over the parts that were rated; None where none was.

    A leg that nobody asked for is not punished for having no asker: that part is left out, above and below.
    """
    rated = {part: stars for part in PARTS if (stars := rating.stars.get(part)) is not None}
    whole = sum(rating.weights.of(part) for part in rated)
    if not whole:
        return None
    earned = sum(rating.weights.of(part) * stars for part, stars in rated.items())
    return (Decimal(earned) * 100 / (MOST * whole)).quantize(TENTH, ROUND_HALF_UP)


def sheet_of(ratings: Iterable[Rating]) -> Sheet:
    """The sheet over these legs, each by its own weights, so that a change in mid-month touches only what came after it."""
    ratings = list(ratings)
    kept = [rating for rating in ratings if not rating.is_excluded]
    return Sheet(
        score=_mean(ratings),
        score_without=_mean(kept),
        all=_rate(ratings),
        without=_rate(kept),
        excluded=len(ratings) - len(kept),
    )


def _mean(ratings: list[Rating]) -> Decimal | None:
    scores = [score for rating in ratings if (score := score_of(rating)) is not None]
    return (sum(scores, Decimal(0)) / len(scores)).quantize(TENTH, ROUND_HALF_UP) if scores else None


def _rate(ratings: list[Rating]) -> Rate:
    rated = [rating for rating in ratings if rating.stars.get("result") is not None]
    return Rate(sum(rating.is_satisfied for rating in rated), len(rated))


def contribution_of(score: Decimal | None, share: int) -> Decimal | None:
    """What the sheet brings into the department's year: 90.0 of 30 % is 27.0."""
    return None if score is None else (score * share / 100).quantize(TENTH, ROUND_HALF_UP)
