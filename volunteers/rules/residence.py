"""Where a member lives, down to the building and no further: door numbers are never collected (domain.md 1.2)."""

import re
import unicodedata

# 302室, 3楼302, 1-2-302, 2单元501, #302: a digit group that names one flat.
DOOR = re.compile(r"\d+\s*[室户]|\d+\s*号?房|[-#]\s*\d{3,4}\b|(单元|层|楼)\s*\d{3,4}(?!\d|\s*[号栋幢座楼])")


def names_a_door(text: str) -> bool:
    """Whether a residence as typed (小区/楼栋) goes on to the flat: 阳光花园3号楼2单元501 does, 阳光花园3号楼 does not."""
    return DOOR.search(unicodedata.normalize("NFKC", text)) is not None
