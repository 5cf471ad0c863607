"""The columns of a certificate, for the desk, its workbook, the rows behind figures and the member's own copy."""

from orgtree.declare import Column
from orgtree.lists import Listing, columns_of, declare_list
from volunteers.recognition.models.certificate import Certificate

STATE_COLOURS = {"待开具": "warning", "有效": "success", "未开具": "danger", "已作废": "info"}

certificate_list = declare_list(
    Listing(
        Certificate,
        columns=columns_of(Certificate, "purpose", "requested_at", "decided_at", "reason")
        | {
            "state": Column("状态", Certificate.get_state_display, order="state", tones=STATE_COLOURS),
            "number": Column("编号", lambda row: row.number or "未开具", order="number"),
            "member": Column("党员", lambda row: row.member, personal=True, order="member"),
            "masked_member": Column("姓名", lambda row: row.member.masked_name, personal=True),
            "community": Column("开具社区", lambda row: row.community.name, order="community"),
            "stretch": Column("服务时间", lambda row: row.stretch, order="since"),
            "hours": Column(
                "时长（小时）", lambda row: row.hours if row.number else None, number=True, decimals=1, field="hours"
            ),
            "lines": Column("明细", lambda row: row.lines_in_words),
        },
        desk=("state", "number", "member", "stretch", "hours", "requested_at"),
        links=("state", "number"),
        filters=("state", "community"),
        loads=("member", "community"),
        member="member",
        own=("number", "stretch", "state", "hours", "purpose", "requested_at", "decided_at", "reason"),
    )
)
