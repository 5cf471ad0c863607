"""What the member signed up for."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.models.member import Member

HEADERS = ("活动", "类型", "时间", "地点", "状态", "报名时间", "请假事由", "到场时间", "离场时间", "是否扫码签到")


def section(member: Member) -> Section:
    sign_ups = member.sign_ups.select_related("session__activity").order_by("session__starts_at", "id")
    rows = [
        (
            row.session.activity.title,
            row.session.activity.get_category_display(),
            row.session.when_in_words,
            row.session.place,
            row.get_state_display(),
            plain(row.signed_up_at),
            row.excuse,
            plain(row.arrived_at),
            plain(row.left_at),
            "是" if row.by_qr else "否",
        )
        for row in sign_ups
    ]
    return Section("活动报名", HEADERS, rows)
