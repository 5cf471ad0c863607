"""What a remark may be. Source: docs/rules.md, "Remarks"."""

from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import refuse_private

SHORTEST, LONGEST = 2, 500


def checked_remark(text: str) -> str:
    """`text` without outer blanks; raises RuleBroken at `text` when too short or long, or with personal data in it."""
    kept = text.strip()
    if len(kept) < SHORTEST:
        raise RuleBroken("text_short", f"留言至少{SHORTEST}个字", field="text")
    if len(kept) > LONGEST:
        raise RuleBroken("text_long", f"留言不超过{LONGEST}字", field="text")
    refuse_private(kept, field="text")
    return kept
