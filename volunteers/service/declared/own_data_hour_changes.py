"""Corrections of hours that were asked for, by the member or for them."""

from orgtree.declare import Section
from orgtree.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.service.models.hour_change import HourChange


def section(member: Member) -> Section:
    changes = HourChange.objects.filter(record__member=member).select_related("old_kind", "new_kind")
    rows = [
        (
            change.old_in_words,
            change.new_in_words,
            change.reason,
            change.get_state_display(),
            change.answer,
            plain(change.proposed_at),
            plain(change.decided_at),
        )
        for change in changes.order_by("proposed_at", "id")
    ]
    headers = ("原记录", "更正为", "更正原因", "状态", "未同意的原因", "提出时间", "办理时间")
    return Section("时长更正", headers, rows)
