"""Yellow and red cards: derived from credited deductions, never stored, and lapsing by themselves.

Source: docs/rules.md, "Deductions": yellow when the year's N01 or N02 reach their cap or at the first N03, red at N04
and N05; seen by the person, the unit and the community only; gone after twelve months.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from volunteers.points.choices import CardRule
from volunteers.standing.choices.deed import CardColour


@dataclass(frozen=True)
class Deduction:
    """A credited deduction that stands: `points` as credited, `cap` the item's lowest sum of the year (None: none)."""

    item: str
    label: str
    rule: str
    year: int
    decided_on: date
    points: Decimal
    cap: Decimal | None
    months: int


@dataclass(frozen=True)
class Card:
    """In force from `since` until the day before `until`."""

    colour: str
    why: str
    since: date
    until: date

    @property
    def label(self) -> str:
        return str(CardColour(self.colour).label)


def cards(deductions: Iterable[Deduction], today: date) -> list[Card]:
    """The cards in force on `today`, red before yellow, the newest first."""
    sums: dict[tuple[str, int], Decimal] = {}
    shown = []
    for one in sorted(deductions, key=lambda deduction: deduction.decided_on):
        key = (one.item, one.year)
        before = sums.get(key)
        sums[key] = (before or Decimal(0)) + one.points
        if card := _card(one, before, sums):
            shown.append(card)
    live = [card for card in shown if card.since <= today < card.until]
    return sorted(live, key=lambda card: (card.colour != CardColour.RED, -card.since.toordinal()))


def _card(one: Deduction, before: Decimal | None, sums: Mapping[tuple[str, int], Decimal]) -> Card | None:
    """The card that this deduction brings, if it is the one that brings it."""
    if one.rule == CardRule.RED:
        return _dated(CardColour.RED, one, one.label)
    if one.rule == CardRule.YELLOW and before is None:
        return _dated(CardColour.YELLOW, one, one.label)
    reached = one.cap is not None and sums[one.item, one.year] <= one.cap
    already = one.cap is not None and before is not None and before <= one.cap
    if one.rule == CardRule.YELLOW_AT_CAP and reached and not already:
        return _dated(CardColour.YELLOW, one, f"{one.label}，已扣满{one.year}年上限")
    return None


def _dated(colour: str, one: Deduction, why: str) -> Card:
    return Card(colour, why, one.decided_on, months_after(one.decided_on, one.months))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    return date(day.year + year, month + 1, day.day)
