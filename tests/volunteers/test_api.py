"""The API of members, report-ins, services and points: scope, masking, records of looks, one record per key."""

import threading
import uuid

import pytest
from django.db import connection

from orgtree.acts import perform
from orgtree.api.throttles import ApiThrottle
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.api import Api, assert_error
from tests.hostile import HOSTILE_BODIES, HOSTILE_TEXTS
from tests.visits import hostile_addresses
from tests.volunteers.people import accepted, at, enrolled, logged, registered
from volunteers.choices import ServiceState
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import PointEntry, ReportIn, ServiceRecord
from volunteers.service.services.service_records import confirm_services

pytestmark = pytest.mark.django_db
LISTS = ["members/", "report-ins/", "service-records/", "point-entries/"]


def body_of(start=9, end=11, *, days_ago=1, key=None, **changes) -> dict:
    """A service as a program sends it."""
    body = {
        "kind": "S01",
        "started_at": at(start, days_ago=days_ago).isoformat(),
        "ended_at": at(end, days_ago=days_ago).isoformat(),
        "note": "整理社区图书室",
        "people_served": 3,
        "client_key": str(key or uuid.uuid4()),
    }
    return body | changes


# --- Reading ------------------------------------------------------------------------------------------------------------


def test_members_are_masked_and_those_of_the_post(town, member):
    accepted(town.west, by=town.west_secretary, name="王试")
    [row] = Api(town.secretary).get("members/").json()["results"]
    assert (row["id"], row["number"]) == (member.pk, member.number)
    assert row["phone"] == member.masked_phone
    assert member.phone not in Api(town.secretary).get(f"members/{member.pk}/").content.decode()
    assert set(row) == {
        "id", "number", "name", "phone", "unit_name", "unit", "area", "skills", "free_times", "interests", "created_at",
    }  # fmt: skip


def test_members_need_member_view(town, member):
    for viewer in (town.organisation, town.admin, town.auditor, town.building_head):
        assert Api(viewer).get("members/").json()["count"] == 0
        assert_error(Api(viewer).get(f"members/{member.pk}/"), 404, "not_found")


def test_a_member_reads_only_themselves(town, member):
    accepted(town.east, by=town.secretary, name="王试")
    own = Api(member.user)
    logged(member)
    for path in LISTS:
        rows = own.get(path).json()["results"]
        assert rows, path
        assert {row.get("member", row)["id"] for row in rows} == {member.pk}, path
    # Without the scope for their own affairs a token does not even do that.
    assert_error(Api(member.user, scopes=[P.AREA_VIEW]).get("members/"), 403, "token_scope")
    assert Api(member.user, scopes=[P.MEMBER_VIEW]).get("members/").json()["count"] == 0
    assert Api(member.user, scopes=[OWN]).get("members/").json()["count"] == 1


@pytest.mark.parametrize("path", LISTS)
def test_every_look_at_others_is_recorded(town, member, path):
    logged(member)
    api = Api(town.secretary)
    row = api.get(path).json()["results"][0]
    look = AccessLog.objects.latest("id")
    assert (look.actor, look.action, look.rows, look.area) == (town.secretary, "api", 1, town.east)
    api.get(f"{path}{row['id']}/")
    assert AccessLog.objects.count() == 2
    # One's own rows are one's own affair, and an empty page shows nobody.
    Api(member.user).get(f"{path}{row['id']}/")
    Api(member.user).get(path)
    Api(town.west_secretary).get(path)
    assert AccessLog.objects.count() == 2


@pytest.mark.parametrize("path", LISTS)
def test_a_foreign_row_answers_like_a_missing_one(town, member, path):
    logged(member)
    pk = Api(town.secretary).get(path).json()["results"][0]["id"]
    neighbour = Api(town.west_secretary)
    foreign, missing = neighbour.get(f"{path}{pk}/"), neighbour.get(f"{path}999999999/")
    assert_error(foreign, 404, "not_found")
    assert foreign.content == missing.content


@pytest.mark.parametrize("path", LISTS)
def test_lists_take_the_same_number_of_queries_whatever_their_length(town, member, path, django_assert_num_queries):
    api = Api(town.secretary, scopes=P.values)
    logged(member)
    api.get(path)
    with django_assert_num_queries(6 if path == "members/" else 5) as few:  # token, count, rows, posts, look
        api.get(path)
    for _ in range(5):
        logged(accepted(town.east, by=town.secretary))
    with django_assert_num_queries(len(few)):
        api.get(path)


