"""Service certificates, asked for and issued."""

from orgtree.declare import Section
from orgtree.workbooks import plain
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    rows = [
        (
            certificate.number or "",
            certificate.stretch,
            certificate.get_state_display(),
            str(certificate.hours),
            certificate.purpose,
            plain(certificate.requested_at),
            plain(certificate.decided_at),
            certificate.reason,
        )
        for certificate in member.certificates.all()
    ]
    headers = ("编号", "服务时间", "状态", "时长（小时）", "用途", "申请时间", "办理时间", "原因")
    return Section("服务记录单", headers, rows)
