"""Bookings: one room at one time for one, whoever asks by whichever door, however often they press."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cocon.models import Booking, BookingSeries
from cocon.venues.choices import BookingState as S
from cocon.venues.lists import booking_list
from cocon.venues.services import keeping
from cocon.venues.services.at_hand import room_lock
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.bookings import Caller, ask_for_room, enter_booking
from cocon.venues.services.free_times import alternatives, free_on
from cocon.venues.services.receipts import RECEIPT, act_by_receipt, booking_of
from cocon.venues.services.rooms import close_room
from cocon.venues.services.series import Weekly, plan_series
from orgtree.acts import perform_one
from orgtree.models import Notice
from tests.cocon.venues.makers import PHONE, at, booked, day, of_member, room, use
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db
OTHER = "13900009999"


def state(booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


# --- One at a time --------------------------------------------------------------------------------------------------------


def test_touching_ends_stand_and_overlaps_do_not(town):
    """Acceptance C15."""
    lent = room(town)
    assert booked(town, lent, 10, 11).state == S.CONFIRMED
    assert booked(town, lent, 11, 12, phone=OTHER).state == S.CONFIRMED
    with refused("taken", "starts_at"):
        booked(town, lent, 10.5, 11.5, phone="13900001111")


def test_the_list_begins_with_what_asks_for_a_word_then_the_soonest_and_the_past_backward(town):
    lent, asked = room(town), room(town, name="多功能厅", asks_approval=True)
    past = [booked(town, lent, ahead=ahead, phone=OTHER) for ahead in (3, 4)]
    for ago, row in enumerate(past, 1):
        Booking.objects.filter(pk=row.pk).update(
            starts_at=at(9, -ago), ends_at=at(11, -ago), span=(at(9, -ago), at(11, -ago))
        )
    later, sooner = (booked(town, lent, ahead=ahead) for ahead in (9, 5))
    waits = booked(town, asked, ahead=12)
    assert list(Booking.objects.order_by(*booking_list.ordering)) == [waits, sooner, later, *past]


def test_preparation_keeps_a_gap(town):
    """Acceptance C15."""
    lent = room(town, prepare=30)
    booked(town, lent, 10, 11)
    with refused("taken", "starts_at"):
        booked(town, lent, 11, 12, phone=OTHER)
    assert booked(town, lent, 11.5, 12.5, phone=OTHER).state == S.CONFIRMED


def test_sent_twice_is_one_booking(town):
    """Acceptance C19."""
    lent = room(town)
    first = booked(town, lent, once="a" * 32)
    assert booked(town, lent, once="a" * 32).pk == first.pk  # a double tap
    assert booked(town, lent, once="b" * 32).pk == first.pk  # two phones, the same person and time
    assert Booking.objects.count() == 1


def test_a_booking_is_six_statements_whatever_there_is_already(town, django_assert_num_queries):
    """Locks, what is at hand, the row and its step, in a savepoint: what keeps a booking below three times its bare insert.

    One more for whoever has the room already that day: is it the same one?
    """
    lent = room(town, most_a_day=9)
    for count in range(3):
        with django_assert_num_queries(6):
            booked(town, lent, 8 + count, 9 + count, phone=f"1390000000{count}", once=f"{count:032}")
    with django_assert_num_queries(7):
        booked(town, lent, 12, 13, phone="13900000000")


def is_held(lent) -> bool:
    """Whether this transaction has the room for itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND mode = 'ExclusiveLock'"
            " AND (classid::bigint << 32) + objid::bigint = %s",
            [room_lock(lent.pk)],
        )
        return bool(cursor.fetchone()[0])


def call() -> Caller:
    return Caller("李先生", PHONE)


