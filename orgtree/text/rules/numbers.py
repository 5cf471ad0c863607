"""Numbers as people write them, and numbers in texts: own numbers of grids and buildings, which are the tail of their codes, row ids and years."""

import re
from collections.abc import Iterable
from decimal import Decimal

WORDS = re.compile(r"号楼|网格|[号栋幢座第\s]")
NUMBER = re.compile(r"[0-9A-Za-z]{1,6}")


def plain(number: Decimal) -> str:
    """6, 0.5, -3: without zeros at the end or an exponent; never -0."""
    return f"{number.normalize() + 0:f}"


def own_number(text: str) -> str:
    """The tail of a code for a number as people write it: 3号楼 → 003, 12 → 012, B2 → 0B2; "" when it is none."""
    text = WORDS.sub("", text)
    return text.zfill(3) if NUMBER.fullmatch(text) else ""


def row_id(text: str | None) -> int | None:
    """The id of a row as an address names it, below 10¹⁸; None for anything that is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def row_ids(texts: Iterable[str]) -> list[int]:
    """The ids among what a form sends as ticked rows, in their order."""
    return [pk for pk in map(row_id, texts) if pk is not None]


def year_in(text: str | None, *, last: int) -> int | None:
    """The year that an address names, from 2000 to `last`; None for anything that is none."""
    year = row_id(text)
    return year if year and 2000 <= year <= last else None
