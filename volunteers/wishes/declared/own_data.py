"""Every wish that the member holds or fulfilled."""

from orgtree.declare import Section
from orgtree.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.wishes.models import Wish


def section(member: Member) -> Section:
    wishes = Wish.objects.filter(claimed_by=member).select_related("area").order_by("claimed_at", "id")
    rows = [
        (
            wish.title,
            wish.area.name,
            wish.get_state_display(),
            plain(wish.claimed_at),
            plain(wish.due_on),
            wish.word,
            wish.outcome,
            plain(wish.closed_at),
        )
        for wish in wishes
    ]
    headers = ("心愿", "所属区域", "状态", "认领时间", "办理期限", "延期说明", "实现情况", "核实时间")
    return Section("微心愿", headers, rows)
