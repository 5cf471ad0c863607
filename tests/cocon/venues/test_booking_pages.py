"""The pages: a resident finds a room, books it, gives it up by the receipt; the desk's calendar; what programs are told."""

import io
import re

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cocon.models import Booking, BookingSeries, Venue
from cocon.venues.choices import BookingState as S
from cocon.venues.services.receipts import RECEIPT, page_of
from cocon.venues.services.rooms import close_room
from orgtree.choices import OWN, PostKind
from orgtree.links.pages import handle_of
from orgtree.models import AccessLog, Institution
from orgtree.people.services.people import appoint
from tests.api import Api, assert_error
from tests.cocon.venues.makers import PHONE, at, booked, day, room, venue
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def text(reply) -> str:
    return reply.content.decode()


def sent(until: int = 120, **more) -> dict:
    told = {"until": until, "people": 10, "purpose": "合唱排练", "contact_name": "王女士", "phone": PHONE}
    return told | more


def start(hour: float = 9) -> str:
    return f"{timezone.localtime(at(hour)):%Y-%m-%dT%H:%M}"


def test_from_the_community_to_the_receipt(town, client):
    lent = room(town)
    places = text(client.get("/venues/", {"community": town.east.pk}))
    assert "东园党群服务中心" in places
    assert f"/venues/rooms/{lent.pk}/" in places
    times = text(client.get(f"/venues/rooms/{lent.pk}/", {"day": str(day())}))
    assert f"start={start()}" in times
    form = client.get(f"/venues/rooms/{lent.pk}/book/?start={start()}")
    once = re.search(r'name="once" value="(\w{32})"', text(form))[1]
    replies = [client.post(f"/venues/rooms/{lent.pk}/book/?start={start()}", sent(once=once)) for _ in range(2)]
    held = Booking.objects.get()  # a double tap
    assert {reply.headers["Location"] for reply in replies} == {f"/bookings/{handle_of(RECEIPT.token(held.pk))}/"}
    assert (held.door, held.state, held.contact_name, held.phone) == ("web", S.CONFIRMED, "王女士", PHONE)
    receipt = text(client.get(replies[0].headers["Location"]))
    assert "预约成功" in receipt
    assert PHONE not in receipt
    assert "王女士" not in receipt
    assert f"start={start()}" not in text(client.get(f"/venues/rooms/{lent.pk}/", {"day": str(day())})).split("候补")[0]


def test_late_in_the_evening_a_room_opens_with_tomorrow(town, client):
    lent = room(town)
    for hour, ahead in ((9, 0), (23, 1)):
        with time_machine.travel(at(hour, 0), tick=False):
            shown = client.get(f"/venues/rooms/{lent.pk}/")
        assert (shown.context["chosen"], bool(shown.context["free"])) == (day(ahead), True)


def test_the_receipt_gives_up_and_a_foreign_one_is_404(town, client):
    held = booked(town, room(town))
    page = f"/bookings/{RECEIPT.token(held.pk)}/"
    assert "已取消" in text(client.post(page, {"act": "give_up"}))
    assert client.post(page, {"act": "give_up"}).status_code == 200  # pressed again
    held.refresh_from_db()
    assert held.state == S.CANCELLED
    assert client.get("/bookings/1~forged/").status_code == 404
    assert b"BEGIN:VCALENDAR" in client.get(f"{page}booking.ics", follow=True).content


def test_bad_input_comes_back_at_its_field_and_nothing_is_lost(town, client):
    lent = room(town)
    page = text(
        client.post(f"/venues/rooms/{lent.pk}/book/?start={start()}", sent(phone="123", purpose="排练 13800000000"))
    )
    assert "请填写11位手机号" in page
    assert "王女士" in page
    assert Booking.objects.count() == 0


def test_a_time_that_went_meanwhile_offers_others_and_the_wait_list(town, client):
    lent = room(town)
    booked(town, lent, phone="13900009999")
    page = text(client.post(f"/venues/rooms/{lent.pk}/book/?start={start()}", sent()))
    assert "已经有人预约" in page
    assert "这些时间还空着" in page
    client.post(f"/venues/rooms/{lent.pk}/book/?start={start()}&waits=1", sent())
    assert Booking.objects.get(phone_key__gt="", state=S.WAITING).starts_at == at(9)


