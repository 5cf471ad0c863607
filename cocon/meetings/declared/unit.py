"""Meetings of the unit on its own first page, and where tasks of meetings lead back to."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cocon.meetings.choices import MeetingState, Presence
from cocon.meetings.models import Attendance, Meeting
from orgtree.choices import Permission as P

WAITING = [MeetingState.CALLED, MeetingState.RUNNING]


def section(unit, user):
    """Meetings to which somebody of the unit is invited, the next one first."""
    rows = Attendance.objects.allowed(user, P.COCON_UNIT).filter(institution=unit, meeting__state__in=WAITING)
    rows = rows.filter(meeting__starts_at__gte=timezone.now() - timedelta(days=1))
    invited = list(rows.select_related("meeting__body").order_by("meeting__starts_at", "pk"))
    for row in invited:
        row.may_excuse = row.state == Presence.INVITED and row.meeting.state == MeetingState.CALLED
    return ("cocon/meetings/unit_section.html", {"invited": invited})


def find_meeting(user, pk: int) -> tuple[str, str] | None:
    """The meeting that gave a task, for whoever may read it."""
    meeting = Meeting.objects.allowed(user, P.COCON_VIEW).filter(pk=pk).first()
    return (meeting.title, reverse("admin:cocon_meeting_change", args=[pk])) if meeting else None