CHANGES = {
    "ask": lambda town, lent, held: booked(town, lent, 14, 15),
    "enter": lambda town, lent, held: enter_booking(room_id=lent.pk, use=use(14, 15), by=town.clerk, caller=call()),
    "plan": lambda town, lent, held: plan_series(
        room_id=lent.pk,
        weekly=Weekly(day(9), day(9), 19 * 60, 20 * 60),
        group="书法班",
        purpose="练字",
        people=9,
        caller=call(),
        by=town.clerk,
    ),
    "cancel": lambda town, lent, held: perform_one(booking_acts, "cancel", pk=held.pk, by=town.clerk, reason="活动"),
    "give_up": lambda town, lent, held: act_by_receipt(booking=held, verb="give_up"),
    "lapse": lambda town, lent, held: keeping.lapse_unanswered(now=at(12)),
    "close": lambda town, lent, held: close_room(
        room=lent, starts_at=at(8), ends_at=at(18), reason="检修", by=town.clerk
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_changes_who_has_a_room_has_it_alone(town, change):
    """Of two writers at once each would find the other's unfinished row in the constraint, and wait for it for ever."""
    lent = room(town)
    held = of_member(town, None, S.ASKED if change == "lapse" else S.CONFIRMED, room=lent, ahead=3)
    assert not is_held(lent)
    CHANGES[change](town, lent, held)
    assert is_held(lent)


def test_the_desk_pressing_five_times_makes_one(town):
    """Acceptance C20."""
    lent = room(town)
    made = {
        enter_booking(room_id=lent.pk, use=use(), by=town.clerk, caller=Caller("李先生", PHONE)).pk for _ in range(5)
    }
    assert len(made) == 1


def test_a_local_day_is_one_day(town):
    """Acceptance C16: 07:00-09:00 and 22:00-23:30 are two days by the clock of Greenwich, and one day's quota here."""
    lent = room(town, hours="每天 6:00-24:00", most_a_day=2)
    booked(town, lent, 7, 9)
    booked(town, lent, 22, 23.5)
    with refused("quota", "starts_at"):
        booked(town, lent, 12, 13)
    assert Booking.objects.on_day(day()).count() == 2
    assert booked(town, lent, 12, 13, ahead=4).state == S.CONFIRMED


def test_residents_keep_to_the_terms_and_the_desk_to_the_hours(town):
    lent = room(town, lead_days=2, ahead_days=20)
    with refused("too_soon", "starts_at"):
        booked(town, lent, ahead=0)
    with refused("too_far", "starts_at"):
        booked(town, lent, ahead=21)
    entered = enter_booking(room_id=lent.pk, use=use(20, 21, ahead=1), by=town.clerk, caller=Caller("李先生", PHONE))
    assert entered.state == S.CONFIRMED
    with refused("not_open", "starts_at"):
        enter_booking(room_id=lent.pk, use=use(22, 23), by=town.clerk, caller=Caller("李先生", PHONE))
    assert enter_booking(room_id=lent.pk, use=use(22, 23), by=town.clerk, kind="blocked").state == S.CONFIRMED
    with refused("phone", "phone"):
        enter_booking(room_id=lent.pk, use=use(12, 13), by=town.clerk)


def test_whoever_stands_at_the_counter_has_come(town):
    lent = room(town, hours="每天 0:00-24:00")
    told = {"room_id": lent.pk, "by": town.clerk, "door": "walk_in", "caller": Caller("李先生", PHONE)}
    come = [enter_booking(use=use(9, 11, ahead=-1), **told) for _ in range(2)]
    assert (come[0].state, come[0].visitors, come[0].pk) == (S.ATTENDED, 10, come[1].pk)
    assert enter_booking(use=use(9, 11), **told).state == S.CONFIRMED  # for later: booked


def test_strangers_neither_enter_nor_book_what_is_not_lent(town):
    lent = room(town)
    with refused("not_found", "room"):
        enter_booking(room_id=lent.pk, use=use(), by=town.west_secretary, caller=Caller("李先生", PHONE))
    lent.is_lent = False
    lent.save()
    with refused("not_found"):
        booked(town, lent)


# --- Asked for ------------------------------------------------------------------------------------------------------------


def test_asked_ones_overlap_and_approving_one_refuses_the_rivals(town, member):
    lent = room(town, asks_approval=True)
    one, other = booked(town, lent, 9, 11), booked(town, lent, 10, 12, phone=OTHER)
    mine = ask_for_room(room_id=lent.pk, use=use(9, 10), caller=Caller(member=member))
    later = booked(town, lent, 11, 12, phone="13900002222")
    assert {booking.state for booking in (one, other, mine, later)} == {S.ASKED}
    assert "另有2条" in booking_acts["approve"].meets(one)
    perform_one(booking_acts, "approve", pk=one.pk, by=town.clerk)
    assert [state(booking) for booking in (one, other, mine, later)] == [S.CONFIRMED, S.REFUSED, S.REFUSED, S.ASKED]
    other.refresh_from_db()
    assert "可改约：" in other.reason
    assert Notice.objects.filter(user=member.user, title__contains="未通过").count() == 1
    with refused("taken", "starts_at"):
        booked(town, lent, 9, 10, phone="13900003333")


def test_all_rivals_are_counted_and_the_first_are_named(town):
    lent = room(town, asks_approval=True)
    one, *_ = [booked(town, lent, 9, 11, phone=f"1390000200{number}") for number in range(8)]
    told = booking_acts["approve"].meets(one)
    assert ("另有7条" in told, told.count("合唱排练"), told[-1]) == (True, 5, "等")


def test_alternatives_are_free_and_as_long(town):
    lent = room(town, hours="每天 8:00-12:00")
    booked(town, lent, 8, 10)
    found = alternatives(lent, at(8), at(10))
    assert [one.starts_at for one in found] == [at(10), at(8, 4), at(10, 4)]
    assert all(one.until - one.starts_at == timedelta(hours=2) for one in found)


# --- Closures and series --------------------------------------------------------------------------------------------------


def test_a_closure_cancels_what_lies_in_it_and_is_told(town, member):
    lent = room(town)
    mine = ask_for_room(room_id=lent.pk, use=use(), caller=Caller(member=member))
    later = booked(town, lent, 14, 15)
    closure = close_room(room=lent, starts_at=at(8), ends_at=at(12), reason="消防检修", by=town.clerk)
    assert close_room(room=lent, starts_at=at(8), ends_at=at(12), reason="消防检修", by=town.clerk).pk == closure.pk
    assert (state(mine), state(later)) == (S.CANCELLED, S.CONFIRMED)
    assert Notice.objects.filter(user=member.user, step__reason__contains="消防检修").exists()
    with refused("closed", "starts_at"):
        booked(town, lent, 9, 10, phone=OTHER)
    assert at(9) not in {free.starts_at for free in free_on(lent, day(), timezone.now())}
    assert booked(town, lent, 12, 13, phone=OTHER).state == S.CONFIRMED  # touching the closure


def test_twelve_fridays_over_a_closure(town):
    lent, first = room(town), day(7)
    start = at(19, 7 + 7 * 3)
    close_room(
        room=lent,
        starts_at=start - timedelta(hours=3),
        ends_at=start + timedelta(hours=3),
        reason="换地板",
        by=town.clerk,
    )
    booked(town, lent, 18, 20, ahead=7 + 7 * 5)
    weekly = Weekly(first, first + timedelta(weeks=11), 19 * 60, 21 * 60)
    told = {"weekly": weekly, "group": "书法班", "purpose": "练字", "people": 12, "caller": Caller("张老师", OTHER)}
    series = plan_series(room_id=lent.pk, by=town.clerk, **told)
    assert series.bookings.filter(state=S.CONFIRMED).count() == 10
    assert list(series.refused_dates.values_list("day", "why")) == [
        (first + timedelta(weeks=3), "closed"),
        (first + timedelta(weeks=5), "overlap"),
    ]
    assert plan_series(room_id=lent.pk, by=town.clerk, **told).pk == series.pk  # pressed twice
    with refused("not_found", "room"):
        plan_series(room_id=lent.pk, by=town.west_secretary, **told)


def test_dates_outside_the_hours_are_refused_by_rule(town):
    lent, first = room(town, hours="每天 8:00-12:00"), day(7)
    weekly = Weekly(first, first + timedelta(weeks=1), 19 * 60, 21 * 60)
    series = plan_series(
        room_id=lent.pk,
        weekly=weekly,
        group="夜校",
        purpose="读书",
        people=5,
        caller=Caller("张", PHONE),
        by=town.clerk,
    )
    assert {date.why for date in series.refused_dates.all()} == {"rule"}


def test_a_date_that_is_not_kept_comes_back(town):
    lent = room(town)
    weekly = Weekly(day(5), day(12), 19 * 60, 21 * 60)
    plan_series(
        room_id=lent.pk,
        weekly=weekly,
        group="书法班",
        purpose="练字",
        people=9,
        caller=Caller("张", PHONE),
        by=town.clerk,
    )
    soon, later = BookingSeries.objects.get().bookings.order_by("starts_at")
    waiting = booked(town, lent, 19, 20, phone=OTHER, ahead=5, waits=True)
    perform_one(booking_acts, "keep", pk=later.pk, by=town.clerk)
    assert keeping.release_unkept(today=day(2)) == 0
    assert keeping.release_unkept(today=day(3)) == 1  # two days before
    assert (state(soon), state(waiting)) == (S.LAPSED, S.OFFERED)
    assert keeping.release_unkept(today=day(12)) == 0
    assert state(later) == S.CONFIRMED


# --- The wait list --------------------------------------------------------------------------------------------------------


def test_one_moves_in_for_each_cancellation(town):
    """Acceptance C17."""
    lent = room(town)
    held = booked(town, lent)
    first, second = (booked(town, lent, phone=phone, waits=True) for phone in (OTHER, "13900004444"))
    assert {first.state, second.state} == {S.WAITING}
    act_by_receipt(booking=held, verb="give_up")
    assert (state(first), state(second)) == (S.OFFERED, S.WAITING)
    with refused("taken", "starts_at"):
        booked(town, lent, 10, 12, phone="13900005555")  # what is offered is held
    act_by_receipt(booking=first, verb="give_up")
    assert (state(first), state(second)) == (S.CANCELLED, S.OFFERED)
    act_by_receipt(booking=second, verb="take")
    assert state(second) == S.CONFIRMED


def test_an_offer_lapses_and_goes_to_the_next(town):
    lent = room(town)
    held = booked(town, lent)
    first, second = (booked(town, lent, phone=phone, waits=True) for phone in (OTHER, "13900004444"))
    act_by_receipt(booking=held, verb="give_up")
    until = booking_of(RECEIPT.token(first.pk)).offered_until
    assert keeping.lapse_unanswered(now=until - timedelta(seconds=1)) == 0
    assert keeping.lapse_unanswered(now=until) == 1
    assert (state(first), state(second)) == (S.LAPSED, S.OFFERED)


def test_waiting_for_what_is_free_is_booking_it(town):
    assert booked(town, room(town), waits=True).state == S.CONFIRMED
