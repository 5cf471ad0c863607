"""The last points and the last piece, from two phones at once (E06), and what happens without the locks."""

import threading

import pytest
from django.db.models import QuerySet

from orgtree.acts import making
from orgtree.places import Capacity
from tests.volunteers.people import accepted
from tests.volunteers.recognition.test_rewards import reward_in, served_two_hours, take, window_at
from tests.volunteers.test_races import at_once
from volunteers.models import Redemption, Reward, SpendEntry
from volunteers.recognition.services import rewards as services
from volunteers.recognition.services.rewards import balance_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counter(committed_town):
    town = committed_town
    member = accepted(town.east, town.secretary)
    served_two_hours(member, town.secretary)
    return town, member, reward_in(window_at(town.east, town.secretary), town.secretary, stock=50, per_person=9)


def test_the_last_points_go_to_one_phone(counter):
    _, member, reward = counter
    results = at_once(*[lambda: take(member, reward)] * 10)
    assert results.count("overdraft") == 9
    assert (Redemption.objects.count(), balance_of(member).left) == (1, 0)


def test_the_last_piece_goes_to_one_person(counter):
    town, first, reward = counter
    Reward.objects.update(stock=1)
    others = [accepted(town.east, town.secretary) for _ in range(5)]
    for other in others:
        served_two_hours(other, town.secretary)
    results = at_once(*[lambda who=who: take(who, reward) for who in (first, *others)])
    assert results.count("out_of_stock") == 5
    assert Reward.objects.with_left().get().left == 0


def test_control_without_the_check_under_the_lock_points_are_spent_twice(counter, monkeypatch):
    _, member, reward = counter
    both_read, check = threading.Barrier(2), services._check

    def late(*args):
        check(*args)
        both_read.wait(10)

    monkeypatch.setattr(making, "_take_turn", lambda acts, doing: True)
    monkeypatch.setattr(making, "_check_named", lambda doing: None)  # which locks the member
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    monkeypatch.setattr(services, "lock_years", lambda ids: None)
    monkeypatch.setattr(Capacity, "_locked", lambda places: places.holder._default_manager)
    monkeypatch.setattr(services, "_check", late)
    at_once(*[lambda: take(member, reward)] * 2)
    assert SpendEntry.objects.count() == 2
    assert balance_of(member).left == -4