def test_filters_of_services(town, member):
    first, second = logged(member), logged(member, 14, 15, code="S05")
    confirm_services(record_ids=[first.pk], by=town.secretary)
    api = Api(town.secretary)

    def found(**filters):
        return {row["id"] for row in api.get("service-records/", **filters).json()["results"]}

    day = first.served_on
    assert found(state="confirmed") == {first.pk}
    assert found(state=["confirmed", "submitted"]) == {first.pk, second.pk}
    assert found(kind="S05") == {second.pk}
    assert found(period=f"{day:%Y-%m}") == found(period=f"{day.year}") == {first.pk, second.pk}
    assert found(period="2001") == set()
    assert found(under=town.east.pk, member=member.pk) == {first.pk, second.pk}
    assert found(under=town.west.pk) == found(member=999_999_999) == set()
    assert_error(api.get("service-records/", period="2026-99"), 400, "invalid", "period")


def test_filters_of_report_ins_and_members(town, member):
    waiting = registered(town.east, name="等试")
    api = Api(town.secretary)
    [row] = api.get("report-ins/", state="submitted").json()["results"]
    assert row["member"]["id"] == waiting.pk
    assert api.get("report-ins/", live="true", community=town.east.pk).json()["count"] == 2
    assert api.names("members/", search="等") == ["等试"]


def test_points_come_with_their_reasons(town, member):
    record = logged(member)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    rows = Api(town.secretary).get("point-entries/", member=member.pk, year=at(9).year).json()["results"]
    by_item = {row["item_code"]: row for row in rows}
    assert (by_item["S01"]["raw"], by_item["S01"]["credited"]) == (4, 4)
    assert by_item["S01"]["reasons"]
    own_years = Api(town.secretary).get("point-entries/", member=member.pk).json()["results"]
    assert "B01" in {
        row["item_code"] for row in own_years
    }  # of today, which may be another year than that of the service


def test_kinds_of_service_are_for_everyone(town, member):
    kinds = Api(member.user).get("service-kinds/").json()
    assert "S01" in {kind["code"] for kind in kinds}


# --- Logging ------------------------------------------------------------------------------------------------------------


def test_a_member_logs_their_own_service(town, member):
    reply = Api(member.user, scopes=[OWN]).post("service-records/", body_of())
    assert reply.status_code == 201, reply.content
    record = ServiceRecord.objects.get(pk=reply.json()["id"])
    assert (record.member, record.origin, record.state, record.hours) == (member, "self", "submitted", 2)


def test_the_desk_logs_for_a_member(town, member):
    api = Api(town.clerk, scopes=[P.SERVICE_ENTER])
    reply = api.post("service-records/", body_of(member=member.pk))
    assert reply.status_code == 201, reply.content
    record = ServiceRecord.objects.get()
    assert (record.origin, record.entered_by) == ("proxy", town.clerk)


@pytest.mark.parametrize("viewer", ["west_secretary", "organisation", "auditor", "building_head"])
def test_nobody_else_logs_for_a_member(town, member, viewer):
    api = Api(getattr(town, viewer))
    foreign, missing = (api.post("service-records/", body_of(member=pk)) for pk in (member.pk, 999_999_999))
    assert_error(foreign, 404, "not_found")
    assert foreign.content == missing.content
    assert not ServiceRecord.objects.exists()


def test_a_member_does_not_log_for_another(town, member):
    other = accepted(town.east, by=town.secretary)
    assert_error(Api(member.user).post("service-records/", body_of(member=other.pk)), 404, "not_found")


