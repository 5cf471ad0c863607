"""Feedback sheets that wait for the member's reply."""

from volunteers.models import FeedbackSheet, Member


def section(member: Member):
    """The sheets to read before they go to the unit."""
    sheets = list(FeedbackSheet.objects.mine(member.user).to_reply())
    return ("volunteers/sections/feedback.html", {"sheets": sheets}) if sheets else None
