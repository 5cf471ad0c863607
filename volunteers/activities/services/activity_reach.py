"""Whom an activity is open to, and which activities are open to a person: one rule read from both ends."""

from collections.abc import Sequence

from django.db.models import Q

from orgtree.models import Area
from orgtree.scope.models.rows import inside
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from volunteers.activities.choices import ActivityReach
from volunteers.activities.models.activity import Activity, ActivitySession
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import BELONGING, ReportIn

STREET_KINDS = frozenset({"street", "town"})


def catchment(activity: Activity) -> Area:
    """The area whose members may come: the community, or the street, around who holds it; never less than its own."""
    kinds = STREET_KINDS if activity.reach == ActivityReach.STREET else RESIDENT_COMMITTEE_KINDS
    return activity.area.get_ancestors(include_self=True).filter(kind__in=kinds).first() or activity.area


def may_come(activity: Activity, member_id: int) -> bool:
    """Whether the person is on the roll (报到) within the activity's reach."""
    return ReportIn.objects.belonging().filter(inside(catchment(activity), "area"), member=member_id).exists()


def members_in_reach(activity: Activity):
    """Everyone on the roll within the activity's reach."""
    there = ReportIn.objects.belonging().filter(inside(catchment(activity), "area"))
    return Member.objects.filter(report_ins__in=there)


def open_to(member: Member, known: Sequence[Area] = ()):
    """Sessions of published activities within whose reach the member belongs; none for who is not on the roll.

    `known` are the area that the member stands at and those above it, where they have been read.
    """
    spell = member.live_spell()
    if spell is None or spell.state not in BELONGING:
        return ActivitySession.objects.none()
    above = list(known if spell.area_id == member.area_id else ()) or list(spell.area.get_ancestors(include_self=True))
    reach = Q(activity__area__in=above)
    for area in above:
        if area.kind in RESIDENT_COMMITTEE_KINDS:
            reach |= inside(area, "activity__area")
        if area.kind in STREET_KINDS:
            reach |= Q(activity__reach=ActivityReach.STREET) & inside(area, "activity__area")
    return ActivitySession.objects.shown().filter(reach)
