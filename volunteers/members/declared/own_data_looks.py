"""Who looked at the member's data, by post and place."""

from orgtree.declare import Section
from orgtree.looks.lists import look_list
from orgtree.looks.services.auditing import looks_by_others
from volunteers.members.models.member import Member
from volunteers.members.services.audited import member_keys


def section(member: Member) -> Section:
    return look_list.section(looks_by_others(member_keys(member), member.user_id))
