"""When a reply may be used, and what is said of one that may not.

Source: docs/rules.md, "Replies"; DB5201/T 110 ch. 5 (a policy answer has a source, an owner and a last day).
"""

import re
from datetime import date

ENDING_SOON = 30  # days before the last one in which its owner is told
CODES = re.compile(r"\d{2}(\d{2})?")


def standing_of(*, is_withdrawn: bool, begins: date, ends: date, today: date) -> str:
    """可用, 未生效, 已到期 or 已停用; the last day still counts."""
    if is_withdrawn:
        return "已停用"
    if today > ends:
        return "已到期"
    return "未生效" if today < begins else "可用"


def is_category(code: str) -> bool:
    """Whether it is the code of a class of cases (0301), or of a group of them (03)."""
    return bool(CODES.fullmatch(code))


def groups_of(code: str) -> tuple[str, ...]:
    """What a reply may be filed under to be offered for a class: nothing, its group, itself."""
    return ("", code[:2], code)
