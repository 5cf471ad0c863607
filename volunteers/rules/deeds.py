"""Deeds that no service record stands for: their steps, who may take them, and what a report must look like.

Sources: docs/rules.md, "Other deeds" and "Deductions". A deduction is told to the person, waits for their word, and
takes two confirmers; the items that deduct are a closed list, to which only a district may add.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.rules.steps import Step, labels_of
from volunteers.choices import ConfirmerRole, ItemEntry, PointCategory, PointUnit
from volunteers.choices import DeedState as S

LABELS = labels_of(S)
MOST_AT_ONCE = 31  # times in one report; more are reported by the day
MOST_MONTHS = 12
TEXT = (2, 500)  # characters of evidence and of a reply
# The permission that stands behind each role, within the area of the deed.
ROLE_PERMISSIONS: dict[str, str] = {
    ConfirmerRole.COMMUNITY: P.POINTS_CONFIRM,
    ConfirmerRole.ORGANISER: P.ACTIVITY_MANAGE,
    ConfirmerRole.GRID: P.POINTS_ENTER,
    ConfirmerRole.STREET: P.POINTS_SECOND,
}
DEDUCTIONS = frozenset({"N01", "N02", "N03", "N04", "N05"})
WAITING = frozenset({S.SUBMITTED, S.NOTICED, S.CONFIRMED})
LIVE = WAITING | {S.CREDITED}

STEPS: dict[str, Step] = {
    "withdraw": Step("撤回", frozenset({S.SUBMITTED}), S.WITHDRAWN, by_member=True, by_desk=True),
    "reply": Step("说明情况", frozenset({S.NOTICED}), S.NOTICED, by_member=True, by_desk=True),
    "confirm": Step("确认", frozenset({S.SUBMITTED, S.NOTICED}), S.CONFIRMED, by_desk=True),
    "second": Step("复核", frozenset({S.CONFIRMED}), S.CREDITED, by_desk=True),
    "reject": Step("退回", WAITING, S.REJECTED, by_desk=True),
    "reverse": Step("冲正", frozenset({S.CREDITED}), S.REVERSED, by_desk=True),
}


@dataclass(frozen=True)
class People:
    """Who had a hand in a deed so far, by user id; `member` is whom it is about."""

    member: int | None
    entered_by: int
    first_by: int | None = None


def check_people(people: People, decider: int) -> None:
    """Raise RuleBroken where the one who decides is the member, entered the report, or confirmed it first."""
    if decider == people.member:
        raise RuleBroken("own_deed", "不能办理本人的积分事项，请由其他工作人员办理")
    if decider == people.entered_by:
        raise RuleBroken("own_entry", "这一事项由您登记，须由另一位工作人员办理")
    if decider == people.first_by:
        raise RuleBroken("own_first", "这一事项由您确认，复核须由另一位工作人员办理")


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


def check_day(day: date, *, today: date, days_back: int) -> None:
    """Raise RuleBroken at `happened_on` for a day to come or too long ago."""
    if day > today:
        raise RuleBroken("future", "不能填将来的日期", field="happened_on")
    if day < today - timedelta(days=days_back):
        raise RuleBroken("too_late", f"已超过{days_back}天，不能再登记", field="happened_on")


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


@dataclass(frozen=True)
class ItemShape:
    """What decides whether an item may stand in a table that is published."""

    code: str
    category: str
    unit: str
    points: Decimal
    entry: str
    confirmer_role: str
    second_role: str
    extras: bool  # an effect or a card


def check_item_shape(item: ItemShape, *, deductions: Collection[str]) -> None:
    """Raise RuleBroken at the wrong field. `deductions`: the codes that may deduct in the area of the table."""
    is_deduction = item.category == PointCategory.DEDUCTION
    if is_deduction != (item.points < 0) or is_deduction != (item.entry == ItemEntry.DEDUCT):
        raise RuleBroken("sign", f"项目{item.code}：扣分只能在“扣减项”，并走扣减程序", field="points")
    if is_deduction and item.code not in deductions:
        text = f"项目{item.code}不在扣减清单内；清单以外的扣减项，须由区县及以上发布的规则增加"
        raise RuleBroken("closed_list", text, field="code")
    if is_deduction and not (item.confirmer_role and item.second_role):
        raise RuleBroken("two_confirmers", f"扣减项{item.code}须有确认人和复核人", field="second_role")
    if item.extras and not is_deduction:
        raise RuleBroken("extras", f"项目{item.code}不是扣减项，不能附带处理或记牌", field="effect")
    if item.entry in (ItemEntry.DESK, ItemEntry.SELF):
        _check_reported(item)


def _check_reported(item: ItemShape) -> None:
    if not item.confirmer_role:
        raise RuleBroken("no_confirmer", f"项目{item.code}须有确认人", field="confirmer_role")
    if item.unit == PointUnit.HOUR:
        raise RuleBroken("hours", f"项目{item.code}按小时计分，只能来自服务记录", field="entry")
