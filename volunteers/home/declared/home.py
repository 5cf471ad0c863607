"""Unread notices."""

from orgtree.models import Notice
from volunteers.members.models.member import Member

SHOWN = 3


def section(member: Member):
    """The newest unread notices."""
    notices = Notice.objects.mine(member.user).unread()[:SHOWN]
    return ("volunteers/home/section.html", {"notices": notices}) if notices else None
