"""What the platform told the member."""

from orgtree.declare import Section
from orgtree.models import Notice
from orgtree.notices.lists import notice_list
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    return notice_list.section(Notice.objects.filter(user=member.user_id).order_by("created_at", "id"))
