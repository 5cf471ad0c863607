"""Nobody reads or changes what is not theirs: every address of the site, visited by strangers of every kind.

Rows with the word 金丝雀 are planted in 东园社区; people of 西园社区 and beyond then visit everything.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import serializers
from django.test import Client

from orgtree.choices import PostKind
from orgtree.desk.base import DeskAdmin, ScopedAdmin
from orgtree.models import Post, ScopedQuerySet
from orgtree.people.services.people import create_user
from orgtree.scope.models.rows import area_paths
from tests.canaries import CANARY, NAMES, PHONE
from tests.routes import ROUTES
from tests.unit_family import kin_but_superiors, superiors
from tests.visits import REFUSED, heard_by, suggestions, visits
from tests.walk import all_routes, desk_model, is_legacy_redirect, parameters, text_of
from volunteers.models import Member

pytestmark = pytest.mark.django_db
# The desks of 西园 and beyond in one person, those who read no persons in another: a right is had by any post.
VISITORS = ["desks", "control", "west_member", "kin_units", "superior_units", "nobody"]
# Those whose posts open different pages: asking everything takes time.
ASKERS = ["desks", "control", "west_member"]
CHANGERS = ["all_posts", "west_member", "kin_units", "superior_units", "nobody"]
# Questions that a stranger would put to any list: by id of a foreign area or row, by name, as another format.
QUESTIONS = (
    "area={area}",
    "area__id__exact={area}",
    "within={area}",
    "member={member}",
    "q=" + CANARY,
    "search=" + CANARY,
    "q=" + PHONE,
    "format=xlsx",
    "export=xlsx",
)


@pytest.fixture
def visitor(town, request):
    """A client signed in as the named person; `nobody` is not signed in."""

    def build(name):
        client = Client(raise_request_exception=False)
        if name != "nobody":
            client.force_login(PEOPLE[name](town))
        return client

    return build


def staff(*posts):
    """One person with all these posts, whom nobody would appoint: what any holder sees and may, this one does."""

    def make(town):
        user = create_user(account="walker", name="走访人", home=town.west, by=None)
        for kind, seat in posts:
            Post.objects.create(holder=user, kind=kind, area=getattr(town, seat))
        return user

    return make


def west_member(town):
    user = create_user(name="西园党员", phone="13922223333", by=None)
    Member.objects.create(user=user, name="西园党员", unit_name="西园单位", area=town.west_grid)
    return user


DESKS = (
    (PostKind.COMMUNITY_SECRETARY, "west"),
    (PostKind.COMMUNITY_SECRETARY, "north"),
    (PostKind.GRID_WORKER, "west_grid"),
)
CONTROL = ((PostKind.AUDITOR, "west"), (PostKind.SYSTEM_ADMIN, "west"))
PEOPLE = {
    "west_secretary": lambda town: town.west_secretary,
    "desks": staff(*DESKS),
    "control": staff(*CONTROL),
    "all_posts": staff(*DESKS, *CONTROL),
    "west_member": west_member,
    "kin_units": kin_but_superiors,
    "superior_units": superiors,
}
# Who answers to a unit knows what it is called; its superiors read what it is, and nothing that hangs on it.
KNOWN = {"kin_units": f"{CANARY}单位", "superior_units": f"{CANARY}单位"}
BELOW = ("/desk/orgtree/institution/", "/api/v1/institutions/")


def leaks(client, planted, questions=(), known=None, *, compare=False) -> Iterator[str]:
    """Addresses that show this visitor a planted word other than the `known` one, or answer for a planted row at all, or tell of
    one when asked; with `compare`, those that answer otherwise where there is no such row.
    """
    for url, foreign in visits(planted):
        heard = heard_by(client, url)
        status, text = heard.reply.status_code, heard.text.replace(known, "") if known else heard.text
        if CANARY in text or PHONE in text or (foreign and status not in REFUSED):
            yield f"{status} {url}"
        if foreign and compare and client.get(of_no_row(url, planted)).status_code != status:
            yield f"{status} {url}, and not so for an unknown id"
        if not foreign and status == 200:
            asked = (f"{url}?{question}" for question in questions if heard.listens(question))
            yield from (url for url in asked if shows_a_planted_name(text_of(client.get(url))))


def test_every_address_is_in_the_inventory():
    known = {
        address
        for address, pattern in all_routes()
        if desk_model(address, pattern) is None and not is_legacy_redirect(address, pattern)
    }
    assert sorted(known - set(ROUTES)) == [], "new addresses need a line in tests/routes.py"
    assert sorted(set(ROUTES) - known) == [], "tests/routes.py names addresses that are gone"


def test_every_parameter_has_a_value():
    for address, pattern in all_routes():
        if desk_model(address, pattern) is None and not is_legacy_redirect(address, pattern):
            assert len(parameters(address)) == len(ROUTES[address]), address


@pytest.mark.parametrize("name", VISITORS)
def test_strangers_read_nothing_and_learn_nothing_by_asking(name, visitor, planted):
    ids = {"area": planted["orgtree.area"], "member": planted["volunteers.member"]}
    questions = [question.format(**ids) for question in QUESTIONS] if name in ASKERS else []
    found = list(leaks(visitor(name), planted, questions, KNOWN.get(name), compare=name == "desks"))
    if name == "superior_units":
        row = f"200 {BELOW[0]}{planted['orgtree.institution']}/change/"
        assert row in found, "the unit below is there to be read"
        found = [url for url in found if not url.split()[1].startswith(BELOW)]
    assert found == []


def of_no_row(url: str, planted) -> str:
    """The same address with ids that no row has."""
    ids = set(map(str, planted.values()))
    return "/".join("999999" if part in ids else part for part in url.split("/"))


@pytest.mark.parametrize("name", ASKERS)
def test_strangers_are_suggested_nothing(name, visitor, planted):
    client = visitor(name)
    assert [url for url in suggestions() if shows_a_planted_name(text_of(client.get(url)))] == []


def shows_a_planted_name(shown: str) -> bool:
    """Whether a whole planted name stands in the page; the bare word may be the visitor's own question, said back."""
    return any(f"{CANARY}{rest}" in shown for rest in NAMES)


