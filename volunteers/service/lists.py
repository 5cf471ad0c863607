"""The columns of services and of changes to their hours, for the desk, workbooks, figures and the member's own copy."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, shortened, state_column
from volunteers.members.lists import member_columns
from volunteers.service.choices import HourChangeState, ServiceState
from volunteers.service.models.hour_change import HourChange
from volunteers.service.models.service import ServiceKind, ServiceRecord

NOTE_SHOWN = 16  # characters on the list
SERVICE_COLOURS = {
    "待确认": "warning",
    "已确认": "success",
    "已退回": "danger",
    "已撤回": "info",
    "已作废": "info",
}
CHANGE_COLOURS = {"待办理": "warning", "已更正": "success", "未同意": "danger", "已撤回": "info"}


def clock_on(moment: datetime, day: date) -> str:
    """The time of day, as the booklets' importer reads it: 09:00, 次日02:00."""
    local = timezone.localtime(moment)
    return f"{'次日' if local.date() > day else ''}{local:%H:%M}"


name_by(ServiceKind, "code name", "Kind")
service_list = declare_list(
    ServiceRecord,
    columns=columns_of(
        ServiceRecord,
        "started_at ended_at hours people_served good_deeds proof origin reason served_on",
    )
    | member_columns()
    | area_columns("归属区域")
    | {
        "state": state_column(ServiceRecord, SERVICE_COLOURS),
        "waits_for": Column("等谁确认", lambda record: record.waits_for),
        "kind": Column("服务类别", lambda record: record.kind.name, order="kind"),
        "when": Column("时间", lambda record: record.when_in_words, order="started_at"),
        "note": shortened(ServiceRecord, "note", NOTE_SHOWN),
        "team": Column("服务队", lambda record: record.team.name if record.team else ""),
        "name": Column("姓名", lambda record: record.member.name, personal=True),
        "phone": Column("手机", lambda record: record.member.masked_phone, personal=True),
        "day": Column("服务日期", lambda record: record.served_on, order="served_on"),
        "start": Column("开始", lambda record: clock_on(record.started_at, record.served_on)),
        "end": Column("结束", lambda record: clock_on(record.ended_at, record.served_on)),
        "has_photo": Column("照片", lambda record: "有" if record.photo else "无"),
    },
    desk="state waits_for member kind when hours note area origin",
    links="state member",
    filters=("state", "kind", "origin", "area", "team"),
    first=Q(state=ServiceState.SUBMITTED),
    order="-started_at -pk",
    loads=("member", "kind", "area", "team"),
    member="member",
    own=("kind started_at ended_at hours people_served good_deeds team note proof area origin state reason has_photo"),
    importer="booklets",
    sheet="state hours area origin",
    api=(
        "id member area kind served_on started_at ended_at hours people_served good_deeds team note proof origin "
        "origin_label state state_label waits_for first_at session confirm_reason reason entered_at decided_at client_key"
    ),
    asked_by="state period kind member area under",
    ordered_by="started_at entered_at",
)
change_list = declare_list(
    HourChange,
    columns=columns_of(HourChange, "reason answer proposed_at decided_at")
    | member_columns("record.member")
    | {
        "state": state_column(HourChange, CHANGE_COLOURS),
        "old": Column("原记录", lambda change: change.old_in_words),
        "new": Column("更正为", lambda change: change.new_in_words),
        "waits_for": Column("等谁确认", lambda change: change.waits_for),
        "proposer": Column("提出人", lambda change: change.proposed_by, order="proposed_by"),
    },
    desk="state waits_for member old new reason proposer proposed_at",
    links="state member",
    filters=("state", "record__area"),
    first=Q(state=HourChangeState.PROPOSED),
    order="-proposed_at -pk",
    loads=("record__member", "old_kind", "new_kind", "proposed_by"),
    member="record__member",
    own="old new reason state answer proposed_at decided_at",
    api=(
        "id record member old_kind old_started_at old_ended_at old_hours new_kind new_started_at new_ended_at "
        "new_hours reason state state_label waits_for first_at proposed_at decided_at answer"
    ),
    asked_by="state record under",
    ordered_by="proposed_at",
)
