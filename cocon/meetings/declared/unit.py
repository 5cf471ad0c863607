"""Meetings of the unit on its own first page, and where tasks of meetings lead back to."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cocon.declare import YearFact
from cocon.meetings.choices import MeetingState, Presence, TopicState
from cocon.meetings.models import Attendance, Meeting, Topic
from cocon.meetings.rules import presence_told
from cocon.meetings.services.attendance import attendance_in
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


def attended_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """How often people of the unit came to meetings, then each meeting: who asked to be excused is not absent."""
    rows = list(attendance_in(unit, year))
    if rows:
        yield "会议", presence_told(Counter(row.state for row in rows)).replace("人", "人次"), ""
    for row in rows:
        day = timezone.localdate(row.meeting.starts_at)
        words = f"{day.month}月{day.day}日　{row.meeting.title}　{row.get_state_display()}"
        yield "参加会议", words, reverse("unit-meeting", args=[row.pk])


def proposed_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """Topics of the unit, and how many of them a meeting adopted or resolved."""
    rows = Topic.objects.filter(institution=unit, proposed_at__year=year)
    states = Counter(rows.order_by().values_list("state", flat=True))
    if states:
        adopted, resolved = (states[one] for one in (TopicState.SETTLED, TopicState.RESOLVED))
        yield (
            "提出议题",
            f"{states.total()}件，会议采纳{adopted + resolved}件，其中解决{resolved}件",
            reverse("unit-topics"),
        )


FACTS = [YearFact("meetings", 50, attended_in), YearFact("topics", 55, proposed_in)]


def find_meeting(user, pk: int) -> tuple[str, str] | None:
    """The meeting that gave a task, for whoever may read it."""
    meeting = Meeting.objects.allowed(user, P.COCON_VIEW).filter(pk=pk).first()
    return (meeting.title, reverse("admin:cocon_meeting_change", args=[pk])) if meeting else None