def test_closures_stand_on_the_room_and_who_has_a_time_does_not(town, client):
    lent = room(town)
    close_room(room=lent, starts_at=at(8), ends_at=at(12), reason="消防检修", by=town.clerk)
    booked(town, lent, 14, 16)
    page = text(client.get(f"/venues/rooms/{lent.pk}/", {"day": str(day())}))
    assert "消防检修" in page
    assert "14:00-16:00" in page
    assert "合唱排练" not in page


def test_what_residents_may_not_use_is_not_there(town, client):
    lent = room(town, at=venue(town, is_public=False))
    assert client.get(f"/venues/rooms/{lent.pk}/").status_code == 404
    assert "东园党群服务中心" not in text(client.get("/venues/", {"community": town.east.pk}))


def test_a_member_says_neither_name_nor_phone(town, member):
    lent, phone = room(town), signed_in(member.user)
    page = text(phone.get(f"/venues/rooms/{lent.pk}/book/?start={start()}"))
    assert 'name="phone"' not in page
    phone.post(f"/venues/rooms/{lent.pk}/book/?start={start()}", {"until": 60, "people": 5, "purpose": "读书会"})
    held = Booking.objects.get()
    assert (held.member, held.door, held.phone, held.contact_name) == (member, "phone", "", "")
    assert "活动室" in text(phone.get("/m/bookings/"))
    own = text(phone.get(f"/venues/rooms/{lent.pk}/", {"day": str(day())}))
    assert ("您已预约：09:00-10:00" in own, page_of(held) in own) == (True, True)  # acceptance C17
    assert "您已预约" not in text(Client().get(f"/venues/rooms/{lent.pk}/", {"day": str(day())}))
    assert "活动室" in text(phone.get("/m/?see=mine"))


# --- The desk -------------------------------------------------------------------------------------------------------------


def test_the_desk_keeps_venues_rooms_and_takes_bookings_down(town):
    desk = signed_in(town.clerk)
    told = {"area": town.east.pk, "name": "东园驿站", "kind": "station", "address": "东园路3号", "is_public": "on"}
    made = desk.post("/desk/cocon/venue/add/", {**told, "since": "2026-01-05", "m2": "80"})
    assert made.status_code == 302, text(made)[-3000:]
    place = Venue.objects.get()
    assert place.floor_changes.get().m2 == 80
    terms = {"lead_days": 0, "cancel_days": 0, "ahead_days": 60, "prepare": 0, "longest": 240, "most_a_day": 2}
    terms["waits_for"] = 15
    about = {"venue": place.pk, "name": "书画室", "use": "meeting", "capacity": 20, "is_lent": "on"}
    page = text(desk.post("/desk/cocon/room/add/", {**about, **terms, "hours": "早上"}))
    assert "没有写明星期几" in page
    assert desk.post("/desk/cocon/room/add/", {**about, **terms, "hours": "每天 8:00-21:00"}).status_code == 302
    lent = place.rooms.get()
    call = {"room": lent.pk, "kind": "behalf", "door": "desk", "day": str(day()), "hours": "9:00-11:00"}
    call |= {"purpose": "练字", "people": 8, "group": "书法班", "contact_name": "张老师", "phone": PHONE}
    for _ in range(5):
        assert desk.post("/desk/cocon/booking/add/", call).status_code == 302
    held = Booking.objects.get()
    shown = text(desk.get(f"/desk/cocon/booking/{held.pk}/change/"))
    assert "139****5678" in shown
    assert PHONE not in shown
    assert "09:00-11:00" in text(desk.get("/desk/cocon/booking/"))


