"""Feedback sheets that wait for the member's reply."""

from django.urls import reverse

from orgtree.declare import HomeTask
from volunteers.feedback.models import FeedbackSheet
from volunteers.members.models.member import Member


def sheets(member: Member):
    """The sheets to read before they go to the unit."""
    return FeedbackSheet.objects.mine(member.user).to_reply()


def tasks(member: Member) -> list[HomeTask]:
    """Each of those sheets, with its last day."""
    return [
        HomeTask(
            f"看一看{sheet.stretch.label}反馈表",
            f"社区将送您的工作单位，请在{sheet.reply_by:%-m月%-d日}前答复",
            reverse("member-feedback-sheet", args=[sheet.pk]),
            sheet.reply_by,
        )
        for sheet in sheets(member)
    ]
