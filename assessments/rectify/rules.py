"""Days of rectification, and how much of a year's list was verified in time. Source: docs/rules.md, "Rectification" (domain 3.3, P)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

VERIFY_BY = (6, 30)  # of the following year
LEAST_VERIFIED = Fraction(80, 100)
USUAL_DAYS = 30
FIRST_YEAR = 2010


@dataclass(frozen=True)
class ListShare:
    """How many items of a year's list were verified by its last day, of how many; items called off are in neither."""

    verified: int
    number: int

    @property
    def share(self) -> Fraction | None:
        """None where there was no list."""
        return Fraction(self.verified, self.number) if self.number else None

    @property
    def is_short(self) -> bool:
        """Less than 80 %: 4 of 5 is enough, 3 of 4 is not."""
        return self.share is not None and self.share < LEAST_VERIFIED

    @property
    def told(self) -> str:
        """共5项，销号4项（80%）."""
        if self.share is None:
            return "没有整改清单"
        return f"共{self.number}项，销号{self.verified}项（{int(self.share * 100)}%）"


def last_day_to_verify(year: int) -> date:
    """Until when what was found in a year is to be verified: 30 June of the next."""
    return date(year + 1, *VERIFY_BY)


def share_of_list(verified_on: Iterable[date | None], year: int) -> ListShare:
    """Of items by the day on which each was verified, None where it was not: later than the last day counts as not."""
    days, last = list(verified_on), last_day_to_verify(year)
    return ListShare(sum(day is not None and day <= last for day in days), len(days))


def quarter_began(day: date) -> date:
    """The first day of its quarter: progress is told once in each."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
