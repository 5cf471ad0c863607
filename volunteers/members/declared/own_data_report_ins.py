"""The course of every report-in."""

from orgtree.acts import course_of
from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.members.services.report_in_acts import report_ins


def section(member: Member) -> Section:
    rows = [
        (report_in.community.name, report_in.residence, step.state, step.reason, plain(step.at))
        for report_in in member.report_ins.select_related("community").order_by("pk")
        for step in course_of(report_ins, report_in)
    ]
    return Section("报到过程", ("社区", "居住小区、楼栋", "状态", "说明", "时间"), rows)
