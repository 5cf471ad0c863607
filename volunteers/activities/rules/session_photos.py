"""How many photos a session holds and what may stand under them.

Source: docs/rules.md, "Photos" (P).
"""

from orgtree.errors import RuleBroken
from orgtree.files.rules import Taken
from orgtree.text.rules.scanner import found_in

PICTURES = Taken(field="pictures", most=9, place="每场")
CAPTION_LENGTH = 60


def checked_caption(text: str) -> str:
    """`text` without outer blanks, "" for none; raises RuleBroken at `caption` when too long or naming somebody."""
    kept = " ".join(text.split())
    if len(kept) > CAPTION_LENGTH:
        raise RuleBroken("caption", f"照片说明不超过{CAPTION_LENGTH}字", field="caption")
    if found_in(kept):
        raise RuleBroken("caption_private", "照片说明中不写姓名、电话、证件号码和门牌号", field="caption")
    return kept
