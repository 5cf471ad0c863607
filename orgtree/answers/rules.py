"""What people say without their name: one tap, a few words; hidden until nobody's answer can be guessed.

Source: docs/rules.md, "Answers without names" (P); features.md, "never a name, at least five before a result is shown".
"""

from decimal import Decimal

from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import found_in

LEAST = 5  # answers before anything is shown
LONGEST = 60
PER_LINK = 40  # answers a minute by one link: a full hall that scans at once
PLEASED = {"good": "满意", "fair": "基本满意", "poor": "不满意"}


def checked_remark(text: str) -> str:
    """`text` without outer blanks, "" for none; raises RuleBroken at `remark` when too long or naming somebody."""
    kept = text.strip()
    if len(kept) > LONGEST:
        raise RuleBroken("remark", f"留言不超过{LONGEST}字", field="remark")
    if found_in(kept):
        raise RuleBroken("remark_private", "留言中不写姓名、电话、证件号码和门牌号", field="remark")
    return kept


def pleased_share(pleased: Decimal, answers: Decimal) -> Decimal | None:
    """Per cent of those who were pleased; None below the least number of answers."""
    return pleased / answers * 100 if answers >= LEAST else None
