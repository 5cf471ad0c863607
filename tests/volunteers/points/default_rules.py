"""The default points table as values, read from the migration that loads it: no database."""

from decimal import Decimal
from importlib import import_module

from volunteers.points.rules.points import Cap, RuleItem, Rules, Tier

_table = import_module("volunteers.migrations.0002_defaults")


def _tiers(code: str) -> tuple[Tier, ...]:
    return tuple(
        Tier(None if tier["to"] is None else Decimal(tier["to"]), Decimal(str(tier["points"])))
        for tier in _table.TIERS.get(code, [])
    )


ITEMS = {
    code: RuleItem(code, code[0], label, unit, Decimal(points), _tiers(code))
    for code, label, unit, points, *_ in _table.ITEMS
}
CAPS = tuple(Cap(window, Decimal(limit), item=row[0]) for row in _table.ITEMS for window, limit in row[4]) + tuple(
    Cap("year", Decimal(limit), category=category) for category, limit in _table.CATEGORY_CAPS.items()
)
DEFAULT = Rules(ITEMS, CAPS, Decimal(120))
