"""The member's objections and how they were decided."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.standing.models.publication import Objection


def section(member: Member) -> Section:
    mine = Objection.objects.filter(member=member).select_related("notice", "account").order_by("filed_at")
    rows = [
        (
            f"{one.notice}公示" if one.notice else f"{one.account.year}年度等次",
            one.text,
            plain(one.filed_at),
            plain(one.due_on),
            one.get_state_display(),
            one.reason,
        )
        for one in mine
    ]
    return Section("积分异议", ("对什么", "内容", "提出时间", "办理期限", "状态", "裁定理由"), rows)
