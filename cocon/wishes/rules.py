"""Wishes of residents (微心愿): what may stand in their words.

Source: docs/rules.md, "Wishes"; 个人信息保护法 Art. 5–6 (no more than what the wish needs).
"""

from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import found_in


def checked_words(text: str, *, field: str, label: str, longest: int) -> str:
    """`text` without outer blanks; raises RuleBroken at `field` when empty, too long, or telling who and where."""
    kept = text.strip()
    if not kept or len(kept) > longest:
        raise RuleBroken("words", f"请填写{label}，不超过{longest}字", field=field)
    if found_in(kept):
        raise RuleBroken(
            "words_private",
            f"{label}中不写电话、证件号码和门牌号，也不写居民姓名；联系电话请填在专门的一栏",
            field=field,
        )
    return kept
