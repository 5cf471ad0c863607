"""Numbers as people write them."""

from decimal import Decimal


def plain(number: Decimal) -> str:
    """6, 0.5, -3: without zeros at the end or an exponent; never -0."""
    return f"{number.normalize() + 0:f}"
