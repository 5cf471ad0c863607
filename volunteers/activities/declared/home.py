"""Coming activities: those that the member signed up for, and what is on nearby; rolls that are the member's to call."""

from django.urls import reverse
from django.utils import timezone

from orgtree.declare import HomeTask
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.services.coming import coming_for
from volunteers.members.models.member import Member

SHOWN = 2  # of what is on: there is a page of all
ROLLS = 4


def section(member: Member):
    """The next few sessions, own ones first."""
    sessions = sorted(coming_for(member), key=lambda session: not session.own_label)[:SHOWN]
    return ("volunteers/activities/section.html", {"sessions": sessions}) if sessions else None


def rolls(member: Member):
    """Sessions that are over and whose roll is the member's to call."""
    return ActivitySession.objects.led_by(member.user).to_call(timezone.now())


def tasks(member: Member) -> list[HomeTask]:
    """The rolls of sessions that are over, the oldest first."""
    return [
        HomeTask(
            f"点名：{session.activity.title}",
            f"{timezone.localtime(session.starts_at):%-m月%-d日 %H:%M}的活动，等您点名",
            reverse("roll", args=[session.pk]),
            timezone.localdate(session.starts_at),
        )
        for session in rolls(member).select_related("activity").order_by("starts_at")[:ROLLS]
    ]