def test_a_retry_finds_the_record(town, member):
    api, body = Api(member.user), body_of()
    first, again = api.post("service-records/", body), api.post("service-records/", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert_error(api.post("service-records/", body | {"note": "别的内容"}), 422, "key_reused", "client_key")
    assert ServiceRecord.objects.count() == 1


def test_rules_answer_with_their_code_and_field(town, member):
    api = Api(member.user)
    assert_error(api.post("service-records/", body_of(9, 9.25)), 422, "half_hours", "ended_at")
    assert_error(api.post("service-records/", body_of(days_ago=-2)), 422, "future", "started_at")
    api.post("service-records/", body_of())
    assert_error(api.post("service-records/", body_of(10, 12)), 409, "overlap", "started_at")
    assert_error(api.post("service-records/", body_of(kind="X99")), 400, "invalid", "kind")
    assert_error(api.post("service-records/", {}), 400, "invalid", "kind", "note", "client_key", "started_at")


def test_only_declared_fields_can_be_set(town, member):
    """Mass assignment: whatever else a program sends is not looked at."""
    sent = body_of(state="confirmed", area=town.west.pk, hours="24", decided_by=member.user.pk, origin="paper", id=1)
    reply = Api(member.user).post("service-records/", sent)
    record = ServiceRecord.objects.get(pk=reply.json()["id"])
    assert (record.state, record.area, record.hours, record.decided_by) == ("submitted", town.east, 2, None)
    assert record.origin == "self"


# --- Deciding -----------------------------------------------------------------------------------------------------------


def test_confirm_many_at_once(town, member):
    mine, own_entry = logged(member), logged(member, 14, 15, origin="proxy", by=town.secretary)
    elsewhere = logged(accepted(town.west, by=town.west_secretary))
    reply = Api(town.secretary).post("service-records/confirm/", {"ids": [mine.pk, own_entry.pk, elsewhere.pk]})
    assert reply.status_code == 200
    outcome = reply.json()
    assert outcome["done"] == 1
    assert {refusal["id"] for refusal in outcome["refused"]} == {own_entry.pk, None}
    assert ServiceRecord.objects.get(pk=mine.pk).state == ServiceState.CONFIRMED
    assert PointEntry.objects.filter(source=f"service:{mine.pk}").count() == 1
    elsewhere.refresh_from_db()
    assert elsewhere.state == ServiceState.SUBMITTED


def test_reject_with_a_reason(town, member):
    record, api = logged(member), Api(town.secretary, scopes=[P.SERVICE_CONFIRM])
    assert_error(api.post("service-records/reject/", {"ids": [record.pk]}), 400, "invalid", "reason")
    assert api.post("service-records/reject/", {"ids": [record.pk], "reason": "请补充地点"}).json()["done"] == 1
    record.refresh_from_db()
    assert (record.state, record.reason) == ("rejected", "请补充地点")


def test_deciding_is_never_ones_own_affair(town, member):
    record = logged(member)
    assert Api(member.user).post("service-records/confirm/", {"ids": [record.pk]}).json()["done"] == 0
    assert_error(
        Api(member.user, scopes=[OWN]).post("service-records/confirm/", {"ids": [record.pk]}), 403, "token_scope"
    )
    assert Api(town.organisation).post("service-records/confirm/", {"ids": [record.pk]}).json()["done"] == 0
    assert ServiceRecord.objects.get().state == ServiceState.SUBMITTED


@pytest.mark.parametrize("ids", [[], [0], [-1], [2**63], ["x"], [None], {"a": 1}, "1", list(range(1, 502))])
def test_ids_are_checked(town, ids):
    assert_error(Api(town.secretary).post("service-records/confirm/", {"ids": ids}), 400, "invalid")


# --- Anything at all ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS)
def test_no_parameter_breaks_a_list(town, member, path, monkeypatch):
    monkeypatch.setattr(ApiThrottle, "THROTTLE_RATES", {"api": "100000/min"})
    api = Api(town.secretary)
    addresses = list(hostile_addresses(api.client, f"/api/v1/{path}"))
    assert len(addresses) > 2 * len(HOSTILE_TEXTS)
    for address in addresses:
        assert api.client.get(address).status_code in {200, 400, 404}, address  # 404: no such page of the list


def test_no_body_breaks_a_write(town, member, monkeypatch):
    monkeypatch.setattr(ApiThrottle, "THROTTLE_RATES", {"api": "100000/min"})
    api = Api(town.secretary)
    for path in ("service-records/", "service-records/confirm/", "service-records/reject/"):
        for body in HOSTILE_BODIES:
            reply = api.post(path, body)
            assert reply.status_code in {400, 413}, (path, body[:60])
            assert set(reply.json()) == {"code", "message", "fields"}
    for field in body_of(member=member.pk):
        for value in [
            "\x00",
            "\ud800",
            2**64,
            -1,
            None,
            [],
            {},
            "x" * 5000,
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59Z",
        ]:
            reply = api.post("service-records/", body_of(**{"member": member.pk, field: value}))
            assert reply.status_code in {201, 400, 404, 409, 422}, (field, value)


# --- At the same moment -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_fifty_phones_with_one_key_make_one_record(committed_town):
    town = committed_town
    member = enrolled(town.east, by=town.secretary)
    perform(report_ins, "accept", ids=[ReportIn.objects.get(member=member).pk], by=town.secretary)
    api, body = Api(town.clerk, scopes=[P.SERVICE_ENTER]), body_of(member=member.pk)
    start, replies = threading.Barrier(50), []

    def send():
        try:
            caller = Api()
            caller.headers = api.headers
            start.wait()
            replies.append(caller.post("service-records/", body))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(reply.status_code for reply in replies) == [200] * 49 + [201]
    assert len({reply.json()["id"] for reply in replies}) == ServiceRecord.objects.count() == 1
