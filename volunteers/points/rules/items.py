"""What an item of the points table must look like, and the days on which a deed still counts.

Source: docs/rules.md, "Other deeds" and "Deductions": the items that deduct are a closed list, to which only a district may add.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from orgtree.errors import RuleBroken
from volunteers.points.choices import ItemEntry, PointCategory, PointUnit

DEDUCTIONS = frozenset({"N01", "N02", "N03", "N04", "N05"})


def check_day(day: date, *, today: date, days_back: int) -> None:
    """Raise RuleBroken at `happened_on` for a day to come or too long ago."""
    if day > today:
        raise RuleBroken("future", "不能填将来的日期", field="happened_on")
    if day < today - timedelta(days=days_back):
        raise RuleBroken("too_late", f"已超过{days_back}天，不能再登记", field="happened_on")


@dataclass(frozen=True)
class ItemShape:
    """What decides whether an item may stand in a table that is published."""

    code: str
    category: str
    unit: str
    points: Decimal
    entry: str
    confirmer_role: str
    second_role: str
    extras: bool  # an effect or a card


def check_item_shape(item: ItemShape, *, deductions: Collection[str]) -> None:
    """Raise RuleBroken at the wrong field. `deductions`: the codes that may deduct in the area of the table."""
    is_deduction = item.category == PointCategory.DEDUCTION
    if is_deduction != (item.points < 0) or is_deduction != (item.entry == ItemEntry.DEDUCT):
        raise RuleBroken("sign", f"项目{item.code}：扣分只能在“扣减项”，并走扣减程序", field="points")
    if is_deduction and item.code not in deductions:
        text = f"项目{item.code}不在扣减清单内；清单以外的扣减项，须由区县及以上发布的规则增加"
        raise RuleBroken("closed_list", text, field="code")
    if is_deduction and not (item.confirmer_role and item.second_role):
        raise RuleBroken("two_confirmers", f"扣减项{item.code}须有确认人和复核人", field="second_role")
    if item.extras and not is_deduction:
        raise RuleBroken("extras", f"项目{item.code}不是扣减项，不能附带处理或记牌", field="effect")
    if item.entry in (ItemEntry.DESK, ItemEntry.SELF):
        _check_reported(item)


def _check_reported(item: ItemShape) -> None:
    if not item.confirmer_role:
        raise RuleBroken("no_confirmer", f"项目{item.code}须有确认人", field="confirmer_role")
    if item.unit == PointUnit.HOUR:
        raise RuleBroken("hours", f"项目{item.code}按小时计分，只能来自服务记录", field="entry")
