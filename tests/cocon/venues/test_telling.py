"""Whoever has no account is told by telephone what was decided about their booking: a card of the desk until that is done."""

import pytest

from cocon.models import Booking, BookingSeries
from cocon.venues.choices import BookingState as S
from cocon.venues.declared.cards import to_tell
from cocon.venues.services import keeping
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.bookings import Caller, ask_for_room
from cocon.venues.services.receipts import act_by_receipt
from cocon.venues.services.rooms import close_room
from cocon.venues.services.series import Weekly, plan_series
from orgtree.acts import perform, perform_one
from tests.api import Api
from tests.cocon.units.makers import clerk_of, unit_of
from tests.cocon.venues.makers import PHONE, at, booked, day, room, use
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
OTHER = "13900009999"


def untold(town) -> set[Booking]:
    return set(to_tell(town.clerk))


def test_rivals_without_account_wait_for_a_call_until_they_are_told(town, member):
    lent = room(town, asks_approval=True)
    one, rival = booked(town, lent, 9, 11), booked(town, lent, 10, 12, phone=OTHER)
    unit = unit_of(town)
    of_unit = ask_for_room(room_id=lent.pk, use=use(9, 10), caller=Caller(unit=unit, clerk=clerk_of(unit)))
    of_member = ask_for_room(room_id=lent.pk, use=use(9, 10), caller=Caller(member=member))
    assert untold(town) == set()
    perform_one(booking_acts, "approve", pk=one.pk, by=town.clerk)
    assert untold(town) == {one, rival}  # the member and the unit have a notice
    assert set(Booking.objects.filter(state=S.REFUSED)) == {rival, of_unit, of_member}
    assert not to_tell(town.west_secretary).exists()
    desk = signed_in(town.clerk)
    assert "预约结果待告知" in desk.get("/desk/").content.decode()
    listed = desk.get("/desk/cocon/booking/?waits=tell").content.decode()
    assert (f"booking/{rival.pk}/change" in listed, f"booking/{of_member.pk}/change" in listed) == (True, False)
    assert "登记已告知" in desk.get(f"/desk/cocon/booking/{rival.pk}/change/").content.decode()
    perform(booking_acts, "told", ids=[rival.pk], by=town.west_secretary)
    assert rival in untold(town)
    for _ in range(2):
        perform_one(booking_acts, "told", pk=rival.pk, by=town.clerk)
    assert untold(town) == {one}
    rival.refresh_from_db()
    assert rival.state == S.REFUSED


@pytest.mark.parametrize("verb", ["cancel", "refuse"])
def test_what_the_desk_refuses_or_cancels_is_told(town, verb):
    held = booked(town, room(town, asks_approval=verb == "refuse"))
    perform_one(booking_acts, verb, pk=held.pk, by=town.clerk, reason="当天有社区活动")
    assert untold(town) == {held}


def test_a_closure_is_told(town, member):
    lent = room(town)
    held, waiting = booked(town, lent), booked(town, lent, phone=OTHER, waits=True)
    ask_for_room(room_id=lent.pk, use=use(14, 16), caller=Caller(member=member))
    close_room(room=lent, starts_at=at(8), ends_at=at(18), reason="消防检修", by=town.clerk)
    assert untold(town) == {held, waiting}


def test_a_date_that_went_without_a_word_is_told_and_a_wait_that_came_to_nothing_is_not(town):
    lent = room(town)
    told = {"group": "书法班", "purpose": "练字", "people": 9, "caller": Caller("张老师", PHONE), "by": town.clerk}
    plan_series(room_id=lent.pk, weekly=Weekly(day(5), day(5), 19 * 60, 21 * 60), **told)
    booked(town, lent, 19, 20, phone=OTHER, ahead=5, waits=True)
    keeping.release_unkept(today=day(4))
    assert untold(town) == {BookingSeries.objects.get().bookings.get()}
    keeping.lapse_unanswered(now=at(22, 5))
    assert len(untold(town)) == 1


def test_who_gives_up_or_comes_knows_by_themselves(town):
    lent = room(town, asks_approval=True, hours="每天 0:00-24:00")
    given_up, came = booked(town, lent, 9, 11), booked(town, lent, 13, 14, phone=OTHER)
    for held in (given_up, came):
        perform_one(booking_acts, "approve", pk=held.pk, by=town.clerk)
    act_by_receipt(booking=given_up, verb="give_up")
    Booking.objects.filter(pk=came.pk).update(starts_at=at(13, -1), ends_at=at(14, -1))
    perform_one(booking_acts, "attend", pk=came.pk, by=town.clerk, visitors="")
    assert untold(town) == set()


def test_nobody_is_called_whose_number_is_gone(town):
    held = booked(town, room(town))
    perform_one(booking_acts, "cancel", pk=held.pk, by=town.clerk, reason="当天有社区活动")
    keeping.purge_contacts(today=day(200))
    assert untold(town) == set()


def test_programs_say_so_too(town):
    held = booked(town, room(town))
    perform_one(booking_acts, "cancel", pk=held.pk, by=town.clerk, reason="当天有社区活动")
    answer = Api(town.clerk).post("bookings/told/", {"ids": [held.pk]})
    assert answer.json()["done"] == 1
    assert untold(town) == set()


def test_a_room_for_groups_asks_for_the_group(town, client):
    lent = room(town, for_groups=True)
    address = f"/venues/rooms/{lent.pk}/book/?start={day()}T09:00"
    sent = {"until": 60, "people": 5, "purpose": "排练", "contact_name": "王女士", "phone": PHONE}
    assert "请填写使用团队" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"group": "夕阳红合唱队"}).status_code == 302
    assert Booking.objects.get().group == "夕阳红合唱队"
    unit = unit_of(town)
    clerk = clerk_of(unit)
    mine = ask_for_room(room_id=lent.pk, use=use(14, 16), caller=Caller(unit=unit, clerk=clerk))
    assert mine.group == unit.name
