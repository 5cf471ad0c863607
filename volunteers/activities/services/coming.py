"""What is on for a member: sessions to come, the nearest and those they take an interest in first."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from volunteers.activities.choices import SignUpState
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.rules.activity import LIVE
from volunteers.activities.services.activity_reach import open_to
from volunteers.members.models.member import Member

SHOWN = 60
OWN, COMMUNITY, FURTHER = range(3)


def coming_for(member: Member, *, near: bool = False) -> list[ActivitySession]:
    """Coming sessions open to the member, in the order of their days, with `taken`, `waiting`, `nearness`, `is_wanted`."""
    own = SignUp.objects.filter(session=OuterRef("pk"), member=member).values("state")
    above = {area.pk: area for area in member.area.get_ancestors(include_self=True)}
    sessions = open_to(member, tuple(above.values())).coming(timezone.now()).counted().annotate(own_state=Subquery(own))
    listed = list(sessions.select_related("activity__area").order_by("starts_at", "pk")[:SHOWN])
    community = next((area for area in above.values() if area.kind in RESIDENT_COMMITTEE_KINDS), member.area)
    for session in listed:
        session.nearness = _nearness(session.activity.area, above, community)
        session.is_wanted = session.activity.category in member.interests
        session.own_label = SignUpState(session.own_state).label if session.own_state in LIVE else ""
    kept = [session for session in listed if not near or session.nearness < FURTHER]
    return sorted(
        kept, key=lambda one: (timezone.localdate(one.starts_at), one.nearness, not one.is_wanted, one.starts_at)
    )


def _nearness(area, above: dict, community) -> int:
    """OWN for the member's grid, building or community itself, COMMUNITY for elsewhere in it, FURTHER beyond."""
    if area.pk in above and area.level >= community.level:
        return OWN
    inside = area.tree_id == community.tree_id and community.lft <= area.lft and area.rght <= community.rght
    return COMMUNITY if inside else FURTHER
