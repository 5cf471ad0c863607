"""Where a member lives, down to the building and no further: door numbers are never collected (docs/rules.md)."""

import re
import unicodedata

from orgtree.errors import RuleBroken

LONGEST = 60

# 302室, 3楼302, 1-2-302, 2单元501, #302: a digit group that names one flat.
DOOR = re.compile(r"\d+\s*[室户]|\d+\s*号?房|[-#]\s*\d{3,4}\b|(单元|层|楼)\s*\d{3,4}(?!\d|\s*[号栋幢座楼])")


def names_a_door(text: str) -> bool:
    """Whether a residence as typed (小区/楼栋) goes on to the flat: 阳光花园3号楼2单元501 does, 阳光花园3号楼 does not."""
    return DOOR.search(unicodedata.normalize("NFKC", text)) is not None


def checked_residence(text: str) -> str:
    """`text` without outer blanks; raises RuleBroken at `residence` when it is empty, too long, or names a door."""
    kept = text.strip()
    if not kept or len(kept) > LONGEST:
        raise RuleBroken("residence", f"请填写居住小区或楼栋，不超过{LONGEST}字", field="residence")
    if names_a_door(kept):
        raise RuleBroken("residence_door", "请只填到楼栋，去掉房间号：平台不收集门牌号", field="residence")
    return kept
