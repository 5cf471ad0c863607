"""A unit books for itself by its clerk's account, and sees who comes to the places that it opens; a place is offered by telephone."""

import re

import pytest
from django.utils import timezone

from cocon.models import Booking
from cocon.venues.choices import BookingState as S
from cocon.venues.declared.cards import to_call
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.receipts import act_by_receipt, page_of
from orgtree.acts import perform_one
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import Notice
from tests.api import Api, assert_error
from tests.cocon.units.makers import clerk_of, paired, unit_of
from tests.cocon.venues.makers import at, booked, day, of_member, room, venue
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def text(reply) -> str:
    return reply.content.decode()


def address(lent, hour: int = 9) -> str:
    return f"/venues/rooms/{lent.pk}/book/?start={timezone.localtime(at(hour)):%Y-%m-%dT%H:%M}"


SENT = {"until": 60, "people": 10, "purpose": "青年读书会"}


def test_a_clerk_books_for_the_unit_with_neither_name_nor_phone(town):
    unit, lent = unit_of(town), room(town)
    phone = signed_in(clerk_of(unit))
    page = text(phone.get(address(lent)))
    assert (f'value="{unit.pk}"' in page, 'name="phone"' in page) == (True, False)
    phone.post(address(lent), SENT | {"unit": unit.pk})
    held = Booking.objects.get()
    assert (held.unit, held.member, held.group, held.phone, held.contact_name) == (unit, None, unit.name, "", "")
    for shown in ("/u/", "/u/bookings/"):
        page = text(phone.get(shown))
        assert page_of(held) in page, shown
    other = signed_in(clerk_of(unit_of(town, "第二中学")))
    assert page_of(held) not in text(other.get("/u/bookings/"))
    assert signed_in(town.secretary).get("/u/bookings/").status_code == 404


def test_a_foreign_unit_is_not_to_be_booked_for(town):
    foreign, lent = unit_of(town, "第二中学"), room(town)
    phone = signed_in(clerk_of(unit_of(town)))
    assert "不在可用的选项中" in re.sub(r"\s", "", text(phone.post(address(lent), SENT | {"unit": foreign.pk})))
    assert "请选择为谁预约" in text(phone.post(address(lent), SENT))
    assert not Booking.objects.exists()


def test_a_member_who_is_a_clerk_chooses_for_whom(town, member):
    lent, unit = room(town), unit_of(town)
    clerk = clerk_of(unit)
    member.user = clerk
    member.save()
    phone = signed_in(clerk)
    assert "本人" in text(phone.get(address(lent)))
    phone.post(address(lent), SENT)
    phone.post(address(lent, 14), SENT | {"unit": unit.pk})
    assert set(Booking.objects.values_list("member", "unit")) == {(member.pk, None), (None, unit.pk)}


def test_the_unit_is_told_and_its_quota_counts(town):
    unit, lent = unit_of(town), room(town, asks_approval=True, most_a_day=1)
    clerk = clerk_of(unit)
    phone = signed_in(clerk)
    phone.post(address(lent), SENT | {"unit": unit.pk})
    assert "最多约1次" in text(phone.post(address(lent, 14), SENT | {"unit": unit.pk}))
    perform_one(booking_acts, "approve", pk=Booking.objects.get().pk, by=town.clerk)
    assert Notice.objects.get(user=clerk, title__contains="已同意").url == "/u/bookings/"


def test_the_unit_sees_who_comes_to_its_places_and_no_person(town):
    pairing = paired(town)
    own = room(town, at=venue(town, name="学校操场", kind="other", unit=pairing.unit))
    held = booked(town, own)
    page = text(signed_in(clerk_of(pairing.unit)).get("/u/"))
    for words in ("学校操场", held.when_in_words, "合唱排练", f"community={town.east.pk}"):
        assert words in page
    assert "王女士" not in page


def test_an_offer_to_somebody_without_account_waits_for_a_call(town, member):
    lent = room(town)
    held = booked(town, lent)
    waiting = booked(town, lent, phone="13900009999", waits=True)
    assert not to_call(town.clerk).exists()
    act_by_receipt(booking=held, verb="give_up")
    assert list(to_call(town.clerk)) == [waiting]
    assert not to_call(town.west_secretary).exists()
    of_member(town, member, S.OFFERED, ahead=5)  # hears of it by themselves
    assert to_call(town.clerk).count() == 1
    assert "waits=call" in text(signed_in(town.clerk).get("/desk/"))
    with refused("not_found"):
        perform_one(booking_acts, "take", pk=waiting.pk, by=town.west_secretary)
    perform_one(booking_acts, "take", pk=waiting.pk, by=town.clerk)
    assert not to_call(town.clerk).exists()


# --- By program -----------------------------------------------------------------------------------------------------------


