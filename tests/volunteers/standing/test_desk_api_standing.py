"""The desk's part in standing by API: lists published, bands decided, exemptions, a year closed; each safe to repeat."""

import pytest

from orgtree.choices import OWN, RunState
from orgtree.choices import Permission as P
from orgtree.models import Notice
from orgtree.runs import do_run
from tests.api import Api, assert_error
from tests.volunteers.people import accepted, logged
from tests.volunteers.standing.test_publications import QUARTER, earned, line_of, published
from tests.volunteers.standing.test_years import DAY, YEAR, account, closed
from volunteers.models import MemberYear, PublicNotice, YearClosing
from volunteers.standing.services.objections import object_to_list

pytestmark = pytest.mark.django_db
BODIES = {"band": {"band": "good", "reason": "带队表现"}, "exempt": {"reason": "age"}, "lift-exemption": {}}


@pytest.fixture
def desk(town) -> Api:
    return Api(town.secretary, scopes=[P.POINTS_PUBLISH, P.BAND_DECIDE])


@pytest.fixture
def year(town, member) -> MemberYear:
    """The member's closed year, with ten points and no band."""
    earned(member, town.clerk, DAY, item="H04")
    closed(town)
    return account(member)


# --- Lists ------------------------------------------------------------------------------------------------------------


def test_a_list_is_published_once(town, member, desk):
    wanted = {"area": town.east.pk} | QUARTER
    first = desk.post("publications/", wanted)
    assert (first.status_code, first.json()["people"], first.json()["own_line"]) == (201, 1, None), first.json()
    again = desk.post("publications/", wanted)
    assert (again.status_code, again.json()) == (200, first.json())
    assert PublicNotice.objects.count() == 1
    assert Notice.objects.filter(user=member.user, key__startswith="publication:").count() == 1


def test_a_list_that_may_not_be_published_says_where(town, member, desk):
    wanted = {"area": town.east.pk} | QUARTER
    assert_error(desk.post("publications/", {}), 400, "invalid", "area", "year", "quarter")
    assert_error(desk.post("publications/", wanted | {"quarter": 5}), 400, "invalid", "quarter")
    assert_error(desk.post("publications/", wanted | {"year": 2099}), 422, "quarter", "quarter")
    for area in (town.west, town.east_grid):  # out of reach; no community
        assert_error(desk.post("publications/", wanted | {"area": area.pk}), 404, "not_found", "area")
    assert not PublicNotice.objects.exists()


def test_strangers_publish_nothing(town, member):
    wanted = {"area": town.east.pk} | QUARTER
    strangers = (member.user, town.west_secretary, town.grid_worker, town.organisation)
    for caller in strangers:
        assert_error(Api(caller).post("publications/", wanted), 404, "not_found", "area")
    for scope in (OWN, P.POINTS_VIEW):
        assert_error(Api(town.secretary, scopes=[scope]).post("publications/", wanted), 403, "token_scope")
    published(town)
    for caller in strangers:  # nor do they learn that it is there
        assert_error(Api(caller).post("publications/", wanted), 404, "not_found", "area")


# --- Bands ------------------------------------------------------------------------------------------------------------


def test_a_band_is_decided_with_a_reason_and_told_once(year, desk):
    path = f"year-accounts/{year.pk}/band/"
    assert_error(desk.post(path, {"band": "best"}), 400, "invalid", "band")
    assert_error(desk.post(path, {"band": "good"}), 422, "band_reason", "reason")
    first = desk.post(path, BODIES["band"])
    assert (first.json()["band"], first.json()["band_reason"], first.json()["total"]) == ("good", "带队表现", 10)
    assert desk.post(path, BODIES["band"]).json() == first.json()
    assert Notice.objects.filter(user=year.member.user, key__startswith="memberyear:").count() == 1


def test_many_get_the_band_that_was_suggested(town, year, desk):
    earned(accepted(town.west, town.west_secretary), town.west_secretary, DAY)
    other = MemberYear.objects.exclude(pk=year.pk).get(year=YEAR)
    reply = desk.post("year-accounts/accept-bands/", {"ids": [year.pk, other.pk]}).json()
    assert (reply["done"], [row["id"] for row in reply["refused"]]) == (1, [None])
    assert desk.post("year-accounts/accept-bands/", {"ids": [year.pk]}).json() == {"done": 1, "refused": []}
    assert desk.post(f"year-accounts/{year.pk}/exempt/", {"reason": "age"}).status_code == 200
    reply = desk.post("year-accounts/accept-bands/", {"ids": [year.pk]}).json()
    assert (reply["done"], reply["refused"][0]["id"]) == (0, year.pk)  # the account, not its person


