"""Sums of money as figures: kept in fen, counted in yuan, published in 万元."""

from decimal import Decimal
from typing import Any

from django.db.models import F
from django.db.models.expressions import CombinedExpression

from orgtree.declare.figures import Derived, Measure

CENT = Decimal("0.01")  # fen by a whole number would lose them: PostgreSQL divides integers as integers
WAN = 10_000


def in_yuan(fen: str) -> CombinedExpression:
    """SQL of the column `fen` in yuan."""
    return F(fen) * CENT


def in_wan(yuan: Measure, source: str = "", **more: Any) -> Derived:
    """The sum `yuan` in 万元, as offices publish it."""
    said: dict[str, Any] = {
        "label": f"{yuan.label}（以万元计）",
        "definition": f"{yuan.label} ÷ {WAN}",
        "group": yuan.group,
    } | more
    return Derived(
        key=f"{yuan.key}_wan",
        unit="万元",
        parts=(yuan.key,),
        formula=lambda value: Decimal(value) / WAN,
        decimals=2,
        source=source,
        is_rate=False,
        **said,
    )
