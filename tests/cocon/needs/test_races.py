"""Many hands at once: the last part of a need is taken once, a second tap makes no second claim, two acceptances close once."""

import threading
from functools import partial

import pytest
from django.db.models import QuerySet

from cocon.models import Acceptance, Claim, Need
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.taking_on import claim_need
from orgtree.acts import perform_one
from orgtree.models import ActStep
from orgtree.places import Capacity
from tests.cocon.needs.world import need, pair, paired_unit, submitted, unit_with_clerk
from tests.thorough import examples
from tests.volunteers.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = examples(20, 50)


@pytest.fixture
def town(committed_town):
    return committed_town


def units(town, number: int) -> list:
    found = [unit_with_clerk(town, f"unit{index}", f"第{index}单位") for index in range(number)]
    for one in found:
        pair(town, one.unit)
    return found


def taking(shown, around):
    return partial(claim_need, need_id=shown.pk, unit=around.unit, by=around.clerk)


def test_the_last_one_is_taken_once(town):
    """C13: many units want the last part of a need at once, and exactly one has it."""
    shown = need(town, quantity=1)
    results = at_once(*[taking(shown, around) for around in units(town, HANDS)])
    assert sorted(map(str, {one for one in results if isinstance(one, str)})) == ["full"]
    assert Claim.objects.live().count() == 1
    assert sum(isinstance(one, Claim) for one in results) == 1


def test_control_without_the_lock_more_get_in(town, monkeypatch):
    both_counted, held = threading.Barrier(2), Capacity.hold

    def counted_by_both(places, pk):
        row, room = held(places, pk)
        both_counted.wait(10)
        return row, room

    monkeypatch.setattr(Capacity, "_locked", lambda places: places.holder._default_manager)
    monkeypatch.setattr(Capacity, "hold", counted_by_both)
    shown = need(town, quantity=1)
    at_once(*[taking(shown, around) for around in units(town, 2)])
    assert Claim.objects.live().count() == 2


def test_a_second_tap_of_many_finds_the_first(town):
    """C13: the same unit claims again, and is answered with its first claim."""
    shown, around = need(town, quantity=9), paired_unit(town)
    results = at_once(*[taking(shown, around)] * 5)
    assert {claim.pk for claim in results} == {Claim.objects.get().pk}


def test_two_acceptances_at_once_close_it_once(town):
    around = paired_unit(town)
    claim = submitted(town, around)
    said = {"rating": 5, "words": ""}
    at_once(
        partial(perform_one, claim_acts, "accept", pk=claim.pk, by=town.clerk, **said),
        partial(perform_one, claim_acts, "accept_for_unit", pk=claim.pk, by=around.clerk, **said),
    )
    assert Need.objects.get().state == "closed"
    assert ActStep.objects.filter(noun="cocon.need", act="settle").count() == 1


def test_control_without_locks_each_acceptance_counts_itself_alone(town, monkeypatch):
    both_counted, count = threading.Barrier(2), QuerySet.count

    def counted_by_both(rows):
        number = count(rows)
        if rows.model is Acceptance:
            both_counted.wait(10)
        return number

    around = paired_unit(town)
    claim = submitted(town, around)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)
    monkeypatch.setattr(QuerySet, "count", counted_by_both)
    said = {"rating": 5, "words": ""}
    at_once(
        partial(perform_one, claim_acts, "accept", pk=claim.pk, by=town.clerk, **said),
        partial(perform_one, claim_acts, "accept_for_unit", pk=claim.pk, by=around.clerk, **said),
    )
    monkeypatch.undo()
    assert claim.acceptances.count() == 2
    assert Need.objects.get().state == "published"
