"""Feedback sheets that wait for the member's reply."""

from volunteers.feedback.models import FeedbackSheet
from volunteers.members.models.member import Member


def section(member: Member):
    """The sheets to read before they go to the unit."""
    sheets = list(FeedbackSheet.objects.mine(member.user).to_reply())
    return ("volunteers/feedback/section.html", {"sheets": sheets}) if sheets else None
