"""Who the member is."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.choices.people import ActivityCategory, FreeTime
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    rows = [
        ("编号", member.number),
        ("姓名", member.name),
        ("手机号", member.phone),
        ("工作单位", member.unit_name),
        ("所在区域", member.area.path_label()),
        ("特长", "、".join(skill.name for skill in member.skills.all())),
        ("可服务时间", "、".join(FreeTime(code).label for code in member.free_times)),
        ("愿意参加的服务", "、".join(ActivityCategory(code).label for code in member.interests)),
        ("登记时间", plain(member.created_at)),
    ]
    return Section("我的信息", ("项目", "内容"), rows)
