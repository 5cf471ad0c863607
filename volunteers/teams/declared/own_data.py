"""Every place in a service team, those that ended included."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.teams.models import TeamMember


def section(member: Member) -> Section:
    places = TeamMember.objects.filter(member=member).select_related("team__area").order_by("asked_at", "id")
    rows = [
        (
            place.team.name,
            place.team.area.name,
            place.get_role_display(),
            place.get_place_display(),
            plain(place.asked_at),
            plain(place.since),
            plain(place.until),
            place.reason,
        )
        for place in places
    ]
    return Section("服务队", ("服务队", "所属区域", "职务", "状态", "申请时间", "入队日期", "离队日期", "说明"), rows)
