"""Wishes of residents (微心愿): what may stand in their words.

Source: docs/rules.md, "Wishes"; 个人信息保护法 Art. 5–6 (no more than what the wish needs).
"""

from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import found_in

PRIVATE = "不写居民姓名、电话、证件号码和门牌号"


def check_words(text: str, *, field: str, label: str) -> str:
    """The text; raises RuleBroken at `field` where it tells who and where."""
    if found_in(text):
        raise RuleBroken(
            "words_private",
            f"{label}中不写电话、证件号码和门牌号，也不写居民姓名；联系电话请填在专门的一栏",
            field=field,
        )
    return text
