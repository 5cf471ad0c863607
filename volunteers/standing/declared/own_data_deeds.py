"""The deeds reported for the member, deductions and the member's own word on them included."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.standing.models.deed import DeedReport

HEADERS = ("积分项目", "发生日期", "数量", "事迹名称", "依据", "来源", "状态", "说明期限", "本人说明", "原因", "附件")


def section(member: Member) -> Section:
    reports = DeedReport.objects.filter(member=member).labelled().order_by("happened_on", "id")
    rows = [
        (
            f"{report.item_code} {report.item_label}",
            plain(report.happened_on),
            report.amount_in_words(),
            report.deed_key,
            report.evidence,
            report.get_origin_display(),
            report.get_state_display(),
            plain(report.reply_until),
            report.reply,
            report.reason,
            "有" if report.file else "无",
        )
        for report in reports
    ]
    return Section("积分事项", HEADERS, rows)
