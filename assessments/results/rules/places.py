"""Places for the best: quotas with ties at the edge, ranks in groups of like kind, stars.

Source: docs/rules.md, "Quotas and ranks"; domain 3.1, 3.3; acceptance A19, A20, A25; feature 59; figure J24.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.schemes.rules.tables import round_once

SMALLEST_GROUP = 5  # organisations of like kind; fewer are not ranked

BASE, REVIEW = Fraction(70, 100), Fraction(30, 100)
STARS = ((5, Decimal(90)), (4, Decimal(80)), (3, Decimal(70)), (2, Decimal(60)), (1, Decimal(0)))
FIVE_STARS = Fraction(30, 100)


@dataclass(frozen=True)
class Places:
    """Who has a place for certain, who is tied for the last of them, who has none; `number` there are."""

    number: int
    inside: tuple[Hashable, ...]
    tied: tuple[Hashable, ...]
    outside: tuple[Hashable, ...]


def share_places(totals: Mapping[Hashable, Decimal], number: int) -> Places:
    """Who of the candidates has a place, by their published totals. Whoever is tied across the edge is cut by nobody here."""
    if len(totals) <= number:
        return Places(number, tuple(totals), (), ())
    edge = sorted(totals.values(), reverse=True)[number - 1] if number else None
    if edge is None:
        return Places(0, (), (), tuple(totals))
    reach = [key for key, total in totals.items() if total >= edge]
    if len(reach) == number:
        return Places(number, tuple(reach), (), tuple(key for key in totals if key not in reach))
    inside = tuple(key for key, total in totals.items() if total > edge)
    tied = tuple(key for key, total in totals.items() if total == edge)
    return Places(number, inside, tied, tuple(key for key, total in totals.items() if total < edge))


def rank_group(totals: Mapping[Hashable, Decimal]) -> dict[Hashable, int]:
    """The place of each organisation of a group of like kind, ties shared (1, 2, 2, 4); empty for a group of fewer than five."""
    if len(totals) < SMALLEST_GROUP:
        return {}
    return {key: 1 + sum(other > total for other in totals.values()) for key, total in totals.items()}


def star_total(base: Decimal, taken: Decimal, review: Decimal) -> Decimal:
    """(base − what was taken) × 70 % + review × 30 %, rounded once [R12]."""
    exact = (Fraction(base) - Fraction(taken)) * BASE + Fraction(review) * REVIEW
    return round_once(max(exact, Fraction(0)))


def stars_of(total: Decimal) -> int:
    """≥ 90 five stars, 80 four, 70 three, 60 two, below one."""
    return next(stars for stars, floor in STARS if total >= floor)


def leading(grades: Iterable[tuple[Hashable, str, Decimal]], grade: str) -> dict[Hashable, Decimal]:
    """Of (key, suggested grade, total) those that are suggested for the grade: the candidates for its places."""
    return {key: total for key, suggested, total in grades if suggested == grade}
