"""The member's lines on published lists, as they were published."""

from orgtree.declare import Section
from volunteers.members.models.member import Member
from volunteers.standing.models.publication import NoticeLine


def section(member: Member) -> Section:
    lines = NoticeLine.objects.filter(member=member).select_related("notice__area").order_by("notice__published_at")
    rows = [
        (line.notice.area.name, str(line.notice), line.shown_name, str(line.points), str(line.year_points))
        for line in lines
    ]
    return Section("积分公示", ("社区", "季度", "公示姓名", "本季得分", "本年累计"), rows)
