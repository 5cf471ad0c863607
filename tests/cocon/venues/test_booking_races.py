"""Many who want one room at one moment: the database lets one have it, and a person or a desk that presses twice has one booking."""

import random
import threading

import pytest
from django.db import connection

from cocon.models import Booking
from cocon.venues.choices import HOLDING
from cocon.venues.choices import BookingState as S
from cocon.venues.services import bookings
from cocon.venues.services.bookings import Caller, enter_booking
from orgtree.errors import RuleBroken
from tests.cocon.venues.makers import PHONE, booked, room, use
from tests.thorough import examples
from tests.volunteers.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 8, examples(5, thorough=1_000)
DAYS = examples(2, thorough=30)  # of which each try takes one, so that some find the room free


@pytest.fixture
def town(committed_town):
    return committed_town


def write_for(town, lent, number: int, each: int):
    """A writer who asks for the room again and again, at a time by chance; gives the codes of the refusals."""
    luck, told = random.Random(number), set()

    def write() -> set[str]:
        for turn in range(each):
            first = luck.randrange(16, 38) / 2
            try:
                booked(town, lent, first, first + 2, phone=f"13{number}{turn:08d}", ahead=luck.randrange(3, 3 + DAYS))
            except RuleBroken as broken:
                told.add(broken.code)
        return told

    return write


def overlaps() -> int:
    """How many pairs of bookings hold one room at one time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM cocon_booking a JOIN cocon_booking b ON a.room_id = b.room_id AND a.id < b.id AND a.span && b.span"
            " WHERE a.state = ANY(%(holding)s) AND b.state = ANY(%(holding)s)",
            {"holding": [str(state) for state in HOLDING]},
        )
        return cursor.fetchone()[0]


def race(town, lent, each: int = EACH) -> list:
    return at_once(*(write_for(town, lent, number, each) for number in range(WRITERS)), patience=3_600)


def test_eight_writers_make_no_overlap(town):
    lent = room(town)
    assert set().union(*race(town, lent)) == {"taken"}
    assert Booking.objects.holding().count() >= DAYS
    assert overlaps() == 0


def test_control_without_the_constraint_overlaps_are_found(town):
    lent = room(town)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cocon_booking DROP CONSTRAINT booking_no_overlap")
    try:
        for _ in range(20):
            race(town, lent, 5)
            if overlaps():
                break
            Booking.objects.all().delete()
        assert overlaps() > 0
    finally:
        Booking.objects.all().delete()
        constraint = next(one for one in Booking._meta.constraints if one.name == "booking_no_overlap")
        with connection.schema_editor() as editor:
            editor.add_constraint(Booking, constraint)
    assert booked(town, lent).state == S.CONFIRMED


def test_two_phones_at_once_have_one_booking(town):
    """Acceptance C19."""
    lent = room(town)
    one, other = at_once(*[lambda: booked(town, lent)] * 2)
    assert one == other == Booking.objects.get()


def test_control_two_phones_that_do_not_wait_for_each_other(town, monkeypatch):
    lent, both_looked = room(town, asks_approval=True), threading.Barrier(2)
    check = bookings._check_quota

    def late(room) -> None:
        both_looked.wait(10)
        check(room)

    monkeypatch.setattr(bookings, "hold_for", lambda key, **beside: None)
    monkeypatch.setattr(bookings, "_check_quota", late)
    at_once(*[lambda: booked(town, lent)] * 2)
    assert Booking.objects.count() == 2


def test_a_desk_that_clicks_five_times_at_once_makes_one(town):
    """Acceptance C20."""
    lent = room(town)

    def click() -> Booking:
        return enter_booking(room_id=lent.pk, use=use(), by=town.clerk, caller=Caller("李先生", PHONE))

    assert set(at_once(*[click] * 5)) == {Booking.objects.get()}
