"""Pages of an emergency: the desk's, the member's, and what a stranger meets there."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from orgtree.choices import Permission as P
from orgtree.models import AccessLog, Post
from tests.api import Api
from tests.orgtree.workbooks import cells
from tests.volunteers.calls import answered, fill_past, in_days, invitation, invited, opened, ordered, planned
from tests.volunteers.people import accepted
from volunteers.choices import CallUpState
from volunteers.models import CallUp, Emergency, EmergencyOrg, EmergencyPost, EmergencyRight, Shift, ShiftPlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood(town) -> Emergency:
    return opened(town.street, by=town.street_secretary)


@pytest.fixture
def people(people, town, flood):
    """The three, called up."""
    invited(flood, town.street, by=town.street_secretary)
    return people


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(flood, name="") -> str:
    return f"/emergencies/{flood.pk}/{name}"


def test_draft_and_open(town):
    client = signed_in(town.street_secretary)
    details = {"title": "防汛", "kind": "flood", "reason": "红色预警", "planned_end": in_days(5).isoformat()}
    wrong = client.post("/emergencies/new/", details)
    assert wrong.status_code == 422
    assert "请选择动员区域" in wrong.content.decode()
    client.post("/emergencies/new/", details | {"areas": [town.east.pk]})
    emergency = Emergency.objects.get()
    assert "草稿" in client.get(page(emergency)).content.decode()
    client.post(page(emergency, "order/open/"))
    emergency.refresh_from_db()
    assert emergency.is_open


def test_a_community_cannot_draft(town):
    assert signed_in(town.secretary).get("/emergencies/new/").status_code == 404


def test_the_neighbour_street_sees_nothing(town, flood, people):
    client = signed_in(town.north_secretary)
    for name in ("", "calls/", "people/", "shifts/", "setup/", "close/"):
        assert client.get(page(flood, name)).status_code == 404, name
    assert flood.title not in client.get("/emergencies/").content.decode()
    assert client.post(page(flood, "order/open/")).status_code == 404


@pytest.mark.parametrize("name", ["", "people/", "calls/"])
def test_a_foreign_area_in_the_address(town, flood, people, name):
    client = signed_in(town.secretary)
    assert client.get(page(flood, name), {"area": town.east_grid.pk}).status_code == 200
    for area in (town.west.pk, town.street.pk, town.north.pk, "x", 10**19):
        assert client.get(page(flood, name), {"area": area}).status_code == 404, area


def test_the_list_shows_ones_own_and_is_recorded(town, flood, people):
    shown = signed_in(town.secretary).get(page(flood, "people/")).content.decode()
    assert people[0].phone in shown
    assert "丙三" not in shown
    look = AccessLog.objects.get(actor=town.secretary, action="view")
    assert (look.rows, look.area, flood.number in look.subject) == (2, town.east, True)


def test_the_list_is_gone_after_the_end(town, flood, people):
    client = signed_in(town.street_secretary)
    assert people[0].phone in client.get(page(flood, "people/")).content.decode()
    ordered("close", flood, town.street_secretary)
    assert client.get(page(flood, "people/")).status_code == 404
    assert client.post(page(flood, "people/export/"), {"reason": "核对"}).status_code == 404
    after = client.get(page(flood)).content.decode()
    assert "清除" in after
    assert "甲一" not in after


def test_the_organisation_department_sees_numbers_only(town, flood, people):
    client = signed_in(town.organisation)
    shown = client.get(page(flood)).content.decode()
    assert "已发出" in shown
    assert client.get(page(flood, "people/")).status_code == 404


def test_export_needs_a_reason(town, flood, people):
    client = signed_in(town.secretary)
    assert client.post(page(flood, "people/export/"), {"reason": ""}).status_code == 422
    reply = client.post(page(flood, "people/export/"), {"reason": "电话通知"})
    rows = cells(b"".join(reply.streaming_content))
    text = str(rows)
    assert people[0].phone in text
    assert people[2].phone not in text
    assert AccessLog.objects.get(action="export").reason == "电话通知"


def test_the_desk_notes_answers(town, flood, people):
    ids = list(CallUp.objects.values_list("pk", flat=True))
    signed_in(town.secretary).post(page(flood, "people/answers/"), {"ids": ids, "answer": "accept"})
    assert CallUp.objects.filter(state=CallUpState.ACCEPTED).count() == 2


def test_calling_up_from_the_page(town, flood, django_capture_on_commit_callbacks):
    accepted(town.east, town.secretary)
    client = signed_in(town.secretary)
    counted = client.post(page(flood, "calls/"), {"act": "count"}).content.decode()
    assert re.search(r"有 <b>1</b> 人", counted)
    client.post(page(flood, "calls/"), {"act": "call"})
    assert flood.runs.get().total == 1
    assert "已处理" in client.get(page(flood, "calls/"), headers={"HX-Request": "true"}).content.decode()


def test_a_street_calls_up_in_the_communities_of_its_emergency(town, django_capture_on_commit_callbacks):
    """The street started it for one of its communities: its page opens where calling up can work."""
    accepted(town.east, town.secretary)
    accepted(town.west, town.west_secretary)
    flood, client = opened(town.east, by=town.street_secretary), signed_in(town.street_secretary)
    shown = client.get(page(flood, "calls/")).content.decode()
    assert "在东园社区发出动员" in shown
    assert "东园一网格" in shown
    client.post(page(flood, "calls/"), {"act": "call"})
    assert flood.runs.get().places == [town.east.pk]


def test_of_several_parts_all_are_called_or_those_chosen(town, django_capture_on_commit_callbacks):
    for place, by in ((town.east, town.secretary), (town.west, town.west_secretary)):
        accepted(place, by)
    flood, client = opened(town.east, town.west, by=town.street_secretary), signed_in(town.street_secretary)
    assert "在东园社区、西园社区发出动员" in client.get(page(flood, "calls/")).content.decode()
    assert "有 <b>2</b> 人" in client.post(page(flood, "calls/"), {"act": "count"}).content.decode()
    chosen = client.post(page(flood, "calls/"), {"act": "count", "places": [town.west.pk]}).content.decode()
    assert "有 <b>1</b> 人" in chosen


def test_shifts_on_the_desk(town, flood, people):
    client = signed_in(town.secretary)
    answered(flood, people[0])
    details = {"area": town.east.pk, "place": "东门", "task": "巡查", "needed": 2, "day": in_days(1).isoformat()}
    assert client.post(page(flood, "shifts/"), details).status_code == 422
    client.post(page(flood, "shifts/"), details | {"start": "08:00", "end": "10:00"})
    shift = Shift.objects.get()
    address = f"/emergencies/shifts/{shift.pk}/"
    assert "甲一" in client.get(address).content.decode()
    client.post(address, {"act": "assign", "ids": [people[0].pk]})
    assert shift.places.count() == 1
    client.post(address, {"act": "leave", "ids": [people[0].pk]})
    assert shift.places.count() == 0
    assert signed_in(town.west_secretary).get(address).status_code == 404
    client.post(address, {"act": "cancel"})
    assert client.get(address).status_code == 404


def test_the_roll_on_the_desk(town, flood, people):
    shift = planned(flood, town.east, by=town.secretary)
    places = fill_past(shift, *people[:2])
    signed_in(town.secretary).post(f"/emergencies/shifts/{shift.pk}/", {"act": "roll", "ids": [places[0].pk]})
    assert ShiftPlace.objects.get(pk=places[0].pk).record is not None
    shown = signed_in(town.street_secretary).get(page(flood)).content.decode()
    assert "1条待确认" in shown
    signed_in(town.street_secretary).post(page(flood, "order/confirm/"))
    assert ShiftPlace.objects.get(pk=places[0].pk).record.state == "confirmed"


def test_setting_up(town, flood, people):
    client = signed_in(town.street_secretary)
    assert "还没有授权" in client.get(page(flood, "setup/")).content.decode()
    client.post(
        page(flood, "setup/"),
        {"act": "org", "org-name": "临时党支部", "org-area": town.east.pk, "org-person": "dongyuan"},
    )
    client.post(
        page(flood, "setup/"),
        {
            "act": "post",
            "post-kind": "pioneer",
            "post-area": town.east.pk,
            "post-title": "泵站",
            "post-duties": "值守",
            "post-needed": 2,
        },
    )
    wrong = client.post(page(flood, "setup/"), {"act": "right", "right-area": town.east.pk, "right-person": "nobody"})
    assert "没有这个手机号或账号" in wrong.content.decode()
    client.post(page(flood, "setup/"), {"act": "right", "right-area": town.east.pk, "right-person": people[0].phone})
    assert (EmergencyOrg.objects.count(), EmergencyPost.objects.count(), EmergencyRight.objects.count()) == (1, 1, 1)
    assert signed_in(people[0].user).get(page(flood, "people/")).status_code == 200
    client.post(page(flood, "setup/"), {"act": "end", "right": EmergencyRight.objects.get().pk})
    assert signed_in(people[0].user).get(page(flood, "people/")).status_code == 404
    assert not Post.objects.live().filter(kind="emergency_lead").exists()


def test_a_community_gives_no_rights(town, flood, people):
    client = signed_in(town.secretary)
    assert "应急授权" not in client.get(page(flood, "setup/")).content.decode().split("</nav>")[-1]
    client.post(page(flood, "setup/"), {"act": "right", "right-area": town.east.pk, "right-person": people[0].phone})
    assert not EmergencyRight.objects.exists()


def test_closing_shows_the_numbers_first(town, flood, people):
    client = signed_in(town.street_secretary)
    shown = client.get(page(flood, "close/")).content.decode()
    assert re.search(r"清除名单</dt>\s*<dd>\s*<b>\s*<a\s[^>]+>3</a>\s*</b>", shown)
    assert Emergency.objects.get(pk=flood.pk).is_open
    client.post(page(flood, "close/"))
    client.post(page(flood, "close/"))
    assert Emergency.objects.get(pk=flood.pk).is_closed
    assert signed_in(town.secretary).get(page(flood, "close/")).status_code == 404


def test_extending_on_the_page(town, flood):
    client = signed_in(town.street_secretary)
    client.post(page(flood, "order/extend/"), {"planned_end": in_days(20).isoformat(), "reason": "雨未停"})
    assert Emergency.objects.get(pk=flood.pk).planned_end == in_days(20)


def test_the_count_page_asks_as_much_for_many_as_for_few(town, flood, people):
    client = signed_in(town.street_secretary)
    client.get(page(flood))

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page(flood)).status_code == 200
        return len(seen)

    few = queries()
    for _ in range(6):
        accepted(town.west, town.west_secretary)
    invited(flood, town.street, by=town.street_secretary)
    assert CallUp.objects.count() == 9
    assert queries() == few


# --- The member's phone -------------------------------------------------------------------------------------------------


def test_one_tap(town, flood, people):
    client = signed_in(people[0].user)
    assert "您能参加吗" in client.get("/m/").content.decode()
    mine = invitation(flood, people[0])
    for _ in range(2):
        client.post(f"/m/call-ups/{mine.pk}/answer/", {"answer": "accept"})
    mine.refresh_from_db()
    assert mine.state == CallUpState.ACCEPTED
    assert "您已回复：能参加" in client.get("/m/").content.decode()
    other = invitation(flood, people[1])
    client.post(f"/m/call-ups/{other.pk}/answer/", {"answer": "accept"})
    other.refresh_from_db()
    assert other.state == CallUpState.INVITED


def test_a_member_takes_a_shift(town, flood, people):
    shift = planned(flood, town.east, by=town.secretary, start=2, end=4)
    client = signed_in(people[0].user)
    assert "我去这一班" not in client.get("/m/call-ups/").content.decode()
    answered(flood, people[0])
    assert "我去这一班" in client.get("/m/call-ups/").content.decode()
    client.post(f"/m/shifts/{shift.pk}/", {"act": "join"})
    assert "我的班次" in client.get("/m/call-ups/").content.decode()
    client.post(f"/m/shifts/{shift.pk}/", {"act": "leave"})
    assert not shift.places.exists()


def test_nothing_on_the_phone_after_the_end(town, flood, people):
    ordered("close", flood, town.street_secretary)
    client = signed_in(people[0].user)
    assert flood.title not in client.get("/m/").content.decode()
    assert "现在没有应急动员" in client.get("/m/call-ups/").content.decode()


def test_the_copy_of_ones_data_has_it(town, flood, people):
    data = signed_in(people[0].user).get("/m/me/data.json").content.decode()
    assert flood.number in data


# --- The API ------------------------------------------------------------------------------------------------------------


def test_api_counts(town, flood, people):
    api = Api(town.secretary, scopes=[P.EMERGENCY_RUN])
    assert [row["number"] for row in api.get("emergencies/").json()["results"]] == [flood.number]
    counts = api.get(f"emergencies/{flood.pk}/counts/{town.east.pk}/").json()
    assert (counts["counts"]["invited"], counts["counts"]["unanswered"]) == (2, 2)
    assert api.get(f"emergencies/{flood.pk}/counts/{town.west.pk}/").status_code == 404
    stranger = Api(town.north_secretary, scopes=[P.EMERGENCY_RUN])
    assert stranger.get("emergencies/").json()["results"] == []
    assert stranger.get(f"emergencies/{flood.pk}/counts/{town.east.pk}/").status_code == 404
    assert Api(town.secretary, scopes=[P.AREA_VIEW]).get("emergencies/").status_code == 403


def test_api_answer(town, flood, people):
    api, mine = Api(people[0].user, scopes=["own"]), invitation(flood, people[0])
    assert [row["id"] for row in api.get("call-ups/").json()["results"]] == [mine.pk]
    reply = api.post(f"call-ups/{mine.pk}/answer/", {"accept": True})
    assert (reply.status_code, reply.json()["state"]) == (200, "accepted")
    assert api.post(f"call-ups/{invitation(flood, people[1]).pk}/answer/", {"accept": True}).status_code == 404
    ordered("close", flood, town.street_secretary)
    assert api.post(f"call-ups/{mine.pk}/answer/", {"accept": False}).status_code == 404
