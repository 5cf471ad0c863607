"""What the member asked about their data, and the answers."""

from orgtree.declare import Section
from orgtree.workbooks import plain
from volunteers.home.models import DataRequest
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    rows = [
        (
            request.get_kind_display(),
            request.text,
            request.get_state_display(),
            plain(request.asked_at),
            plain(request.due_on),
            request.answer,
            plain(request.decided_at),
        )
        for request in DataRequest.objects.filter(member=member).order_by("asked_at", "id")
    ]
    headers = ("申请事项", "申请内容", "状态", "申请时间", "办理期限", "办理结果", "办理时间")
    return Section("个人信息申请", headers, rows)
