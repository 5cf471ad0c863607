"""Every service, whatever became of it."""

from orgtree.declare import Section
from orgtree.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.service.models.service import ServiceRecord


def section(member: Member) -> Section:
    records = (
        ServiceRecord.objects.filter(member=member).select_related("kind", "area", "team").order_by("started_at", "id")
    )
    rows = [
        (
            record.kind.name,
            plain(record.started_at),
            plain(record.ended_at),
            str(record.hours),
            str(record.people_served),
            str(record.good_deeds),
            record.team.name if record.team else "",
            record.note,
            record.proof,
            record.area.name,
            record.get_origin_display(),
            record.get_state_display(),
            record.reason,
            "有" if record.photo else "无",
        )
        for record in records
    ]
    headers = (
        "服务类别",
        "开始",
        "结束",
        "小时",
        "服务人数",
        "好事实事（件）",
        "服务队",
        "服务内容",
        "证明人或凭据",
        "归属",
        "来源",
        "状态",
        "退回或作废原因",
        "照片",
    )
    return Section("服务记录", headers, rows)
