"""Many phones, one session: places hold, and what happens without the lock."""

import threading

import pytest

from orgtree.acts import make
from orgtree.models import User
from orgtree.places import Capacity
from tests.volunteers.gatherings import announced, joined, plan, put_back, there
from tests.volunteers.people import accepted
from tests.volunteers.test_races import at_once
from volunteers.activities.services import joining as joining_rules
from volunteers.activities.services.rolls import submit_roll
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.activities.services.sign_ups import leave
from volunteers.choices import SignUpState
from volunteers.models import ActivitySession, PointEntry, ServiceRecord, SignUp

pytestmark = pytest.mark.django_db(transaction=True)
PHONES, PLACES = 50, 7


@pytest.fixture
def town(committed_town):
    return committed_town


def many(town, count: int) -> list:
    """Members with accounts, on the roll of 东园社区."""
    return [accepted(town.east, town.clerk) for _ in range(count)]


def joining(session, member):
    user = User.objects.get(pk=member.user_id)
    return lambda: make(sign_up_acts, "sign_up", session=session, by=user).row.state


def test_fifty_phones_at_once_fill_the_places_and_no_more(town):
    session = announced(town.east, town.clerk, plan(capacity=PLACES))
    members = many(town, PHONES)
    results = at_once(*[joining(session, member) for member in members])
    assert results.count(SignUpState.SIGNED_UP) == PLACES
    assert results.count(SignUpState.WAITING) == PHONES - PLACES
    assert session.sign_ups.taking().count() == PLACES


def test_control_without_the_lock_more_get_in_than_fit(town, monkeypatch):
    both_counted = threading.Barrier(2)
    room_of = Capacity.room

    def unlocked(session_id):
        return ActivitySession.objects.select_related("activity__area").get(pk=session_id)

    def counted_by_both(places, pk):
        room = room_of(places, pk)
        both_counted.wait(10)
        return room

    session = announced(town.east, town.clerk, plan(capacity=1))
    members = many(town, 2)
    monkeypatch.setattr(joining_rules, "lock_session", unlocked)
    monkeypatch.setattr(Capacity, "_locked", lambda places: places.holder._default_manager)
    monkeypatch.setattr(Capacity, "room", counted_by_both)
    assert at_once(*[joining(session, member) for member in members]) == [SignUpState.SIGNED_UP] * 2
    assert session.sign_ups.taking().count() == 2  # one too many: this is what the lock is for


def test_one_person_on_two_phones_gets_one_of_two_overlapping_sessions(town):
    one, other = announced(town.east, town.clerk), announced(town.east, town.clerk, plan(10, 12))
    [member] = many(town, 1)
    results = at_once(joining(one, member), joining(other, member))
    assert sorted(results) == ["busy", SignUpState.SIGNED_UP]


def test_those_who_leave_at_once_are_replaced_by_as_many(town):
    session = announced(town.east, town.clerk, plan(capacity=4))
    members = many(town, 8)
    joined(session, *members)
    users = {member.pk: User.objects.get(pk=member.user_id) for member in members}

    def leaving(member):
        return lambda: leave(session_id=session.pk, member_id=member.pk, by=users[member.pk]).state

    at_once(*[leaving(member) for member in members[:4]])
    assert set(session.sign_ups.taking().values_list("member", flat=True)) == {member.pk for member in members[4:]}


def test_a_roll_submitted_twice_at_once_makes_each_hour_once(town):
    session = announced(town.east, town.clerk)
    members = many(town, 3)
    joined(session, *members)
    session = put_back(session)
    there(session, *members, by=town.clerk)
    by = [User.objects.get(pk=town.clerk.pk), User.objects.get(pk=town.secretary.pk)]
    at_once(*[lambda user=user: submit_roll(session_id=session.pk, by=user).pk for user in by])
    assert ServiceRecord.objects.filter(session=session).count() == 3
    assert PointEntry.objects.filter(item_code="S05").count() == 3
    assert SignUp.objects.attended().count() == 3
