"""Numbers as people write them."""

from decimal import Decimal

from django import template

from orgtree.text.rules import numbers

register = template.Library()


@register.filter
def plain(value) -> str:
    """A decimal without the zeros at its end: 2.50 → 2.5, 3.00 → 3; nothing is 0."""
    return numbers.plain(Decimal(value or 0))
