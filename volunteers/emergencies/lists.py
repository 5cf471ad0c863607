"""The columns of emergencies, call-ups, shifts and what is set up for them, for every surface that lists them."""

from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Any

from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, unsummed_columns
from orgtree.text.rules.numbers import plain
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.emergency import Emergency, EmergencyLimits, EmergencyOrg, EmergencyPost
from volunteers.emergencies.models.shift import Shift, ShiftPlace

GONE = "已清除"


def person_columns() -> dict[str, Column]:
    """Whom a row is about, until the names are purged."""

    def known(value: Callable[[Any], str]) -> Callable[[Any], str]:
        return lambda row: value(row.member) if row.member else GONE

    return {
        "masked_member": Column("姓名", known(lambda member: member.masked_name), personal=True),
        "number": Column("党员编号", known(lambda member: member.number), personal=True),
    }


def emergency_columns(lookup: str = "emergency") -> dict[str, Column]:
    """Of what emergency a row is: `emergency` and `emergency_number`."""
    emergency = attrgetter(lookup)
    return {
        "emergency": Column("动员", emergency),
        "emergency_number": Column("动员编号", lambda row: emergency(row).number),
    }


def place_column(lookup: str) -> dict[str, Column]:
    area = attrgetter(lookup)
    return {"place": Column("所在区域", lambda row: area(row).place_label)}


emergency_list = declare_list(
    Emergency,
    columns=columns_of(Emergency, "number title kind area state opened_at closed_at"),
    desk="number title kind area state opened_at closed_at",
    links="number title",
    filters=("state", "kind"),
    loads=("area",),
    api="id number title kind kind_label area state state_label planned_end opened_at closed_at purge_on purged_at",
)
limits_list = declare_list(
    EmergencyLimits,
    columns=columns_of(EmergencyLimits, "active_from")
    | unsummed_columns(EmergencyLimits, "longest_days warn_days purge_days"),
    desk="active_from longest_days warn_days purge_days",
)
call_up_list = declare_list(
    CallUp,
    columns=columns_of(CallUp, "state invited_at answered_at served_at channel reason")
    | person_columns()
    | emergency_columns()
    | place_column("area"),
    loads=("emergency",),
    member="member",
    own="emergency invited_at state answered_at channel reason",
    own_title="应急动员",
    api="id emergency state state_label invited_at answered_at reason",
)
shift_list = declare_list(
    Shift,
    columns=columns_of(Shift, "place task starts_at ends_at needed"),
    loads=("area", "emergency"),
    api="id emergency area place task starts_at ends_at needed left own_state cancelled_at",
)
shift_place_list = declare_list(
    ShiftPlace,
    columns=columns_of(ShiftPlace, "state rolled_at problem")
    | person_columns()
    | emergency_columns("shift.emergency")
    | place_column("shift.area")
    | {
        "shift": Column("班次", lambda row: row.shift.when_in_words),
        "task": Column("任务", lambda row: row.shift.task),
        "hours": Column("时长（小时）", lambda row: plain(Decimal(str(row.hours))), number=True),
    },
    loads=("shift__emergency",),
    member="member",
    own="emergency shift state rolled_at problem",
    own_title="应急班次",
    api="id member state state_label rolled_at settled_at problem",
)
org_list = declare_list(
    EmergencyOrg,
    columns=emergency_columns()
    | place_column("org.area")
    | {
        "name": Column("名称", lambda row: row.org.name),
        "founded_on": Column("成立日期", lambda row: row.org.founded_on),
        "dissolved_on": Column("撤销日期", lambda row: row.org.dissolved_on),
    },
)
post_list = declare_list(
    EmergencyPost,
    columns=columns_of(EmergencyPost, "set_up_at")
    | emergency_columns()
    | place_column("duty.area")
    | {
        "name": Column("名称", lambda row: row.duty.title),
        "kind": Column("类型", lambda row: f"党员{row.duty.get_kind_display()}"),
        "needed": Column("需要人数", lambda row: row.duty.needed, number=True),
        "closed_at": Column("停止时间", lambda row: row.duty.closed_at),
    },
)
