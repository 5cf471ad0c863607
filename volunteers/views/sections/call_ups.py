"""Invitations to an emergency, at the top of the page while it is open."""

from volunteers.models import CallUp, Member


def section(member: Member):
    """The newest invitation, with the buttons that answer it."""
    mine = CallUp.objects.filter(member=member, emergency__state="open").select_related("emergency")
    newest = mine.order_by("-pk").first()
    return ("volunteers/sections/call_ups.html", {"call_up": newest}) if newest else None
