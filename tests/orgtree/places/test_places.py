"""Limited places: the arithmetic, and one at a time whoever comes at once."""

import threading

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from orgtree.places import Capacity, Room
from tests.upstairs.models import Offer, Taking
from tests.volunteers.test_races import at_once

PHONES, PLACES = 8, 3
OFFERS = Capacity(
    Offer,
    "size",
    taking=lambda pk: Taking.objects.filter(offer=pk, waits=False),
    each="pieces",
    line=lambda pk: Taking.objects.filter(offer=pk, waits=True).order_by("pk"),
)


@pytest.mark.parametrize(
    ("size", "taken", "left", "one", "two"),
    [(3, 1, 2, True, True), (3, 2, 1, True, False), (3, 3, 0, False, False), (3, 5, 0, False, False)],
)
def test_what_is_left(size, taken, left, one, two):
    room = Room(size, taken)
    assert (room.left, room.fits(), room.fits(2)) == (left, one, two)
    assert room.first_of(["甲", "乙", "丙"]) == ["甲", "乙", "丙"][:left]


def take(offer, pieces=1):
    def taking():
        with transaction.atomic():
            if OFFERS.room(offer.pk).fits(pieces):
                Taking.objects.create(offer=offer, pieces=pieces)

    return taking


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("pieces", "held"), [(1, PLACES), (2, 2)])
def test_whoever_comes_at_once_fills_the_places_and_no_more(pieces, held):
    offer = Offer.objects.create(size=PLACES)
    at_once(*[take(offer, pieces)] * PHONES)
    assert OFFERS._taken(offer.pk) == held


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_more_get_in(monkeypatch):
    both_counted, room_of = threading.Barrier(2), Capacity.room

    def counted_by_both(places, pk):
        room = room_of(places, pk)
        both_counted.wait(10)
        return room

    monkeypatch.setattr(Capacity, "_locked", lambda places: places.holder._default_manager)
    monkeypatch.setattr(Capacity, "room", counted_by_both)
    offer = Offer.objects.create(size=1)
    at_once(*[take(offer)] * 2)
    assert OFFERS._taken(offer.pk) == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_is_counted_outside_a_transaction():
    offer = Offer.objects.create(size=1)
    with pytest.raises(TransactionManagementError):
        OFFERS.room(offer.pk)


@pytest.mark.django_db
def test_a_free_place_goes_to_the_head_of_the_line():
    offer = Offer.objects.create(size=PLACES)
    Taking.objects.create(offer=offer, pieces=1)
    line = [Taking.objects.create(offer=offer, waits=True) for _ in range(4)]
    assert OFFERS.next_in_line(offer.pk) == line[:2]
    Offer.objects.update(size=1)  # lowered by hand: nobody is sent away, nobody comes in
    assert OFFERS.next_in_line(offer.pk) == []
