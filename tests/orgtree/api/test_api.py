"""The API of the ground floor: scope, filters, errors in one shape, figures, hostile input, the schema."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as Away
from rest_framework.throttling import SimpleRateThrottle

from orgtree.api.throttles import ApiThrottle
from orgtree.choices import InstitutionKind, PartyOrgKind, PostKind
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.figures.services.figures import figures_for, fill_figures
from orgtree.models import Figure, Institution, User
from orgtree.people.services.people import appoint, create_user
from orgtree.units.services.party import create_party_org
from tests.api import Api, asked, assert_error
from tests.hostile import HOSTILE_BODIES
from tests.visits import hostile_addresses

pytestmark = pytest.mark.django_db


# --- Sessions of a browser ----------------------------------------------------------------------------------------------


def test_a_first_password_is_403_in_the_apis_shape_and_not_a_page(client, town):
    client.force_login(town.secretary)
    assert client.get("/api/v1/areas/").status_code == 200  # control
    User.objects.filter(pk=town.secretary.pk).update(must_change_password=True)
    reply = client.get("/api/v1/areas/")
    assert_error(reply, 403, "must_change_password")
    assert "请先在网站修改初始密码" in reply.content.decode()
    assert client.get("/desk/").status_code == 302


def test_a_session_that_lasted_too_long_is_401_and_not_a_page(client, town):
    client.force_login(town.secretary)
    client.get("/desk/")
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert client.get("/api/v1/areas/").status_code == 200  # control
    session = client.session
    session["signed_in_at"] = (timezone.now() - timedelta(hours=13)).timestamp()
    session.save()
    assert_error(client.get("/api/v1/areas/"), 401, "not_authenticated")


# --- Areas and what is seated in them -----------------------------------------------------------------------------------


def test_areas_are_those_of_the_post(town):
    assert set(Api(town.grid_worker).names("areas/")) == {"东园一网格", "1号楼", "2号楼"}
    assert Api(town.auditor).names("areas/") == []


def test_area_filters(town):
    api = Api(town.street_secretary)
    assert api.names("areas/", kind="community") == ["东园社区", "西园社区"]
    assert api.names("areas/", kind=["street", "community"], ordering="-code")[-1] == "城关街道"
    assert api.names("areas/", parent=town.east.pk) == ["东园一网格", "东园二网格"]
    assert api.names("areas/", under=town.west.pk) == ["西园社区", "西园一网格", "1号楼"]
    assert api.names("areas/", search="dysq") == ["东园社区"]
    assert api.names("areas/", search="370702001002") == ["西园社区", "西园一网格", "1号楼"]
    assert api.names("areas/", open="false") == []


def test_children_of_an_area(town):
    assert Api(town.secretary).names(f"areas/{town.east.pk}/children/") == ["东园一网格", "东园二网格"]


@pytest.mark.parametrize("path", ["areas/{}/", "areas/{}/children/"])
def test_a_foreign_area_answers_like_a_missing_one(town, path):
    api = Api(town.west_secretary)
    foreign, missing = api.get(path.format(town.east.pk)), api.get(path.format(999_999_999))
    assert_error(foreign, 404, "not_found")
    assert foreign.content == missing.content


def test_a_foreign_area_in_a_filter_gives_what_a_missing_one_gives(town):
    api = Api(town.west_secretary)
    for name in ("under", "parent"):
        assert api.get("areas/", **{name: town.east.pk}).json() == api.get("areas/", **{name: 999_999_999}).json()
    # An area above one's own post is out of reach too, though one's own rows lie under it.
    assert api.names("areas/", under=town.street.pk) == []


def test_pages(town):
    api = Api(town.street_secretary)
    first = api.get("areas/", page_size=3).json()
    assert (first["count"], len(first["results"]), first["previous"]) == (9, 3, None)
    assert "page=2" in first["next"]
    assert_error(api.get("areas/", page=99), 404, "not_found")
    assert len(api.get("areas/", page_size=100_000).json()["results"]) == 9


def test_no_more_than_two_hundred_rows_a_page(town):
    Institution.objects.bulk_create(
        Institution(name=f"单位{number:03d}", kind=InstitutionKind.OTHER, area=town.east) for number in range(205)
    )
    reply = Api(town.secretary).get("institutions/", page_size=1000).json()
    assert (reply["count"], len(reply["results"])) == (205, 200)


def test_lists_take_the_same_number_of_queries_whatever_their_length(town, django_assert_num_queries):
    for number in range(5):
        Institution.objects.create(name=f"单位{number}", kind=InstitutionKind.OTHER, area=town.east)
        create_party_org(parent_id=None, kind=PartyOrgKind.BRANCH, name=f"支部{number}", area=town.east, by=None)
    api = Api(town.secretary, scopes=[P.AREA_VIEW, P.PARTY_ORG_VIEW, P.INSTITUTION_VIEW])
    api.get("me/")  # notes the use of the token
    for path in ("areas/", "party-orgs/", "institutions/"):
        for page_size in (1, 50):
            with django_assert_num_queries(4):  # token and person, posts, count, rows
                api.get(path, page_size=page_size)


def test_units_see_themselves(town):
    mine = Institution.objects.create(name="甲厂", kind=InstitutionKind.STATE_ENTERPRISE, area=town.east)
    Institution.objects.create(name="乙厂", kind=InstitutionKind.STATE_ENTERPRISE, area=town.east)
    user = create_user(account="jiachang", name="甲厂书记", by=None)
    appoint(holder_id=user.pk, kind=PostKind.UNIT_ORG, institution=mine, by=None)
    assert Api(user).names("institutions/") == ["甲厂"]
    assert Api(town.secretary).names("institutions/", kind="state_enterprise", search="乙") == ["乙厂"]


def test_party_organisations(town):
    create_party_org(parent_id=None, kind=PartyOrgKind.COMMITTEE, name="东园党委", area=town.east, by=None)
    create_party_org(parent_id=None, kind=PartyOrgKind.BRANCH, name="西园支部", area=town.west, by=None)
    assert Api(town.secretary).names("party-orgs/") == ["东园党委"]
    assert Api(town.street_secretary).names("party-orgs/", kind="branch") == ["西园支部"]
    assert Api(town.street_secretary).names("party-orgs/", under=town.east.pk) == ["东园党委"]


# --- Errors -------------------------------------------------------------------------------------------------------------


def test_not_signed_in(town):
    reply = Api().get("areas/")
    assert_error(reply, 401, "not_authenticated")
    assert reply["WWW-Authenticate"] == "Token"


def test_wrong_parameters_name_themselves(town):
    api = Api(town.secretary)
    assert_error(api.get("areas/", kind="planet"), 400, "invalid", "kind")
    assert_error(api.get("areas/", ordering="lft"), 400, "invalid", "ordering")
    assert_error(api.get("areas/", parant=town.east.pk), 400, "invalid", "parant")
    assert_error(api.get("areas/", under="x"), 400, "invalid", "under")


def test_other_refusals_have_the_same_shape(town, settings):
    api = Api(town.secretary)
    assert_error(api.get("no-such-thing/"), 404, "not_found")
    assert_error(api.get(f"areas/{town.east.pk}"), 404, "not_found")
    assert_error(api.post("areas/", {}), 405, "method_not_allowed")
    assert_error(api.delete(f"areas/{town.east.pk}/"), 405, "method_not_allowed")
    assert_error(api.post("tokens/", "a=1", "application/x-www-form-urlencoded"), 415, "unsupported_media_type")
    assert_error(api.post("tokens/", "{"), 400, "parse_error")
    assert_error(api.post("tokens/", "[" * 100_000), 400, "parse_error")
    assert_error(api.post("tokens/", '"' + "x" * 2_000_000 + '"'), 413, "too_large")


def test_a_form_of_another_site_cannot_use_the_session(town):
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.secretary)
    reply = client.delete("/api/v1/tokens/1/")
    assert_error(reply, 403, "permission_denied")


def test_a_program_that_runs_wild_is_braked(town, monkeypatch):
    monkeypatch.setattr(ApiThrottle, "THROTTLE_RATES", {"api": "2/min"})
    user = create_user(account="wild", name="程序", by=None)
    api = Api(user)
    codes = [api.get("me/").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert_error(api.get("me/"), 429, "throttled")
    # Others go on.
    assert Api(town.secretary).get("me/").status_code == 200


def test_the_brake_lets_go_when_the_cache_is_away(town, monkeypatch):
    def away(*_):
        raise Away

    monkeypatch.setattr(SimpleRateThrottle, "allow_request", away)
    assert Api(town.secretary).get("me/").status_code == 200


# --- Who am I, and figures ----------------------------------------------------------------------------------------------


def test_me(town):
    body = Api(town.secretary).get("me/").json()
    assert (body["account"], body["token_scopes"]) == ("dongyuan", None)
    [post] = body["posts"]
    assert (post["kind"], post["area"]["name"]) == ("community_secretary", "东园社区")
    assert "member_view" in post["permissions"]


def test_figures_are_those_of_the_board(town):
    month = Period("M", date(2026, 10, 1))
    fill_figures(month)
    body = Api(town.secretary).get("figures/", area=town.east.pk, period="2026-10").json()
    values = figures_for([town.east.pk], month)[town.east.pk]
    shown = {figure["key"]: figure["value"] for figure in body["figures"]}
    assert list(shown) == list(registry.catalogue())
    for key, value in values.items():
        decimals = registry.catalogue()[key].decimals
        assert shown[key] == (None if value is None else pytest.approx(float(value), abs=0.6 * 10**-decimals)), key
    assert shown["area.households"] == float(
        Figure.objects.of(month).get(area=town.east, measure="area.households").total
    )
    assert body["as_of"]
    assert body["period"]["label"] == "2026年10月"
    assert all(figure["definition"] for figure in body["figures"])


def test_figures_before_the_first_fill_are_empty(town):
    body = Api(town.secretary).get("figures/", area=town.east.pk, period="2026Q3").json()
    assert body["as_of"] is None
    assert {figure["value"] for figure in body["figures"]} == {None}


def test_figures_of_others_are_not_found(town):
    api = Api(town.west_secretary)
    assert_error(api.get("figures/", area=town.east.pk, period="2026"), 404, "not_found")
    assert_error(api.get("figures/", area=town.street.pk, period="2026"), 404, "not_found")
    assert_error(api.get("figures/", period="2026"), 400, "invalid", "area")
    assert_error(Api(town.secretary, scopes=[P.AREA_VIEW]).get("figures/", area=1, period="2026"), 403, "token_scope")


@pytest.mark.parametrize(
    "period", ["", "2026-13", "2026Q5", "1999", "2026-1", "２０２６", "2026-11-01", "abcd", "20261"]
)
def test_periods_are_read_strictly(town, period):
    assert_error(Api(town.secretary).get("figures/", area=town.east.pk, period=period), 400, "invalid", "period")


# --- Anything at all ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["areas/", "party-orgs/", "institutions/", "figures/", "tokens/", "me/"])
def test_no_parameter_breaks_a_list(town, path, monkeypatch):
    monkeypatch.setattr(ApiThrottle, "THROTTLE_RATES", {"api": "100000/min"})
    api = Api(town.secretary)
    for address in hostile_addresses(api.client, f"/api/v1/{path}"):
        reply = api.client.get(address)
        assert reply.status_code in {200, 400, 404}, address
        if reply.status_code != 200:
            assert set(reply.json()) == {"code", "message", "fields"}


def test_no_body_breaks_a_write(town, monkeypatch):
    monkeypatch.setattr(ApiThrottle, "THROTTLE_RATES", {"api": "100000/min"})
    for body in HOSTILE_BODIES:
        reply = Api().post("tokens/", body)
        assert reply.status_code in {400, 413, 422}, body[:60]
        assert set(reply.json()) == {"code", "message", "fields"}
    for field in asked():
        for value in ["\x00", "\ud800", 2**64, -1, None, [], {}, [[]], {"a": 1}, "x" * 5000, True, 1.5]:
            reply = Api().post("tokens/", asked(**{field: value}))
            assert reply.status_code in {201, 400, 409, 422}, (field, value)


@pytest.mark.parametrize("header", ["Token", "Token ", "Token x y", "token \xff", "Token djt_\x80", "Basic eDp5"])
def test_no_header_breaks_the_door(town, header):
    reply = Client(raise_request_exception=False).get("/api/v1/areas/", headers={"Authorization": header})
    assert reply.status_code == 401


# --- The description ----------------------------------------------------------------------------------------------------


def test_the_schema_is_complete(db):
    out = io.StringIO()
    call_command("spectacular", "--fail-on-warn", "--validate", "--format", "openapi-json", stdout=out)
    text = out.getvalue()
    assert "descending" not in text


def test_every_operation_says_how_it_can_fail(client):
    schema = client.get("/api/schema/", headers={"Accept": "application/json"}).json()
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], path
            assert {"400", "401", "403", "404", "405", "429"} <= set(operation["responses"]), path
            if method == "post":
                assert {"409", "415", "422"} <= set(operation["responses"]), path


def test_the_page_of_the_description_asks_no_other_host(client):
    page = client.get("/api/docs/").content.decode()
    assert "http://" not in page
    assert "https://" not in page
