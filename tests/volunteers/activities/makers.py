"""Rows of this subject's nouns in each state that an act may leave: see tests/makers.py."""

from django.utils import timezone

from orgtree.acts import perform_one
from tests.volunteers.activities.test_trainings import TRAINING
from tests.volunteers.gatherings import announced, drafted, joined, put_back, there
from volunteers.activities.services.activity_acts import activity_acts
from volunteers.activities.services.rolls import submit_roll
from volunteers.choices import ActivityState, PhotoState, SessionState
from volunteers.models import Activity, ActivitySession, SessionPhoto


def coming(town, member) -> ActivitySession:
    """The member has a place in it."""
    session = announced(town.east, town.clerk)
    joined(session, member)
    return session


def trained(town, member) -> ActivitySession:
    """A training that the member came to; its roll is submitted."""
    session = announced(town.east, town.clerk, **TRAINING)
    joined(session, member)
    session = put_back(session)
    there(session, member, by=town.clerk)
    return submit_roll(session_id=session.pk, by=town.clerk)


def called_off(town, member) -> ActivitySession:
    session = coming(town, member)
    perform_one(activity_acts, "cancel", pk=session.activity_id, reason="下雨", by=town.clerk)
    return ActivitySession.objects.select_related("activity").get(pk=session.pk)


def pictured(town, member) -> SessionPhoto:
    """The row alone: its file is nobody's matter here."""
    said = {"file": "sessions/one.jpg", "digest": str(member.pk), "added_by": town.clerk, "added_at": timezone.now()}
    return SessionPhoto.objects.create(session=announced(town.east, town.clerk), **said)


MAKERS = {
    "volunteers.activity": {
        ActivityState.DRAFT: lambda town, member: drafted(town.east, town.clerk),
        ActivityState.PUBLISHED: lambda town, member: coming(town, member).activity,
        ActivityState.ENDED: lambda town, member: Activity.objects.get(sessions=trained(town, member)),
        ActivityState.CANCELLED: lambda town, member: called_off(town, member).activity,
    },
    "volunteers.sessionphoto": {PhotoState.KEPT: pictured},
    "volunteers.activitysession": {
        SessionState.OPEN: coming,
        SessionState.CALLED: trained,
        SessionState.CANCELLED: called_off,
    },
}

BEGINNINGS = {
    "volunteers.signup.sign_up": lambda town, member: {"session": announced(town.east, town.clerk), "member": member},
}
