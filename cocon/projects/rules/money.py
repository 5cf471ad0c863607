"""Money in whole fen: what is left of a line, what may be approved, given on, paid. Source: docs/rules.md, "Projects and money".

Every sum here is an int of fen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cocon.projects.choices import EntryKind
from orgtree.errors import RuleBroken
from orgtree.text.rules.money import fen_of, told

MOST_YUAN = 10_000_000_000
PAID = (EntryKind.ADVANCE, EntryKind.SETTLE)


@dataclass(frozen=True)
class Purse:
    """What a line has: all in fen. `allotted` went to lines below, `approved` to projects, `paid` out of what was approved."""

    budget: int = 0
    allotted: int = 0
    approved: int = 0
    paid: int = 0

    @property
    def left(self) -> int:
        """What may still be approved or given on: the sum of the entries of the line but for those that pay."""
        return self.budget - self.allotted - self.approved


def purse_from(sums: Mapping[str, int]) -> Purse:
    """The purse of a line from the sums of its entries by kind."""
    approved = -(sums.get(EntryKind.APPROVE, 0) + sums.get(EntryKind.RELEASE, 0))
    paid = sum(sums.get(kind, 0) for kind in PAID)
    return Purse(sums.get(EntryKind.BUDGET, 0), -sums.get(EntryKind.ALLOT, 0), approved, paid)


def check_left(purse: Purse, fen: int, *, field: str | None = None, name: str = "这条预算") -> None:
    """Raise RuleBroken at `field` where so much cannot be taken of it."""
    if fen > purse.left:
        raise RuleBroken(
            "over_budget", f"超出预算：{name}还可用{told(purse.left)}，需要{told(fen)}", field=field, conflict=True
        )


def checked_amount(yuan: Decimal | None, *, field: str = "yuan") -> int:
    """More than nothing, in fen; raises RuleBroken at `field`."""
    fen = fen_of(yuan or Decimal(0))
    if fen <= 0:
        raise RuleBroken(field, "金额应大于0", field=field)
    return fen


# --- Of one project -------------------------------------------------------------------------------------------------------


def check_advance(approved: int, paid: int, fen: int, share: Decimal) -> None:
    """Raise RuleBroken where what is paid ahead would be more than so many per cent of what was approved."""
    if (paid + fen) * 100 > Fraction(share) * approved:
        most = int(Fraction(share) * approved / 100)
        raise RuleBroken(
            "advance_share",
            f"预付不能超过批准金额的{share.normalize():f}%，最多{told(most)}，已预付{told(paid)}",
            field="yuan",
            conflict=True,
        )


@dataclass(frozen=True)
class Settlement:
    """What follows from a settlement: what is still paid (less than nothing: comes back), and what the line has again."""

    payment: int
    release: int


def settle_for(approved: int, paid: int, total: int) -> Settlement:
    """The settlement of a project that cost `total`; raises RuleBroken for more than was approved."""
    if total > approved:
        raise RuleBroken("over_approved", f"结算不能超过批准的{told(approved)}", field="yuan", conflict=True)
    return Settlement(total - paid, approved - total)
