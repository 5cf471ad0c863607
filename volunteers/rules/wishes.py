"""Wishes of residents (微心愿): which step leads where, and what may stand in their words.

Source: docs/rules.md, "Wishes"; S07 of the points table; 个人信息保护法 Art. 5–6 (no more than what the wish needs).
"""

import re
import unicodedata

from orgtree.errors import RuleBroken
from orgtree.rules.steps import Step, labels_of
from volunteers.choices import WishState as W

LABELS = labels_of(W)
# Seven digits in a row, blanks and dashes between them or not: a phone, an ID, a bank card; never a quantity.
LONG_NUMBER = re.compile(r"\d(?:[\s\-—_.]?\d){6,}")
# 302室, 2单元501: one flat. Unlike `rules.residence`, 120户 is a number of households here.
FLAT = re.compile(r"\d+\s*室|(单元|层|楼)\s*\d{3,4}(?!\d|\s*[号栋幢座楼])")

STEPS: dict[str, Step] = {
    "edit": Step("修改", frozenset({W.OPEN}), W.OPEN, by_desk=True),
    "claim": Step("认领", frozenset({W.OPEN}), W.CLAIMED, by_member=True),
    "more_time": Step("说明延期", frozenset({W.CLAIMED}), W.CLAIMED, by_member=True),
    "give_back": Step("退还", frozenset({W.CLAIMED}), W.OPEN, by_member=True),
    "expire": Step("逾期退回", frozenset({W.CLAIMED}), W.OPEN),
    "fulfil": Step("报告实现", frozenset({W.CLAIMED}), W.FULFILLED, by_member=True),
    "send_back": Step("退回补充", frozenset({W.FULFILLED}), W.CLAIMED, by_desk=True),
    "close": Step("核实", frozenset({W.FULFILLED}), W.CLOSED, by_desk=True),
    "cancel": Step("取消", frozenset({W.OPEN, W.CLAIMED, W.FULFILLED}), W.CANCELLED, by_desk=True),
}


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
