"""Tokens: issued once for a password, limited to their scopes, ended by their owner, their time or a new password."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from orgtree.choices import OWN, InstitutionKind
from orgtree.choices import Permission as P
from orgtree.models import ApiToken, Institution, User
from orgtree.people.services.tokens import issue_token
from tests.api import Api, asked, assert_error

pytestmark = pytest.mark.django_db


def test_a_token_for_account_and_password(town):
    reply = Api().post("tokens/", asked())
    assert reply.status_code == 201
    body = reply.json()
    assert body["token"].startswith("djt_")
    api = Api(token=body["token"])
    assert "东园社区" in api.names("areas/")
    assert api.get("me/").json()["token_scopes"] == ["area_view"]
    assert body["token"] not in str(ApiToken.objects.values().get())


def test_a_token_opens_no_session(town):
    api = Api()
    secret = api.post("tokens/", asked()).json()["token"]
    assert api.get("areas/").status_code == 401
    assert not Api(token=secret).get("me/").cookies


def test_wrong_password_tells_nothing(town):
    wrong, unknown = Api().post("tokens/", asked(password="x")), Api().post("tokens/", asked(account="nobody-here"))
    assert_error(wrong, 422, "sign_in")
    assert wrong.content == unknown.content


def test_tokens_share_the_lockout_of_the_login_page(town):
    api = Api()
    for _ in range(5):
        api.post("tokens/", asked(password="x"))
    assert_error(api.post("tokens/", asked()), 409, "locked_out")


def test_a_token_never_exceeds_its_scopes(town):
    api = Api(town.secretary, scopes=[P.AREA_VIEW])
    assert api.get("areas/").status_code == 200
    assert_error(api.get("institutions/"), 403, "token_scope")
    # And never its owner's posts, whatever its scopes.
    wide = Api(town.grid_worker, scopes=P.values)
    assert "东园社区" not in wide.names("areas/")


def test_scopes_bind_below_the_views_too(town):
    town.secretary.token_scopes = frozenset({P.AREA_VIEW})
    assert not town.secretary.holds(P.MEMBER_VIEW)
    Institution.objects.create(name="甲厂", kind=InstitutionKind.OTHER, area=town.east)
    assert not Institution.objects.allowed(town.secretary, P.INSTITUTION_VIEW).exists()
    town.secretary.token_scopes = None
    assert Institution.objects.allowed(town.secretary, P.INSTITUTION_VIEW).exists()


@pytest.mark.parametrize(
    "end",
    [
        lambda user: ApiToken.objects.update(revoked_at=timezone.now()),
        lambda user: ApiToken.objects.update(expires_at=timezone.now()),
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        lambda user: (user.set_password("Another-pass-2026"), user.save()),
    ],
    ids=["revoked", "expired", "owner disabled", "password changed"],
)
def test_a_token_ends(town, end):
    api = Api(town.secretary, scopes=[P.AREA_VIEW])
    assert api.get("areas/").status_code == 200
    end(town.secretary)
    assert_error(api.get("areas/"), 401, "authentication_failed")


def test_a_post_that_ends_empties_the_token_at_once(town):
    api = Api(town.secretary, scopes=[P.AREA_VIEW])
    assert api.names("areas/")
    town.secretary.posts.update(until=timezone.localdate())
    assert api.names("areas/") == []


def test_use_is_noted_once_a_minute(town):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        api = Api(town.secretary, scopes=[P.AREA_VIEW])
        api.get("me/")
        first = ApiToken.objects.get().last_used_at
        clock.shift(30)
        api.get("me/")
        assert ApiToken.objects.get().last_used_at == first
        clock.shift(31)
        api.get("me/")
        assert ApiToken.objects.get().last_used_at - first == timedelta(seconds=61)


def test_tokens_are_listed_and_revoked_by_their_owner_only(town):
    token, _ = issue_token(name="报表", scopes=[P.AREA_VIEW], days=1, by=town.secretary)
    [listed] = Api(town.secretary).get("tokens/").json()["results"]
    assert (listed["name"], listed["scopes"]) == ("报表", ["area_view"])
    assert {"digest", "password_mark", "token"} & set(listed) == set()
    neighbour = Api(town.west_secretary)
    assert neighbour.get("tokens/").json()["count"] == 0
    assert_error(neighbour.delete(f"tokens/{token.pk}/"), 404, "not_found")
    assert Api(town.secretary).delete(f"tokens/{token.pk}/").status_code == 204
    assert_error(Api(town.secretary).delete(f"tokens/{token.pk}/"), 404, "not_found")


def test_tokens_are_counted(town):
    for number in range(20):
        issue_token(name=f"{number}", scopes=[OWN], days=1, by=town.secretary)
    assert_error(Api().post("tokens/", asked()), 409, "token_limit")


def test_an_initial_password_gives_no_token(town):
    User.objects.filter(pk=town.secretary.pk).update(must_change_password=True)
    assert_error(Api().post("tokens/", asked()), 422, "must_change_password")


@pytest.mark.parametrize(
    ("field", "value"),
    [("scopes", ["everything"]), ("scopes", []), ("days", 0), ("days", 366), ("name", ""), ("account", "")],
)
def test_what_a_token_may_not_be(town, field, value):
    assert_error(Api().post("tokens/", asked(**{field: value})), 400, "invalid", field)
