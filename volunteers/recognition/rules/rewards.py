"""Redeemable points: what a member may spend, and on what. Hours are never spent.

Source: docs/rules.md, "Redeemable points" (海林 [P1]: redeeming takes points, hours stay; credited service points
in full, governance points by half, from the dated rule set).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain

CENT = Decimal("0.01")

# Words that make a reward money; the rules of every city that was read forbid it.
MONEY = ("现金", "红包", "购物卡", "充值", "代金券", "话费")


@dataclass(frozen=True)
class Balance:
    """Redeemable points of one member: all that was earned for redeeming, and all that was spent."""

    earned: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be spent; below nought where points already spent were taken back later."""
        return self.earned - self.spent


def redeemable(credits: Iterable[tuple[str, int, Decimal]], shares: Mapping[int, Mapping[str, Decimal]]) -> Decimal:
    """The redeemable points of (category, rule set, credited) lines; `shares` gives each set's share by category."""
    return sum(
        ((credited * shares[rules].get(category, Decimal(0))) for category, rules, credited in credits), Decimal(0)
    ).quantize(CENT)


def check_name(name: str) -> None:
    """Raise RuleBroken at `name` where a reward is money by another name."""
    for word in MONEY:
        if word in name:
            raise RuleBroken("money", f"兑换品不能是{word}等现金性质的奖励", field="name")


@dataclass(frozen=True)
class Shelf:
    """A reward as it stands: what is left of it, how many one person may have in a window, and until when."""

    cost: Decimal
    left: int
    per_person: int
    opens_on: date
    closes_on: date


def check_redemption(shelf: Shelf, *, quantity: int, had: int, balance: Balance, today: date) -> None:
    """Raise RuleBroken unless a member who `had` so many in this window may have `quantity` more."""
    if not shelf.opens_on <= today <= shelf.closes_on:
        raise RuleBroken("window", f"兑换时间为{_spoken(shelf.opens_on)}至{_spoken(shelf.closes_on)}", conflict=True)
    if quantity < 1:
        raise RuleBroken("quantity", "至少兑换1件", field="quantity")
    if quantity > shelf.left:
        left = f"只剩{shelf.left}件" if shelf.left > 0 else "已兑完"
        raise RuleBroken("out_of_stock", left, field="quantity", conflict=True)
    if had + quantity > shelf.per_person:
        raise RuleBroken("limit", f"每人每期限{shelf.per_person}件，您已兑换{had}件", field="quantity", conflict=True)
    if shelf.cost * quantity > balance.left:
        raise RuleBroken(
            "overdraft",
            f"需要{plain(shelf.cost * quantity)}分，您现有可兑换积分{plain(max(balance.left, Decimal(0)))}分",
            field="quantity",
            conflict=True,
        )


def _spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"
