"""Publications, objections and year accounts by API: masked, filed once, decided by those who may, ranked by nobody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.api import Api, assert_error
from tests.volunteers.people import accepted
from tests.volunteers.standing.test_publications import earned, line_of, published
from tests.volunteers.standing.test_years import DAY, account, closed, decide_band, exempt
from volunteers.choices import Band, ExemptReason, ObjectionState
from volunteers.members.rules.consents import UNNAMED
from volunteers.models import Objection, PointEntry, PublicNotice
from volunteers.standing.services.objections import object_to_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(member) -> Api:
    return Api(member.user, scopes=[OWN])


def ids(reply) -> list[int]:
    assert reply.status_code == 200, reply.content.decode()
    return [row["id"] for row in reply.json()["results"]]


def cost(api: Api, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert api.get(path).status_code == 200
    return len(asked)


# --- Publications -----------------------------------------------------------------------------------------------------


def test_a_member_reads_the_lists_that_hold_them(town, member, phone):
    other = accepted(town.east, town.secretary, name="李试")
    earned(other, town.clerk)
    notice = published(town)
    [row] = phone.get("publications/").json()["results"]
    assert (row["id"], row["people"], row["takes_objections"]) == (notice.pk, 2, True)
    assert row["own_line"] == {"id": line_of(notice, member).pk, "shown_name": UNNAMED, "points": 0, "year_points": 0}
    lines = phone.get(f"publications/{notice.pk}/lines/").json()
    assert [(line["shown_name"], line["points"]) for line in lines["results"]] == [
        (UNNAMED, 0),
        (UNNAMED, 2),
    ]  # by number
    assert set(lines["results"][0]) == {"id", "shown_name", "points", "year_points"}  # nothing that names a person
    assert not AccessLog.objects.exists()


def test_current_and_past_lists(town, member):
    notice, api = published(town), Api(town.clerk)
    assert ids(api.get("publications/", current="true")) == [notice.pk]
    assert ids(api.get("publications/", current="false")) == []
    PublicNotice.objects.update(objections_until=DAY)
    assert ids(api.get("publications/", current="true")) == []
    assert ids(api.get("publications/", current="false", year=2026, quarter=3)) == [notice.pk]
    [row] = api.get("publications/").json()["results"]
    assert row["own_line"] is None  # the desk is on no list
    api.get(f"publications/{notice.pk}/lines/")
    assert AccessLog.objects.get().subject == f"积分公示名单（编号{notice.pk}）"


def test_strangers_read_no_list(town, member):
    notice = published(town)
    late = accepted(town.east, town.secretary)  # came after the list
    far = accepted(town.west, town.west_secretary)
    for stranger in (late.user, far.user, town.west_secretary, town.admin):
        assert ids(Api(stranger).get("publications/")) == []
        for path in (f"publications/{notice.pk}/", f"publications/{notice.pk}/lines/"):
            assert_error(Api(stranger).get(path), 404, "not_found")
    assert ids(Api(member.user, scopes=[P.POINTS_VIEW]).get("publications/")) == []
    assert_error(Api(town.clerk).get("publications/", ordering="points"), 400, "invalid", "ordering")


# --- Objections -------------------------------------------------------------------------------------------------------


def test_an_objection_is_filed_once(town, member, phone):
    entry = earned(member, town.clerk)
    notice = published(town)
    wanted = {"publication": notice.pk, "entry": entry.pk, "text": "少记了一次"}
    first = phone.post("objections/", wanted)
    assert first.status_code == 201, first.content.decode()
    assert (first.json()["publication"], first.json()["state_label"]) == (notice.pk, "待裁定")
    again = phone.post("objections/", wanted)
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    assert_error(phone.post("objections/", wanted | {"text": "另一个理由"}), 409, "twice", "text")
    line = {"publication": notice.pk, "line": line_of(notice, member).pk, "text": "少记了一次"}
    assert phone.post("objections/", line).json()["line_name"] == UNNAMED
    assert Objection.objects.count() == 2


@pytest.mark.parametrize(
    "targets",
    [{}, {"publication": 1}, {"publication": 1, "line": 1, "entry": 1}, {"line": 1}, {"year_account": 1, "line": 1}],
)
def test_an_objection_is_to_one_thing(member, phone, targets):
    assert_error(phone.post("objections/", targets | {"text": "不对"}), 400, "invalid", "publication")


def test_strangers_object_to_nothing_and_read_nothing(town, member):
    notice = published(town)
    wanted = {"publication": notice.pk, "line": line_of(notice, member).pk, "text": "不对"}
    far, near = accepted(town.west, town.west_secretary), accepted(town.east, town.secretary)
    for stranger in (far.user, near.user, town.clerk):
        assert_error(Api(stranger).post("objections/", wanted), 404, "not_found")
    filed = object_to_list(notice_id=notice.pk, line_id=wanted["line"], text="不对", by=member.user)
    for stranger in (far.user, near.user, town.west_secretary, town.admin):
        assert ids(Api(stranger).get("objections/")) == []
        assert_error(Api(stranger).get(f"objections/{filed.pk}/"), 404, "not_found")
    assert ids(Api(member.user).get("objections/")) == ids(Api(town.clerk).get("objections/")) == [filed.pk]  # control
    assert_error(Api(member.user, scopes=[P.POINTS_VIEW]).post("objections/", wanted), 403, "token_scope")


def test_the_street_decides_and_nobody_else(town, member):
    entry = earned(member, town.clerk)
    notice = published(town)
    filed = object_to_list(notice_id=notice.pk, entry_id=entry.pk, text="记错了", by=member.user)
    path, verdict = f"objections/{filed.pk}/decide/", {"upheld": True, "remedy": "reverse", "reason": "查实"}
    for stranger in (town.clerk, town.west_secretary, member.user):
        assert_error(Api(stranger).post(path, verdict), 404, "not_found")
    assert_error(Api(member.user, scopes=[OWN]).post(path, verdict), 403, "token_scope")
    street = Api(town.street_secretary, scopes=[P.OBJECTION_DECIDE])
    assert_error(street.post(path, {"upheld": True, "reason": "查实"}), 422, "remedy", "remedy")
    assert_error(street.post(path, {"upheld": False}), 400, "invalid", "reason")
    assert Objection.objects.get().state == ObjectionState.FILED
    reply = street.post(path, verdict)
    assert (reply.status_code, reply.json()["state"], reply.json()["remedy"]) == (200, "upheld", "reverse")
    assert PointEntry.objects.get(pk=reply.json()["reversal"]).reverses == entry


def test_an_objection_to_ones_own_band(town, member, phone):
    earned(member, town.clerk, DAY)
    closed(town)
    year = account(member)
    decide_band(year, town.secretary, band=Band.GOOD, reason="带队表现")
    reply = phone.post("objections/", {"year_account": year.pk, "text": "应为优秀"})
    assert (reply.status_code, reply.json()["year_account"]) == (201, year.pk)
    other = accepted(town.east, town.secretary)
    wanted = {"year_account": year.pk, "text": "应为待提升"}
    assert_error(Api(other.user).post("objections/", wanted), 404, "not_found")


# --- Years ------------------------------------------------------------------------------------------------------------


def test_ones_own_years_with_band_and_last_day(town, member, phone):
    earned(member, town.clerk, DAY, item="H04")
    closed(town)
    year = account(member)
    decide_band(year, town.secretary, band=Band.GOOD, reason="带队表现")
    row = phone.get(f"year-accounts/{year.pk}/").json()
    assert (row["total"], row["later"], row["band"], row["band_label"]) == (10, 0, "good", "良好")
    assert (row["suggested_band"], row["band_reason"]) == ("below", "带队表现")
    assert row["objections_until"] > str(timezone.localdate())
    assert not AccessLog.objects.exists()
    Api(town.clerk).get(f"year-accounts/{year.pk}/")
    assert AccessLog.objects.get().subject == f"年度积分 {year.pk}"


def test_an_exempt_year_has_no_score(town, member):
    earned(member, town.clerk, DAY)
    exempt(account(member), town.secretary, ExemptReason.AGE)
    [row] = Api(town.clerk).get("year-accounts/", exempt="age").json()["results"]
    assert (row["total"], row["exempt_label"]) == (None, "年满七十周岁")
    assert ids(Api(town.clerk).get("year-accounts/", exempt="illness")) == []


def test_accounts_go_by_number_name_and_area_never_by_points(town):
    people = [accepted(town.east, town.secretary, name=name) for name in ("乙", "甲")]
    for times, person in enumerate(people, start=1):
        earned(person, town.clerk, DAY, quantity=times)
    api = Api(town.clerk)
    names = [row["member"]["name"] for row in api.get("year-accounts/", year=DAY.year).json()["results"]]
    assert names == ["乙", "甲"]  # by number, though the second has more
    first, last = (
        api.get("year-accounts/", year=DAY.year, ordering=way).json()["results"] for way in ("name", "-name")
    )
    assert [row["id"] for row in first] == [row["id"] for row in reversed(last)]
    assert api.get("year-accounts/", ordering="area,-year").status_code == 200
    for way in ("total", "sum_now", "-frozen_total", "credited", "band", "suggested_band", "frozen_hours"):
        assert_error(api.get("year-accounts/", ordering=way), 400, "invalid", "ordering")


def test_strangers_see_no_account(town, member):
    earned(member, town.clerk, DAY)
    year = account(member)
    for stranger in (accepted(town.west, town.west_secretary).user, town.west_secretary, town.admin):
        assert year.pk not in ids(Api(stranger).get("year-accounts/"))
        assert_error(Api(stranger).get(f"year-accounts/{year.pk}/"), 404, "not_found")
        assert year.pk not in ids(Api(stranger).get("year-accounts/", member=member.pk))
    assert year.pk not in ids(Api(member.user, scopes=[P.POINTS_VIEW]).get("year-accounts/"))
    assert year.pk in ids(Api(town.clerk).get("year-accounts/", under=town.east.pk))  # control
    assert ids(Api(town.clerk).get("year-accounts/", under=town.west.pk)) == []


@pytest.mark.parametrize("path", ["publications/", "objections/", "year-accounts/"])
def test_more_rows_take_no_more_queries(town, member, path):
    def more(quarter: int) -> None:
        person = accepted(town.east, town.secretary)
        earned(person, town.clerk, DAY)
        notice = published(town, quarter=quarter)
        object_to_list(notice_id=notice.pk, line_id=line_of(notice, person).pk, text="不对", by=person.user)

    more(1)
    cost(Api(town.clerk), path)
    before = cost(Api(town.clerk), path)
    more(2)
    more(3)
    assert cost(Api(town.clerk), path) == before
