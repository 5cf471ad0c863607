"""Many phones, one shift: what its lock is for, and what happens without it."""

import threading

import pytest

from orgtree.runs import do_run
from tests.volunteers.calls import answered, invited, opened, planned
from tests.volunteers.people import accepted
from tests.volunteers.test_races import at_once
from volunteers.emergencies.services import shifts
from volunteers.emergencies.services.call_ups import Wanted, call_up
from volunteers.emergencies.services.shifts import join_shift
from volunteers.models import CallUp, ShiftPlace

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(committed_town):
    return committed_town


@pytest.fixture
def flood(town):
    return opened(town.street, by=town.street_secretary)


def test_a_shift_is_never_overfilled(town, flood):
    members = [accepted(town.east, town.secretary) for _ in range(6)]
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary, start=2, end=4, needed=2)
    results = at_once(*[lambda user=member.user: join_shift(shift_id=shift.pk, by=user) for member in members])
    assert results.count("refused") == 4
    assert shift.places.count() == 2


def test_control_without_the_lock_it_is_overfilled(town, flood, monkeypatch):
    members = [accepted(town.east, town.secretary) for _ in range(2)]
    invited(flood, town.street, by=town.street_secretary)
    shift = planned(flood, town.east, by=town.secretary, start=2, end=4, needed=1)
    both_counted, refusal = threading.Barrier(2), shifts._refusal

    def late(*args):
        both_counted.wait(10)  # neither counted the place of the other, which is not written yet
        return refusal(*args)

    monkeypatch.setattr(shifts, "_refusal", late)
    monkeypatch.setattr(shifts.Shift.objects._queryset_class, "select_for_update", lambda self, **options: self)
    at_once(*[lambda user=member.user: join_shift(shift_id=shift.pk, by=user) for member in members])
    assert shift.places.count() == 2


def test_one_person_on_two_shifts_at_once(town, flood):
    member = accepted(town.east, town.secretary)
    invited(flood, town.street, by=town.street_secretary)
    answered(flood, member)
    both = [planned(flood, town.east, by=town.secretary, start=2, end=4) for _ in range(2)]
    results = at_once(*[lambda pk=shift.pk: join_shift(shift_id=pk, by=member.user) for shift in both])
    assert results.count("refused") == 1
    assert ShiftPlace.objects.count() == 1


def test_two_workers_on_one_round(town, flood):
    for _ in range(3):
        accepted(town.east, town.secretary)
    run = call_up(emergency_id=flood.pk, wanted=Wanted([town.street]), by=town.street_secretary)
    at_once(*[lambda: do_run(run.pk)] * 3)
    do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.invited, CallUp.objects.count()) == ("done", 3, 3)
