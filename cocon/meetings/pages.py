"""The unit's own pages: meetings to come, excuses, topics for the community's next meeting."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from cocon.meetings.choices import MeetingState, TopicState
from cocon.meetings.lists import attendance_list, topic_list
from cocon.meetings.models import Attendance, Topic
from cocon.meetings.services.attendance import attendance_acts
from cocon.meetings.services.papers import ics_response
from cocon.meetings.services.topics import topic_acts
from orgtree.acts.pages import Group, Phone
from orgtree.choices import Permission as P


def own_attendances(user):
    """Of the units whose clerk the person is."""
    return Attendance.objects.allowed(user, P.COCON_UNIT)


def coming(user):
    return (
        own_attendances(user)
        .filter(meeting__state__in=[MeetingState.CALLED, MeetingState.RUNNING], meeting__starts_at__gte=timezone.now())
        .order_by("meeting__starts_at", "pk")
    )


def over(user):
    return own_attendances(user).filter(meeting__state=MeetingState.CLOSED).order_by("-meeting__starts_at", "pk")


def own_topics(user):
    return Topic.objects.allowed(user, P.COCON_UNIT)


BACK = ("unit-home", "本单位共建")
meeting_pages = Phone(
    attendance_acts,
    attendance_list,
    many="unit-meetings",
    one="unit-meeting",
    seen=own_attendances,
    by_post=True,
    does="excuse",
    groups=(
        Group("将要召开", coming, "starts place_told institution name", empty="没有通知本单位的会议。"),
        Group("已经开过", over, "starts institution name"),
    ),
    facts="state starts place_told institution name reason",
    back=BACK,
    row_template="cocon/meetings/unit_meeting.html",
)


@login_required
@require_GET
def meeting_ics(request, pk: int):
    """The meeting for the calendar of a phone; 404 for one to which nobody of the person's units is invited."""
    row = get_object_or_404(own_attendances(request.user).select_related("meeting"), pk=pk)
    return ics_response(row.meeting)


topic_pages = Phone(
    topic_acts,
    topic_list,
    many="unit-topics",
    one="unit-topic",
    seen=own_topics,
    by_post=True,
    makes="suggest",
    groups=(
        Group(
            "等待上会",
            lambda user: own_topics(user).exclude(state__in=[TopicState.RESOLVED, TopicState.DROPPED]),
            "area",
        ),
        Group(
            "已有结果",
            lambda user: own_topics(user).filter(state__in=[TopicState.RESOLVED, TopicState.DROPPED]),
            "area",
        ),
    ),
    facts="state title words area proposed_at outcome reason",
    back=BACK,
)
