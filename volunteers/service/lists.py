"""The columns of services and of changes to their hours, for the desk, workbooks, figures and the member's own copy."""

from django.utils.text import Truncator

from orgtree.declare import Column
from orgtree.lists import Listing, area_columns, columns_of, declare_list, state_column
from volunteers.members.lists import member_columns
from volunteers.service.models.hour_change import HourChange
from volunteers.service.models.service import ServiceRecord

NOTE_SHOWN = 16  # characters on the list
SERVICE_COLOURS = {
    "待确认": "warning",
    "已确认": "success",
    "已退回": "danger",
    "已撤回": "info",
    "已作废": "info",
}
CHANGE_COLOURS = {"待办理": "warning", "已更正": "success", "未同意": "danger", "已撤回": "info"}

service_list = declare_list(
    Listing(
        ServiceRecord,
        columns=columns_of(
            *(ServiceRecord, "started_at", "ended_at", "hours", "people_served", "good_deeds", "note", "proof"),
            *("origin", "reason", "served_on"),
        )
        | member_columns()
        | area_columns("归属区域")
        | {
            "state": state_column(ServiceRecord, SERVICE_COLOURS),
            "kind": Column("服务类别", lambda record: record.kind.name, order="kind"),
            "when": Column("时间", lambda record: record.when_in_words, order="started_at"),
            "short_note": Column("服务内容", lambda record: Truncator(record.note).chars(NOTE_SHOWN)),
            "team": Column("服务队", lambda record: record.team.name if record.team else ""),
            "has_photo": Column("照片", lambda record: "有" if record.photo else "无"),
        },
        desk=("state", "member", "kind", "when", "hours", "short_note", "area", "origin"),
        links=("state", "member"),
        filters=("state", "kind", "origin", "area", "team"),
        loads=("member", "kind", "area", "team"),
        member="member",
        own=(
            *(
                "kind",
                "started_at",
                "ended_at",
                "hours",
                "people_served",
                "good_deeds",
                "team",
                "note",
                "proof",
                "area",
            ),
            *("origin", "state", "reason", "has_photo"),
        ),
    )
)
change_list = declare_list(
    Listing(
        HourChange,
        columns=columns_of(HourChange, "reason", "answer", "proposed_at", "decided_at")
        | member_columns("record.member")
        | {
            "state": state_column(HourChange, CHANGE_COLOURS),
            "old": Column("原记录", lambda change: change.old_in_words),
            "new": Column("更正为", lambda change: change.new_in_words),
            "proposer": Column("提出人", lambda change: change.proposed_by, order="proposed_by"),
        },
        desk=("state", "member", "old", "new", "reason", "proposer", "proposed_at"),
        links=("state", "member"),
        filters=("state", "record__area"),
        loads=("record__member", "old_kind", "new_kind", "proposed_by"),
        member="record__member",
        own=("old", "new", "reason", "state", "answer", "proposed_at", "decided_at"),
    )
)
