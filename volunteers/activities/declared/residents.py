"""Coming activities on a community's page for residents."""

from django.urls import reverse
from django.utils import timezone

from orgtree.declare import DoorLine, DoorPart, registry
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.services.outreach import SHARE

SHOWN = 5


def coming(community) -> list[DoorLine]:
    """The next few published sessions: what, when and where; no person."""
    rows = ActivitySession.objects.coming(timezone.now()).within(community).select_related("activity")
    return [
        DoorLine(
            session.activity.title,
            f"{session.when_in_words}，{session.place}",
            reverse("public-session", args=[SHARE.token(session.pk)]),
        )
        for session in rows.order_by("starts_at", "pk")[:SHOWN]
    ]


registry.add_doors([DoorPart("volunteers.coming", 30, "近期活动", coming)])
