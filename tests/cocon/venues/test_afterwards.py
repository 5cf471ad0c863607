"""What becomes of bookings afterwards: come or not, too late to give up, forgotten after the term, rated by nobody by name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cocon.models import Booking
from cocon.venues.choices import BookingState as S
from cocon.venues.declared.cards import undecided_too_long
from cocon.venues.models.rooms import RoomEcho
from cocon.venues.services import keeping
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.bookings import Caller, ask_for_room
from cocon.venues.services.receipts import act_by_receipt, rate_by_receipt
from cocon.venues.services.rooms import save_venue
from orgtree.acts import perform, perform_one
from orgtree.models import ActStep
from tests.cocon.venues.makers import PHONE, at, booked, day, of_member, room, use
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
OTHER = "13900009999"


def state(booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def test_who_does_not_come_is_freed_and_twice_is_enough(town, member):
    lent = room(town, checks_in=True)
    now = timezone.now()
    for ago in (30, 3):
        when = now - timedelta(days=ago)
        of_member(town, member, S.CONFIRMED, starts_at=when, ends_at=when + timedelta(hours=1))
    began = now - timedelta(minutes=16)
    late = of_member(town, member, S.CONFIRMED, starts_at=began, ends_at=began + timedelta(hours=2))
    assert keeping.free_no_shows(now=began + timedelta(minutes=14)) == 0
    assert keeping.free_no_shows(now=now) == 1
    assert state(late) == S.NO_SHOW
    assert (
        ask_for_room(room_id=lent.pk, use=use(), caller=Caller(member=member)).state == S.CONFIRMED
    )  # once is nothing
    perform(
        booking_acts,
        "no_show",
        ids=Booking.objects.filter(state=S.CONFIRMED).values_list("pk", flat=True),
        by=town.clerk,
    )
    with refused("limited", "starts_at"):
        ask_for_room(room_id=lent.pk, use=use(14, 15), caller=Caller(member=member))


@pytest.mark.parametrize(("days", "over"), [(0, False), (9, True)])
def test_what_nobody_decides_is_overdue_and_lapses_when_its_time_comes(town, days, over):
    asked = booked(town, room(town, asks_approval=True))
    Booking.objects.update(entered_at=timezone.now() - timedelta(days=days))
    assert Booking.objects.filter(undecided_too_long()).exists() == over
    assert (keeping.lapse_unanswered(now=timezone.now()), state(asked)) == (0, S.ASKED)
    assert (keeping.lapse_unanswered(now=asked.starts_at), state(asked)) == (1, S.LAPSED)


def test_batches_with_heads_in_one_press(town, member):
    past = [of_member(town, member, S.CONFIRMED, ahead=-ahead) for ahead in (1, 2, 3)]
    to_come = of_member(town, member, S.CONFIRMED, ahead=5)
    outcome = perform(booking_acts, "attend", ids=[row.pk for row in (*past, to_come)], by=town.clerk)
    assert outcome.done == 3
    assert sum(Booking.objects.filter(state=S.ATTENDED).values_list("visitors", flat=True)) == 30
    assert state(to_come) == S.CONFIRMED


def test_it_may_be_too_late_to_give_up(town):
    lent = room(town, cancel_days=2)
    soon, later = booked(town, lent, ahead=1), booked(town, lent, ahead=20)
    with refused("too_late"):
        act_by_receipt(booking=soon, verb="give_up")
    act_by_receipt(booking=later, verb="give_up")
    assert (state(soon), state(later)) == (S.CONFIRMED, S.CANCELLED)
    assert ActStep.objects.of("cocon.booking", later.pk).last().by is None


def test_who_called_is_forgotten_after_the_term(town):
    held = booked(town, room(town))
    Booking.objects.update(state=S.ATTENDED, visitors=3)
    assert keeping.purge_contacts(today=day(183)) == 0
    assert keeping.purge_contacts(today=day(184)) == 1
    held.refresh_from_db()
    assert (held.contact_name, held.phone, held.phone_key) == ("", "", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'cocon_bookingevent'")
        assert not {"phone", "phone_key", "contact_name"} & {name for (name,) in cursor.fetchall()}


def test_who_called_is_forgotten_where_nobody_noted_whether_they_came(town):
    held = booked(town, room(town))
    assert (state(held), keeping.purge_contacts(today=day(183))) == (S.CONFIRMED, 0)
    assert keeping.purge_contacts(today=day(184)) == 1
    held.refresh_from_db()
    assert (held.contact_name, held.phone) == ("", "")


def used(town, lent, phone: str = PHONE, ahead: int = -1) -> Booking:
    when = at(9, ahead)
    return of_member(town, None, S.ATTENDED, room=lent, starts_at=when, ends_at=when + timedelta(hours=2), visitors=3)


def test_a_rating_is_counted_once_and_names_nobody(town):
    lent = room(town)
    with refused("not_used"):
        rate_by_receipt(booking=booked(town, lent), answer="good")
    held = used(town, lent)
    for answer in ("good", "poor"):
        rate_by_receipt(booking=held, answer=answer)
    lent.refresh_from_db()
    assert (lent.echo.good, lent.echo.poor) == (1, 0)
    with refused("answer", "answer"):
        rate_by_receipt(booking=held, answer="room")  # a column, and no answer
    with refused("too_late"):
        rate_by_receipt(booking=used(town, lent, ahead=-20), answer="good")
    columns = {field.name for field in RoomEcho._meta.fields}
    assert columns == {"id", "room", "good", "fair", "poor"}
    assert not hasattr(RoomEcho, "pgh_event_model")


def test_ratings_are_shown_from_five_on(town, client):
    lent = room(town)
    for ahead in range(-5, -1):
        rate_by_receipt(booking=used(town, lent, ahead=ahead), answer="good")
    pages = (f"/venues/rooms/{lent.pk}/", f"/desk/cocon/room/{lent.pk}/change/")
    readers = (client, signed_in(town.clerk))
    for reader, page in zip(readers, pages, strict=True):
        assert "满5份评价后显示" in reader.get(page).content.decode()
    rate_by_receipt(booking=used(town, lent, ahead=-6), answer="fair")
    for reader, page in zip(readers, pages, strict=True):
        assert "满意4，基本满意1，不满意0" in reader.get(page).content.decode()


def test_a_venue_does_not_close_on_whoever_is_still_to_come(town):
    lent = room(town)
    held = booked(town, lent, ahead=5)
    with refused("booked", "until"):
        save_venue(venue=lent.venue, by=town.clerk, until=day(4))
    assert save_venue(venue=lent.venue, by=town.clerk, until=day(5)).until == day(5)  # the last day counts
    perform_one(booking_acts, "cancel", pk=held.pk, by=town.clerk, reason="阵地停用")
    assert save_venue(venue=lent.venue, by=town.clerk, until=day(4)).until == day(4)
