"""Who confirms what an item of the points table earns, and what stands behind each role.

Source: docs/rules.md, "Other deeds" (the table of roles) and "Confirmers of services"; confirmers after [P16].
"""

from typing import Any

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from volunteers.points.choices import ConfirmerRole

# The permission that stands behind each role, within the area of the deed.
ROLE_PERMISSIONS: dict[str, str] = {
    ConfirmerRole.COMMUNITY: P.POINTS_CONFIRM,
    ConfirmerRole.ORGANISER: P.ACTIVITY_MANAGE,
    ConfirmerRole.GRID: P.POINTS_ENTER,
    ConfirmerRole.STREET: P.POINTS_SECOND,
}
CALLED = "S03"  # 应急处置: nobody serves an emergency without having been called


def last_role(record: Any) -> str:
    """Whose word makes hours count: of two confirmers the second; "" where the rules of the day named none."""
    return str(record.second_role or record.confirmer_role)


def role_of_last(record: Any) -> str:
    """The role itself: where the rules of the day named none, the community's."""
    return last_role(record) or ConfirmerRole.COMMUNITY


def waits_for_first(record: Any) -> bool:
    """Whether the first of two confirmers has yet to say yes. The roll of an activity is the organiser's word."""
    return bool(record.second_role) and record.first_by_id is None and not record.is_rolled


def check_may_count(record: Any) -> None:
    """Raise RuleBroken (a conflict) while a first confirmer, or the number of a call-up, is missing."""
    if waits_for_first(record):
        first = ConfirmerRole(record.confirmer_role).label
        raise RuleBroken("first_missing", f"这一项由两人确认，须先由{first}先行确认", conflict=True)
    if record.kind.item_code == CALLED and not record.is_called and not record.proof:
        text = "应急处置须有征召编号：请退回，由填报人写在“证明人或凭据”中"
        raise RuleBroken("call_up_missing", text, conflict=True)


def out_of_role(role: str) -> RuleBroken:
    """What somebody is told whose word another role's it is."""
    return RuleBroken("role", f"这一项由{ConfirmerRole(role).label}确认")


def said_of_waiting(record: Any) -> str:
    """Who has yet to confirm, in the order in which they do: 活动负责人，再由社区党组织书记、积分员."""
    last = str(ConfirmerRole(last_role(record)).label) if last_role(record) else "社区"
    return f"{ConfirmerRole(record.confirmer_role).label}，再由{last}" if waits_for_first(record) else last
