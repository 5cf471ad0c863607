"""Numbers in texts: own numbers of grids and buildings, which are the tail of their codes, and row ids."""

import re

WORDS = re.compile(r"号楼|网格|[号栋幢座第\s]")
NUMBER = re.compile(r"[0-9A-Za-z]{1,6}")


def own_number(text: str) -> str:
    """The tail of a code for a number as people write it: 3号楼 → 003, 12 → 012, B2 → 0B2; "" when it is none."""
    text = WORDS.sub("", text)
    return text.zfill(3) if NUMBER.fullmatch(text) else ""


def row_id(text: str | None) -> int | None:
    """The id of a row as an address names it, below 10¹⁸; None for anything that is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
