"""Wishes of residents (微心愿): what may stand in their words.

Source: docs/rules.md, "Wishes"; 个人信息保护法 Art. 5–6 (no more than what the wish needs).
"""

import re
import unicodedata

from orgtree.errors import RuleBroken

# Seven digits in a row, blanks and dashes between them or not: a phone, an ID, a bank card; never a quantity.
LONG_NUMBER = re.compile(r"\d(?:[\s\-—_.]?\d){6,}")
# 302室, 2单元501: one flat. Unlike `rules.residence`, 120户 is a number of households here.
FLAT = re.compile(r"\d+\s*室|(单元|层|楼)\s*\d{3,4}(?!\d|\s*[号栋幢座楼])")


def names_somebody(text: str) -> bool:
    """Whether the text holds what reads as a phone, an ID number or a flat: 13800000000, 4103…, 3单元502."""
    kept = unicodedata.normalize("NFKC", text)
    return LONG_NUMBER.search(kept) is not None or FLAT.search(kept) is not None


def checked_words(text: str, *, field: str, label: str, longest: int) -> str:
    """`text` without outer blanks; raises RuleBroken at `field` when empty, too long, or telling who and where."""
    kept = text.strip()
    if not kept or len(kept) > longest:
        raise RuleBroken("words", f"请填写{label}，不超过{longest}字", field=field)
    if names_somebody(kept):
        raise RuleBroken(
            "words_private",
            f"{label}中不写电话、证件号码和门牌号，也不写居民姓名；联系电话请填在专门的一栏",
            field=field,
        )
    return kept
