"""Signing up, the wait list, and leaving."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.acts import make, perform, perform_one
from orgtree.models import Notice
from tests.volunteers.gatherings import announced, drafted, joined, plan, put_back
from tests.volunteers.people import accepted, enrolled, registered
from tests.volunteers.refusals import refused
from volunteers.activities.services.activities import SessionPlan, save_activity
from volunteers.activities.services.activity_acts import session_acts
from volunteers.activities.services.activity_reach import open_to
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.activities.services.sign_ups import leave
from volunteers.choices import ActivityReach, SignUpState
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import ActivitySession, ReportIn, SignUp

pytestmark = pytest.mark.django_db


def joins(session, member, by=None) -> SignUp:
    return make(sign_up_acts, "sign_up", session=session, member=member, by=by or member.user).row


def leaves(session, member, excuse="", by=None) -> SignUp:
    return leave(session_id=session.pk, member_id=member.pk, excuse=excuse, by=by or member.user)


def states(session) -> list[str]:
    return list(session.sign_ups.order_by("pk").values_list("state", flat=True))


def test_places_then_the_wait_list_then_promotion_in_order(town):
    session = announced(town.east, town.clerk, plan(capacity=1))
    first, second, third = (accepted(town.east, town.clerk) for _ in range(3))
    joined(session, first, second, third)
    assert states(session) == ["signed_up", "waiting", "waiting"]
    leaves(session, first)
    assert states(session) == ["cancelled", "signed_up", "waiting"]
    assert Notice.objects.mine(second.user).filter(key__startswith="activity-promoted").exists()
    assert not Notice.objects.mine(third.user).exists()
    joins(session, first)  # who left and comes back stands at the end of the line
    leaves(session, second)
    assert states(session) == ["waiting", "cancelled", "signed_up"]


def test_more_room_promotes_and_less_than_taken_is_refused(town):
    session = announced(town.east, town.clerk, plan(capacity=1))
    members = [accepted(town.east, town.clerk) for _ in range(3)]
    joined(session, *members)

    def room(places):
        known = {name: getattr(session, name) for name in ("starts_at", "ends_at", "place")}
        save_activity(
            activity_id=session.activity_id,
            sessions=[SessionPlan(**known, capacity=places, pk=session.pk)],
            by=town.clerk,
        )

    room(2)
    assert states(session) == ["signed_up", "signed_up", "waiting"]
    with refused("capacity", "capacity"):
        room(1)


def test_signing_up_again_is_the_same_sign_up(town):
    session, member = announced(town.east, town.clerk), accepted(town.east, town.clerk)
    assert joins(session, member).pk == joins(session, member).pk
    assert SignUp.objects.count() == 1


def test_two_sessions_at_the_same_time_are_refused_also_while_waiting(town):
    full = announced(town.east, town.clerk, plan(9, 11, capacity=1))
    clash = announced(town.east, town.clerk, plan(10, 12))
    after = announced(town.east, town.clerk, plan(11, 12, place="二楼"))
    member = accepted(town.east, town.clerk)
    joined(full, accepted(town.east, town.clerk), member)
    with refused("busy"):
        joins(clash, member)
    assert joins(after, member).state == SignUpState.SIGNED_UP
    leaves(full, member)
    with refused("busy"):  # now it is the one from eleven that is in the way
        joins(clash, member)
    leaves(after, member)
    assert joins(clash, member).state == SignUpState.SIGNED_UP


def test_closed_sessions_take_nobody(town):
    member = accepted(town.east, town.clerk)
    draft = drafted(town.east, town.clerk).sessions.get()
    with refused("not_found", "session"):
        joins(draft, member)
    over = put_back(announced(town.east, town.clerk))
    with refused("too_late"):
        joins(over, member)
    off = announced(town.east, town.clerk, plan(), plan(15, 16))
    perform_one(session_acts, "cancel", pk=off.pk, reason="停电", by=town.clerk)
    with refused("closed"):
        joins(off, member)


def test_the_deadline(town):
    session = announced(town.east, town.clerk)
    ActivitySession.objects.filter(pk=session.pk).update(sign_up_until=timezone.now() - timedelta(minutes=1))
    with refused("too_late"):
        joins(session, accepted(town.east, town.clerk))


def test_only_members_on_the_roll_within_reach(town):
    session = announced(town.east, town.clerk)
    waiting = registered(town.east)
    neighbour = accepted(town.west, town.west_secretary)
    for stranger in (waiting, neighbour):
        with refused("not_found", "session"):
            joins(session, stranger)
        with refused("reach"):
            joins(session, stranger, by=town.clerk)
    street_wide = announced(town.east, town.clerk, plan(15, 16), reach=ActivityReach.STREET)
    assert joins(street_wide, neighbour).state == SignUpState.SIGNED_UP
    with refused("reach"):  # another street
        joins(street_wide, accepted(town.north, town.north_secretary), by=town.clerk)


def test_lists_show_what_one_may_sign_up_for(town):
    own = announced(town.east, town.clerk)
    grid = announced(town.east_grid, town.grid_worker, plan(12, 13))
    street_wide = announced(town.west, town.west_secretary, plan(15, 16), reach=ActivityReach.STREET)
    of_street = announced(town.street, town.street_secretary, plan(17, 18))
    drafted(town.east, town.clerk, plan(19, 20))
    announced(town.west, town.west_secretary, plan(9, 10))
    member = accepted(town.east, town.clerk)
    perform(report_ins, "place", ids=[ReportIn.objects.get(member=member).pk], area=town.east_grid_two, by=town.clerk)
    shown = set(open_to(member).values_list("pk", flat=True))
    assert shown == {own.pk, grid.pk, street_wide.pk, of_street.pk}
    for session in open_to(member):
        joins(session, member)  # what is listed can be joined
    assert not open_to(registered(town.east)).exists()


def test_the_desk_signs_up_for_who_has_no_phone_and_strangers_do_not(town):
    session = announced(town.east, town.clerk)
    member = enrolled(town.east, town.clerk)
    perform(report_ins, "accept", ids=[member.report_ins.get().pk], by=town.clerk)
    for stranger, field in ((town.west_secretary, "session"), (accepted(town.east, town.clerk).user, "member")):
        with refused("not_found", field):
            joins(session, member, by=stranger)
    assert joins(session, member, by=town.clerk).signed_up_by == town.clerk
    with refused("not_found"):
        leaves(session, member, by=town.west_secretary)


def test_leaving_after_the_deadline_is_a_leave_with_a_reason(town):
    session = announced(town.east, town.clerk, plan(capacity=1))
    member, waiting = accepted(town.east, town.clerk), accepted(town.east, town.clerk)
    joined(session, member, waiting)
    ActivitySession.objects.filter(pk=session.pk).update(sign_up_until=timezone.now() - timedelta(minutes=1))
    with refused("excuse_missing", "excuse"):
        leaves(session, member)
    assert states(session) == ["signed_up", "waiting"]
    row = leaves(session, member, "单位临时加班")
    assert (row.state, row.excuse) == (SignUpState.EXCUSED, "单位临时加班")
    assert states(session) == ["excused", "signed_up"]  # the place is given on, the deadline notwithstanding


def test_nobody_leaves_once_it_has_begun_or_twice(town):
    session, member = announced(town.east, town.clerk), accepted(town.east, town.clerk)
    with refused("not_found"):
        leaves(session, member)
    joined(session, member)
    put_back(session)
    with refused("begun"):
        leaves(session, member, "临时有事")
    other = announced(town.east, town.clerk, plan(15, 16))
    joined(other, member)
    leaves(other, member)
    leaves(other, member)  # pressed twice
    with refused("not_signed_up"):
        leaves(other, member, "另有安排")
