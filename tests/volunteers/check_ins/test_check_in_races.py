"""A double tap, and two desks at one moment: one check-in, one credit; and what happens without the lock."""

import threading

import pytest

from orgtree.acts import perform
from tests.volunteers.people import accepted
from tests.volunteers.test_races import at_once
from volunteers.check_ins.services import check_ins
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.check_ins.services.check_ins import submit_check_in
from volunteers.models import CheckIn, Member, PointEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(committed_town):
    return committed_town


def tap(member):
    return lambda: submit_check_in(member_id=member.pk, kind="half_year", origin="self", by=member.user)


def test_a_double_tap_is_one_check_in(town):
    results = at_once(*[tap(accepted(town.east, town.secretary))] * 4)
    assert CheckIn.objects.count() == 1
    assert sorted(created for _, created in results) == [False] * 3 + [True]


def test_control_without_the_lock_the_constraint_still_refuses(town, monkeypatch):
    both_read, member = threading.Barrier(2), accepted(town.east, town.secretary)

    def without(member_id, *, own, by):
        return Member.objects.select_related("area").get(pk=member_id)

    def late(*args):
        both_read.wait(10)
        return 1

    monkeypatch.setattr(check_ins, "lock_member", without)
    monkeypatch.setattr(check_ins, "_revision", late)
    results = at_once(*[tap(member)] * 2)
    assert results.count("already_filed") == 1
    assert CheckIn.objects.count() == 1


def test_two_desks_accept_once(town):
    check_in, _ = tap(accepted(town.east, town.secretary))()
    outcomes = at_once(
        *[
            lambda by=by: perform(check_in_acts, "accept", ids=[check_in.pk], by=by)
            for by in (town.clerk, town.secretary)
        ]
    )
    assert sorted(outcome.done for outcome in outcomes) == [0, 1]
    assert PointEntry.objects.filter(item_code="B03").count() == 1
