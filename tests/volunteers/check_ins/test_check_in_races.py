"""A double tap, and two desks at one moment: one check-in, one credit; and what happens without the lock."""

import threading

import pytest

from orgtree.acts import make, making, perform
from tests.volunteers.people import accepted
from tests.volunteers.test_races import at_once
from volunteers.check_ins.services import check_in_acts as services
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.models import CheckIn, Member, PointEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(committed_town):
    return committed_town


def tap(member):
    return lambda: make(check_in_acts, "submit", kind="half_year", by=member.user)


def test_a_double_tap_is_one_check_in(town):
    results = at_once(*[tap(accepted(town.east, town.secretary))] * 4)
    assert CheckIn.objects.count() == 1
    assert sorted(made.is_new for made in results) == [False] * 3 + [True]


def test_control_without_the_locks_the_constraint_still_refuses(town, monkeypatch):
    both_read, member = threading.Barrier(2), accepted(town.east, town.secretary)

    def without(doing, ids):
        doing.said["member"] = Member.objects.select_related("area").get(pk=member.pk)

    def late(*args):
        both_read.wait(10)
        return 1

    monkeypatch.setattr(making, "_take_turn", lambda acts, doing: True)
    monkeypatch.setattr(making, "_check_named", lambda doing: None)  # which locks the member
    monkeypatch.setattr(services, "lock_meant", without)
    monkeypatch.setattr(services, "_next_revision", late)
    results = at_once(*[tap(member)] * 2)
    assert results.count("already_filed") == 1
    assert CheckIn.objects.count() == 1


def test_two_desks_accept_once(town):
    check_in = tap(accepted(town.east, town.secretary))().row
    outcomes = at_once(
        *[
            lambda by=by: perform(check_in_acts, "accept", ids=[check_in.pk], by=by)
            for by in (town.clerk, town.secretary)
        ]
    )
    assert sorted(outcome.done for outcome in outcomes) == [0, 1]
    assert PointEntry.objects.filter(item_code="B03").count() == 1
