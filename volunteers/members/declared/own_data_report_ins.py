"""The course of every report-in."""

from orgtree.declare import Section
from orgtree.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportInStep


def section(member: Member) -> Section:
    steps = ReportInStep.objects.filter(report_in__member=member).select_related("report_in__community")
    rows = [
        (
            step.report_in.community.name,
            step.report_in.residence,
            step.get_state_display(),
            step.reason,
            plain(step.at),
        )
        for step in steps.order_by("at", "id")
    ]
    return Section("报到过程", ("社区", "居住小区、楼栋", "状态", "说明", "时间"), rows)