def test_a_rooms_month_week_door_and_calendar(town):
    lent, desk = room(town), signed_in(town.clerk)
    booked(town, lent, 9, 11)
    wide = room(town, name="大厅", hours="每天 6:00-24:00")
    booked(town, wide, 7, 9)
    booked(town, wide, 22, 23.5)
    for pages in (f"/rooms/{wide.pk}/month/?day={day()}", f"/rooms/{wide.pk}/month/?view=week&day={day()}"):
        [cell] = [one for one in text(desk.get(pages)).split("<td") if "22:00-23:30" in one]
        assert "07:00-09:00" in cell  # one local day
    assert "合唱排练" in text(desk.get(f"/rooms/{wide.pk}/door/?day={day()}"))
    assert desk.get(f"/rooms/{wide.pk}/room.ics").content.count(b"BEGIN:VEVENT") == 2
    for page in ("month/", "door/", "room.ics", "series/"):
        assert signed_in(town.west_secretary).get(f"/rooms/{wide.pk}/{page}").status_code == 404
        assert Client().get(f"/rooms/{wide.pk}/{page}").status_code == 302


def test_a_long_use_answers_for_each_date(town):
    lent, desk = room(town), signed_in(town.clerk)
    told = {"group": "书法班", "purpose": "练字", "first_day": str(day(7)), "last_day": str(day(21)), "every": 1}
    told |= {"hours": "19:00-21:00", "people": 9, "contact_name": "张老师", "phone": PHONE}
    page = text(desk.post(f"/rooms/{lent.pk}/series/", {**told, "hours": "晚上"}))
    assert "起止时间应写成" in page
    made = desk.post(f"/rooms/{lent.pk}/series/", told)
    series = BookingSeries.objects.get()
    assert made.headers["Location"] == f"/desk/cocon/bookingseries/{series.pk}/change/"
    assert series.bookings.count() == 3
    assert "书法班" in text(desk.get(made.headers["Location"]))


def test_the_export_is_masked_and_recorded(town):
    """Acceptance C24."""
    booked(town, room(town))
    reply = signed_in(town.clerk).get("/desk/cocon/booking/sheet/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))
    cells = " ".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)
    assert "139****5678" in cells
    assert PHONE not in cells
    assert "制表人：东园积分员" in cells
    assert AccessLog.objects.filter(action=AccessLog.Action.EXPORT, subject="场地预约列表", rows=1).exists()


def test_a_units_clerk_sees_its_own_venue_and_no_booking(town):
    unit = Institution.objects.create(name="东园小学", kind="school", area=town.east)
    appoint(holder_id=town.building_head.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    own = venue(town, name="学校操场", kind="other", unit=unit)
    venue(town)
    assert set(Venue.objects.allowed(town.building_head, "cocon_view")) == {own}
    assert signed_in(town.building_head).get("/desk/cocon/booking/").status_code in {302, 403}


# --- Programs -------------------------------------------------------------------------------------------------------------


def test_programs_read_rooms_and_a_member_books_by_one(town, member):
    lent = room(town)
    free = Api(town.clerk).get(f"rooms/{lent.pk}/free-times/", day=str(day())).json()
    assert len(free) == 28
    assert_error(Api(town.clerk).get(f"rooms/{lent.pk}/free-times/", day="x"), 400, "invalid", "day")
    phone = Api(member.user, scopes=[OWN])
    told = {
        "room": lent.pk,
        "starts_at": at(9).isoformat(),
        "ends_at": at(11).isoformat(),
        "purpose": "读书",
        "people": 5,
    }
    first, again = phone.post("bookings/", told), phone.post("bookings/", told)
    assert (first.status_code, again.status_code) == (201, 200), first.content.decode()
    assert first.json()["id"] == again.json()["id"]
    other = told | {"starts_at": at(10).isoformat(), "ends_at": at(12).isoformat()}
    assert_error(phone.post("bookings/", other), 409, "taken", "starts_at")
    assert phone.post(f"bookings/{first.json()['id']}/give-up/", {}).json()["state"] == S.CANCELLED
    assert Api(town.west_secretary).get("bookings/").json()["results"] == []
    [seen] = Api(town.clerk).get("bookings/").json()["results"]
    assert {"phone", "contact_name"} & seen.keys() == set()
