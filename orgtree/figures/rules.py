"""Arithmetic of figures: climbing the tree, rates, changes and how a number is written. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

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
