"""Half-yearly check-ins and yearly summaries, in whatever state."""

from orgtree.declare import Section
from orgtree.workbooks import plain
from volunteers.check_ins.models import CheckIn
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    rows = [
        (
            check_in.get_kind_display(),
            check_in.slug_shown,
            plain(check_in.happened_on),
            check_in.text,
            check_in.get_origin_display(),
            check_in.get_state_display(),
            check_in.reason,
            plain(check_in.entered_at),
            plain(check_in.decided_at),
        )
        for check_in in CheckIn.objects.filter(member=member).order_by("happened_on", "id")
    ]
    headers = ("种类", "所属期间", "报到日期", "内容", "来源", "状态", "退回原因", "录入时间", "办理时间")
    return Section("回社区报到", headers, rows)
