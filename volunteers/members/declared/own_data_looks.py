"""Who looked at the member's data, by post and place."""

from orgtree.declare import Section
from orgtree.looks.services.auditing import HEADERS, looks_by_others, own_line
from volunteers.members.models.member import Member
from volunteers.members.services.audited import member_keys


def section(member: Member) -> Section:
    looks = looks_by_others(member_keys(member), member.user_id)
    return Section("谁看过我", HEADERS, [own_line(look) for look in looks])
