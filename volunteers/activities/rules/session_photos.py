"""How many photos a session holds and what may stand under them.

Source: docs/rules.md, "Photos" (P).
"""

from orgtree.errors import RuleBroken
from orgtree.rules.scanner import found_in

MOST = 9  # of one session
CAPTION_LENGTH = 60


def checked_caption(text: str) -> str:
    """`text` without outer blanks, "" for none; raises RuleBroken at `caption` when too long or naming somebody."""
    kept = " ".join(text.split())
    if len(kept) > CAPTION_LENGTH:
        raise RuleBroken("caption", f"照片说明不超过{CAPTION_LENGTH}字", field="caption")
    if found_in(kept):
        raise RuleBroken("caption_private", "照片说明中不写姓名、电话、证件号码和门牌号", field="caption")
    return kept


def check_room(held: int, added: int) -> None:
    """Raise RuleBroken at `pictures` when a session with `held` photos cannot take `added` more."""
    if held + added > MOST:
        left = max(MOST - held, 0)
        raise RuleBroken("too_many", f"每场最多{MOST}张照片，还能添加{left}张", field="pictures")