def test_an_exemption_is_stated_and_lifted(year, desk):
    assert_error(desk.post(f"year-accounts/{year.pk}/exempt/", {"reason": "生病"}), 400, "invalid", "reason")
    stamps = set()
    for _ in range(2):
        row = desk.post(f"year-accounts/{year.pk}/exempt/", {"reason": "age"}).json()
        assert (row["exempt_reason"], row["total"], row["suggested_band"]) == ("age", None, "")
        stamps.add(account(year.member).exempt_at)
    assert len(stamps) == 1
    assert_error(desk.post(f"year-accounts/{year.pk}/band/", BODIES["band"]), 409, "wrong_state")
    for _ in range(2):
        row = desk.post(f"year-accounts/{year.pk}/lift-exemption/", {}).json()
        assert (row["exempt_reason"], row["total"], row["suggested_band"]) == ("", 10, "below")


def test_an_open_year_gets_no_band(town, member, desk):
    earned(member, town.clerk, DAY)
    path = f"year-accounts/{account(member).pk}/band/"
    assert_error(desk.post(path, BODIES["band"]), 409, "wrong_state")


@pytest.mark.parametrize("act", BODIES)
def test_strangers_decide_nothing_on_an_account(town, year, act):
    path = f"year-accounts/{year.pk}/{act}/"
    before = MemberYear.objects.values().get(pk=year.pk)
    # The clerk sees accounts and decides no bands; the member sees their own.
    for stranger in (town.clerk, year.member.user, town.west_secretary, town.organisation):
        for body in (BODIES[act], {"reason": "x" * 300}):
            assert_error(Api(stranger).post(path, body), 404, "not_found")
        reply = Api(stranger).post("year-accounts/accept-bands/", {"ids": [year.pk]}).json()
        assert (reply["done"], reply["refused"][0]["id"]) == (0, None)
    for scope in (OWN, P.POINTS_VIEW):
        assert_error(Api(town.secretary, scopes=[scope]).post(path, BODIES[act]), 403, "token_scope")
    assert MemberYear.objects.values().get(pk=year.pk) == before


# --- The end of a year ------------------------------------------------------------------------------------------------


def test_a_year_is_closed_by_a_worker_and_ordered_once(town, member):
    earned(member, town.clerk, DAY)
    street = Api(town.street_secretary, scopes=[P.YEAR_CLOSE, P.RULES_VIEW])
    wanted = {"area": town.east.pk, "year": YEAR}
    first = street.post("year-closings/", wanted)
    assert (first.status_code, first.json()["state"], first.json()["done"]) == (201, "queued", 0), first.json()
    again = street.post("year-closings/", wanted)
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    do_run(first.json()["id"])
    row = street.get(f"year-closings/{first.json()['id']}/").json()
    assert (row["state_label"], row["done"], row["total"]) == ("已完成", 1, 1)
    after = street.post("year-closings/", wanted)  # ordered again: an order with nothing left to do
    do_run(after.json()["id"])
    assert YearClosing.objects.get(pk=after.json()["id"]).total == 0
    assert [row["year"] for row in street.get("year-closings/", under=town.east.pk).json()["results"]] == [YEAR, YEAR]


def test_a_year_that_may_not_be_closed_says_why(town, member):
    street = Api(town.street_secretary)
    wanted = {"area": town.east.pk, "year": YEAR}
    assert_error(street.post("year-closings/", {"year": "去年"}), 400, "invalid", "area", "year")
    assert_error(street.post("year-closings/", wanted | {"year": 2099}), 422, "running", "year")
    assert_error(street.post("year-closings/", wanted | {"area": town.north.pk}), 404, "not_found", "area")
    notice = published(town, year=YEAR)
    object_to_list(notice_id=notice.pk, line_id=line_of(notice, member).pk, text="不对", by=member.user)
    assert_error(street.post("year-closings/", wanted), 409, "objections", "year")
    assert not YearClosing.objects.exists()


def test_strangers_close_no_year(town, member):
    logged(member)
    wanted = {"area": town.east.pk, "year": YEAR}
    for stranger in (member.user, town.secretary, town.north_secretary):
        assert_error(Api(stranger).post("year-closings/", wanted), 404, "not_found", "area")
    assert_error(Api(town.street_secretary, scopes=[P.RULES_VIEW]).post("year-closings/", wanted), 403, "token_scope")
    assert not YearClosing.objects.exists()
    made = closed(town)
    assert made.state == RunState.DONE
    for stranger in (member.user, town.north_secretary):
        assert Api(stranger).get("year-closings/").json()["count"] == 0
        assert_error(Api(stranger).get(f"year-closings/{made.pk}/"), 404, "not_found")
    assert Api(town.secretary).get("year-closings/").json()["count"] == 1  # control: seen, not ordered
