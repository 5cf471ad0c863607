"""Numbers of receipts and certificates."""


def street_number(*, year: int, community_code: str, serial: int) -> str:
    """YYYY-街道码-序号, the number of receipts and certificates: 2026-410305001-0007. `serial` counts from 1 in street and year."""
    return f"{year}-{community_code[:9]}-{serial:04d}"
