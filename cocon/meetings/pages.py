"""The unit's own pages: meetings to come, excuses, topics for the community's next meeting."""

from django.utils import timezone

from cocon.meetings.choices import MeetingState, TopicState
from cocon.meetings.lists import attendance_list, topic_list
from cocon.meetings.models import Attendance, Topic
from cocon.meetings.services.attendance import attendance_acts
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
        Group("将要召开", coming, "meeting institution", empty="没有通知本单位的会议。"),
        Group("已经开过", over, "meeting institution"),
    ),
    facts="state meeting institution name reason",
    back=BACK,
)
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
