"""Every feedback sheet about the member: what it says, to whom it went and when."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.feedback.models import FeedbackSheet
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    sheets = FeedbackSheet.objects.filter(member=member).select_related("community", "unit", "member").order_by("pk")
    rows = [
        (
            sheet.number,
            sheet.stretch.label,
            sheet.community.name,
            sheet.shown["unit"],
            str(sheet.shown["facts"]["times"]),
            sheet.shown["facts"]["hours"],
            sheet.shown["grade"],
            sheet.shown["community_text"],
            sheet.shown["reply"],
            sheet.shown["reply_text"],
            sheet.get_state_display(),
            plain(sheet.sent_at),
            plain(sheet.acknowledged_at),
            sheet.unit_text,
        )
        for sheet in sheets
        if sheet.shown
    ]
    headers = (
        *("编号", "周期", "社区", "单位", "服务次数", "服务时长（小时）", "评价等次", "社区评语"),
        *("本人答复", "本人意见", "状态", "送达单位时间", "单位签收时间", "单位回复"),
    )
    return Section("单位反馈", headers, rows)