def asked(lent, first: int = 9, **more) -> dict:
    when = {"starts_at": at(first).isoformat(), "ends_at": at(first + 1).isoformat()}
    return {"room": lent.pk, "purpose": "主题党日", "people": 9} | when | more


def test_a_clerk_books_by_program_as_by_page(town):
    unit, lent = unit_of(town), room(town, most_a_day=1)
    program = Api(clerk_of(unit), scopes=[P.COCON_UNIT])
    first, again = (program.post("bookings/", asked(lent, unit=unit.pk)) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200), first.content.decode()
    held = Booking.objects.get()
    assert (held.unit, held.group, held.phone, held.pk) == (unit, unit.name, "", again.json()["id"])
    assert_error(program.post("bookings/", asked(lent, 14, unit=unit.pk)), 409, "quota", "starts_at")
    assert [row["id"] for row in program.get("bookings/").json()["results"]] == [held.pk]
    assert program.get(f"bookings/{held.pk}/").json()["unit"] == unit.pk
    for _ in range(2):
        assert program.post(f"bookings/{held.pk}/give-up/", {}).json()["state"] == S.CANCELLED


def test_a_units_program_accepts_what_is_offered(town):
    unit, lent = unit_of(town), room(town)
    program, before = Api(clerk_of(unit), scopes=[P.COCON_UNIT]), booked(town, lent)
    waiting = program.post("bookings/", asked(lent, unit=unit.pk, waits=True)).json()
    assert waiting["state"] == S.WAITING
    act_by_receipt(booking=before, verb="give_up")
    assert program.post(f"bookings/{waiting['id']}/take/", {}).json()["state"] == S.CONFIRMED


def test_programs_of_units_and_members_find_what_residents_may_book_and_nothing_else(town, member):
    lent, kept = room(town), room(town, name="办公室", is_lent=False)
    for program in (Api(clerk_of(unit_of(town)), scopes=[P.COCON_UNIT]), Api(member.user, scopes=[OWN])):
        assert [row["id"] for row in program.get("rooms/").json()["results"]] == [lent.pk]
        assert program.get(f"rooms/{lent.pk}/free-times/", day=str(day())).json()
        assert program.get(f"rooms/{kept.pk}/").status_code == 404
    assert Api(town.west_secretary).get("rooms/").json()["results"] == []  # a desk has its own list


def test_a_foreign_unit_is_not_there_for_programs(town, member):
    unit, foreign, lent = unit_of(town), unit_of(town, "第二中学"), room(town)
    theirs = Api(clerk_of(foreign)).post("bookings/", asked(lent, unit=foreign.pk)).json()["id"]
    own = of_member(town, member, S.CONFIRMED, room=lent, ahead=4)
    program = Api(clerk_of(unit))
    assert_error(program.post("bookings/", asked(lent, 14, unit=foreign.pk)), 404, "not_found", "unit")
    for nowhere in (lent.pk + 9_999, 2**63 - 1):
        assert_error(program.post("bookings/", asked(lent, 14, unit=unit.pk) | {"room": nowhere}), 404, "not_found")
    assert program.get("bookings/").json()["results"] == []
    for pk in (theirs, own.pk):
        assert program.get(f"bookings/{pk}/").status_code == 404
        for verb in ("give-up", "take"):
            assert program.post(f"bookings/{pk}/{verb}/", {}).status_code == 404
        program.post("bookings/cancel/", {"ids": [pk], "reason": "我们要用"})
    assert not Booking.objects.filter(state=S.CANCELLED).exists()
    assert_error(program.post("bookings/", asked(lent, 14)), 404, "not_found")  # no member, and no unit was named


def test_a_token_for_units_is_not_one_for_oneself_nor_the_other_way_round(town, member):
    lent, unit = room(town), unit_of(town)
    clerk = clerk_of(unit)
    member.user = clerk
    member.save()
    for_unit, for_oneself = Api(clerk, scopes=[P.COCON_UNIT]), Api(clerk, scopes=[OWN])
    assert for_unit.post("bookings/", asked(lent)).status_code == 403
    assert_error(for_oneself.post("bookings/", asked(lent, unit=unit.pk)), 404, "not_found", "unit")
    own = for_oneself.post("bookings/", asked(lent)).json()["id"]
    units = for_unit.post("bookings/", asked(lent, 14, unit=unit.pk)).json()["id"]
    assert [row["id"] for row in for_unit.get("bookings/").json()["results"]] == [units]
    assert [row["id"] for row in for_oneself.get("bookings/").json()["results"]] == [own]
    assert for_unit.post(f"bookings/{own}/give-up/", {}).status_code == 404
    assert for_oneself.post(f"bookings/{units}/give-up/", {}).status_code == 404
