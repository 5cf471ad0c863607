"""Invitations to an emergency, at the top of the page while it is open."""

from volunteers.emergencies.models.call_up import CallUp
from volunteers.members.models.member import Member


def rows(member: Member):
    """The member's invitations to emergencies that are open."""
    return CallUp.objects.filter(member=member, emergency__state="open")


def section(member: Member):
    """The newest invitation, with the buttons that answer it."""
    newest = rows(member).select_related("emergency").order_by("-pk").first()
    return ("volunteers/emergencies/section.html", {"call_up": newest}) if newest else None
