"""Own numbers of grids and buildings, the tail of their codes (domain.md section 7.2)."""

import re

WORDS = re.compile(r"号楼|网格|[号栋幢座第\s]")
NUMBER = re.compile(r"[0-9A-Za-z]{1,6}")


def own_number(text: str) -> str:
    """The tail of a code for a number as people write it: 3号楼 → 003, 12 → 012, B2 → 0B2; "" when it is none."""
    text = WORDS.sub("", text)
    return text.zfill(3) if NUMBER.fullmatch(text) else ""
