"""Arithmetic of figures: rates, changes, how a number is written, what an area reports. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import dropwhile
from statistics import median

from orgtree.choices import AreaKind

ZERO = Decimal(0)


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """`part` of `whole` in percent; None where the whole is zero or either is unknown."""
    ratio = per_head(part, whole)
    return None if ratio is None else ratio * 100


def per_head(amount: Decimal | None, heads: Decimal | None) -> Decimal | None:
    """`amount` divided by `heads`; None where there are no heads or either is unknown."""
    if amount is None or not heads:
        return None
    return amount / heads


@dataclass(frozen=True)
class Change:
    """A value beside the one before it; `percent` is None where the earlier value was zero."""

    difference: Decimal
    percent: Decimal | None

    @property
    def direction(self) -> str:
        """`up`, `down` or `flat`."""
        return "flat" if not self.difference else "up" if self.difference > 0 else "down"


def change_between(now: Decimal | None, before: Decimal | None, *, decimals: int = 0) -> Change | None:
    """The change from `before` to `now` of two values as they are shown; None where either is unknown."""
    if now is None or before is None:
        return None
    difference = rounded(now, decimals) - rounded(before, decimals)
    return Change(difference, difference / abs(before) * 100 if before else None)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` to so many decimals, halves away from zero as clerks round."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def written(value: Decimal | None, decimals: int = 0) -> str:
    """`12,345` or `12.5` as pages print it; `—` where there is no value."""
    return "—" if value is None else f"{rounded(value, decimals):,}"


def signed(value: Decimal | None, decimals: int = 0) -> str:
    """`+12,345` or `-0.5`, a difference; empty where there is none."""
    return "" if value is None else f"{rounded(value, decimals):+,}"


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the known values; None where none is known."""
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None


# --- Figures that are reported from below upward. Source: docs/rules.md, "Figures that are reported" ----------------------

TERM = "figure_return"  # by when, among the deadlines: working days after the period, for a community
STEP_DAYS = 2  # working days that each level above has more
LEAST_DAYS = 2  # for whoever is asked late
STEPS = {
    AreaKind.COMMUNITY: 0,
    AreaKind.VILLAGE: 0,
    AreaKind.STREET: 1,
    AreaKind.TOWN: 1,
    AreaKind.DISTRICT: 2,
    AreaKind.CITY: 3,
    AreaKind.PROVINCE: 4,
}


def as_reported(
    live: Mapping[str, Decimal], below: Iterable[tuple[Mapping[str, Decimal], Mapping[str, Decimal]]]
) -> dict[str, Decimal]:
    """What an area reports: what is known of it, with what each area below reported in place of what is known of that one.

    `below` are (what is known today, what was reported) of the nearest areas below that report. Zero is left out.
    """
    totals = dict(live)
    for known, reported in below:
        for key in known.keys() | reported.keys():
            totals[key] = totals.get(key, ZERO) - known.get(key, ZERO) + reported.get(key, ZERO)
    return {key: total for key, total in totals.items() if total}


# --- Whether a number is plausible. Source: docs/rules.md, "Plausible numbers" --------------------------------------------

FEWEST_PERIODS = 6  # that had a number, below which nothing is usual
PERIODS_BEFORE = 12
TIMES_SPREAD = 3
TO_SIGMA = Decimal("1.4826")  # the spread of a median deviation, where numbers are spread as chance spreads them
LEAST_SHARE = Decimal("0.2")  # of the median: a series that hardly ever changes may change by so much
LEAST_STEP = Decimal(5)


@dataclass(frozen=True)
class Usual:
    """Between what a figure has usually lain."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


def usual_range(before: Iterable[Decimal | None]) -> Usual | None:
    """The usual range after these values, of a figure's last periods: the median and three spreads of it; None for too few.

    Periods before its first number do not count: then nobody kept it yet.
    """
    known = [Decimal(value) for value in dropwhile(lambda value: not value, before) if value is not None]
    if len(known) < FEWEST_PERIODS:
        return None
    middle = median(known)
    spread = TIMES_SPREAD * TO_SIGMA * median(abs(value - middle) for value in known)
    reach = max(spread, LEAST_SHARE * middle, LEAST_STEP)
    return Usual(max(middle - reach, ZERO), middle + reach)


def breaks_rule(lesser: Decimal | None, greater: Decimal | None, number: Decimal) -> bool:
    """Whether `lesser` is more than `number` times `greater`; of unknown values nothing is said."""
    return lesser is not None and greater is not None and lesser > number * greater
