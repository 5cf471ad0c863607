"""Deeds that no service record stands for: whose they are to confirm, and what a report must look like.

Sources: docs/rules.md, "Other deeds" and "Deductions". A deduction is told to the person, waits for their word, and
takes two confirmers.
"""

from datetime import date
from decimal import Decimal

from orgtree.errors import RuleBroken
from volunteers.points.choices import ItemEntry, PointUnit
from volunteers.standing.choices.deed import DeedState

MOST_AT_ONCE = 31  # times in one report; more are reported by the day
MOST_MONTHS = 12
TEXT = (2, 500)  # characters of evidence and of a reply
WAITING = frozenset({DeedState.SUBMITTED, DeedState.NOTICED, DeedState.CONFIRMED})
LIVE = WAITING | {DeedState.CREDITED}


def check_reply_time(*, replied: bool, reply_until: date | None, today: date) -> None:
    """Raise RuleBroken (a conflict) while the person may still explain and has not."""
    if reply_until is not None and not replied and today <= reply_until:
        text = f"{reply_until.month}月{reply_until.day}日前等待本人说明，期满或本人说明后才能确认"
        raise RuleBroken("reply_open", text, conflict=True)


def check_entry(entry: str, *, own: bool) -> None:
    """Raise RuleBroken unless the item takes reports, from the member (`own`) or from the desk."""
    if entry in (ItemEntry.AUTO, ItemEntry.SERVICE):
        raise RuleBroken("not_reported", "这一项由服务记录或系统自动计分，不用登记", field="item_code")
    if own and entry != ItemEntry.SELF:
        raise RuleBroken("desk_only", "这一项由社区登记，请与社区联系", field="item_code")


def check_quantity(unit: str, quantity: Decimal, *, levels: int, deed_key: str) -> None:
    """Raise RuleBroken at `quantity` or `deed_key`: whole numbers; a level of the table, with the name of the deed."""
    if quantity != int(quantity) or quantity < 1:
        raise RuleBroken("quantity", "请填写正整数", field="quantity")
    if unit == PointUnit.LEVEL:
        if quantity > levels:
            raise RuleBroken("level", f"级别应为1至{levels}", field="quantity")
        if not deed_key:
            raise RuleBroken("deed_key", "请填写事迹名称：同一事迹只按最高级别计分", field="deed_key")
    elif quantity > (MOST_MONTHS if unit == PointUnit.MONTH else MOST_AT_ONCE):
        raise RuleBroken("quantity", "数量过大，请核对", field="quantity")


def checked_text(text: str, *, field: str, name: str) -> str:
    """The text without blanks around it; raises RuleBroken at `field`, which people call `name`."""
    stripped, (least, most) = text.strip(), TEXT
    if not least <= len(stripped) <= most:
        raise RuleBroken(field, f"请写明{name}，{least}至{most}字", field=field)
    return stripped