@pytest.mark.parametrize("name", CHANGERS)
def test_strangers_change_nothing(name, visitor, planted):
    client = visitor(name)
    before = snapshot(planted)
    answers = {}
    for url, foreign in visits(planted):
        if foreign:
            answers[url] = client.post(url, {"reason": "测试事由", "name": "改了"}).status_code
    read = {f"{BELOW[0]}{planted['orgtree.institution']}/history/"} if name == "superior_units" else set()
    assert {url for url, code in answers.items() if code not in REFUSED} == read
    assert snapshot(planted) == before


def snapshot(planted) -> str:
    rows = [apps.get_model(label)._base_manager.get(pk=pk) for label, pk in sorted(planted.items())]
    for row in rows:
        if hasattr(row, "phone"):
            row.phone = "sealed anew at each write"
    return serializers.serialize("json", rows)


def test_the_walk_sees_a_leak_when_scope_is_off(visitor, planted, monkeypatch):
    """Negative control."""
    client = visitor("west_secretary")
    monkeypatch.setattr(ScopedQuerySet, "allowed", lambda self, user, permission: self.all())
    assert next(leaks(client, planted), None)


def test_their_owner_does_see_them(planted, town, client):
    """Control: the planted words are there to be seen."""
    client.force_login(town.admin)
    assert f"{CANARY}社工" in text_of(client.get("/desk/orgtree/user/"))


def test_every_model_with_owners_has_a_planted_row(planted):
    owned = {model._meta.label_lower for model in apps.get_models() if area_paths(model)}
    assert owned - set(planted) == set()


def test_every_desk_page_of_a_model_with_owners_is_scoped():
    for model, model_admin in admin.site._registry.items():
        assert isinstance(model_admin, DeskAdmin), model
        assert isinstance(model_admin, ScopedAdmin) or not area_paths(model), model
