"""The points table in sentences, as a member reads it."""

from decimal import Decimal

from orgtree.text.rules.numbers import plain
from volunteers.points.choices import PointUnit
from volunteers.points.rules.points import RuleItem, Tier


def item_in_words(item: RuleItem) -> str:
    """What one item gives: 每次4分; 全年前20小时每小时2分，20至40小时每小时1分，超过40小时每小时0.5分."""
    unit = str(PointUnit(item.unit).label)
    if item.unit == PointUnit.LEVEL:
        return "，".join(f"第{level}级{plain(tier.points)}分" for level, tier in enumerate(item.tiers, start=1))
    if item.tiers:
        return "，".join(
            _tier_in_words(before, tier, unit) for before, tier in zip((None, *item.tiers), item.tiers, strict=False)
        )
    if item.points < 0:
        return f"每{unit}扣{plain(-item.points)}分"
    return f"每{unit}{plain(item.points)}分"


def _tier_in_words(before: Tier | None, tier: Tier, unit: str) -> str:
    gives = f"每{unit}{plain(tier.points)}分"
    if before is None or before.to is None:
        return gives if tier.to is None else f"全年前{plain(tier.to)}{unit}{gives}"
    if tier.to is None:
        return f"超过{plain(before.to)}{unit}的部分{gives}"
    return f"{plain(before.to)}至{plain(tier.to)}{unit}{gives}"


def cap_in_words(window: str, points: Decimal) -> str:
    """A cap: 每日最多计8分; of a deduction: 每年最多扣3分."""
    return f"{window}最多{'扣' if points < 0 else '计'}{plain(abs(points))}分"
