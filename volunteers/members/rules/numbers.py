"""Numbers as people write them."""

from decimal import Decimal


def plain(number: Decimal) -> str:
    """6, 0.5, -3: without zeros at the end or an exponent; never -0."""
    return f"{number.normalize() + 0:f}"


def street_number(*, year: int, community_code: str, serial: int) -> str:
    """YYYY-街道码-序号, the number of receipts and certificates: 2026-410305001-0007. `serial` counts from 1 in street and year."""
    return f"{year}-{community_code[:9]}-{serial:04d}"
