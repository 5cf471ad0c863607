"""Invitations to an emergency, at the top of the page while it is open."""

from volunteers.emergencies.models.call_up import CallUp
from volunteers.members.models.member import Member


def section(member: Member):
    """The newest invitation, with the buttons that answer it."""
    mine = CallUp.objects.filter(member=member, emergency__state="open").select_related("emergency")
    newest = mine.order_by("-pk").first()
    return ("volunteers/emergencies/section.html", {"call_up": newest}) if newest else None
