"""Coming activities: those whose roll is the member's to call, those they signed up for, and what is on nearby."""

from django.utils import timezone

from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.services.coming import coming_for
from volunteers.members.models.member import Member

SHOWN = 4


def section(member: Member):
    """The next few sessions, own ones first, and the rolls that wait to be called."""
    sessions = sorted(coming_for(member), key=lambda session: not session.own_label)[:SHOWN]
    rolls = ActivitySession.objects.led_by(member.user).to_call(timezone.now()).select_related("activity")
    context = {"sessions": sessions, "rolls": list(rolls.order_by("starts_at")[:SHOWN])}
    return ("volunteers/activities/section.html", context) if any(context.values()) else None
