"""Nobody reads or changes what is not theirs: every address of the site, visited by strangers of every kind.

Rows with the word 金丝雀 are planted in 东园社区; people of 西园社区 and beyond then visit everything.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.core.handlers.exception import get_exception_response
from django.http import Http404
from django.test import RequestFactory
from django.urls import get_resolver

from orgtree.choices import PostKind
from orgtree.desk.base import DeskAdmin, ScopedAdmin
from orgtree.models import ActStep, ScopedQuerySet, User
from orgtree.people.services.people import create_user
from orgtree.scope.models.rows import area_paths
from tests.canaries import CANARY, NAMES, PHONE
from tests.routes import ROUTES, join_inventories
from tests.said import NO_ROW, said_of
from tests.unit_family import build_family, kin_but_superiors, superiors
from tests.visits import (
    REFUSED,
    Heard,
    Visitor,
    heard_by,
    hold,
    join,
    rows_found,
    rows_on,
    signed_in,
    suggestions,
    visits,
)
from tests.walk import all_routes, desk_model, is_legacy_redirect, parameters, text_of
from volunteers.home.desk.members import MemberAdmin
from volunteers.models import Member

pytestmark = pytest.mark.django_db
# Those whose posts open different pages: asking everything takes time.
ASKERS = ["desks", "control", "west_member"]
# The desks of 西园 and beyond, who controls there, and the kin of the planted unit in one person: a right is had by any post.
CHANGERS = ["all_posts", "west_member", "nobody"]
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
def stranger(town, planted, quick_refusals):
    """Who visits under the name."""

    def build(name):
        return join(JOINED[name](town), town.west) if name in JOINED else Visitor(signed_in(PEOPLE[name](town)))

    return build


def staff(town, posts) -> User:
    """One person with all these posts, whom nobody would appoint: what any holder sees and may, this one does."""
    user = create_user(account="walker", name="走访人", home=town.west, by=None)
    for kind, seat in posts:
        hold(user, kind, area=getattr(town, seat))
    return user


def units(town) -> dict[str, User]:
    """Who sits at the kin of the planted unit."""
    family = build_family(town)
    return {"kin_units": kin_but_superiors(town, family), "superior_units": superiors(town, family)}


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
    "desks": lambda town: staff(town, DESKS),
    "control": lambda town: staff(town, CONTROL),
    "west_member": west_member,
    "nobody": lambda town: None,
}
JOINED = {"all_posts": lambda town: {"staff": staff(town, DESKS + CONTROL)} | units(town)}
# Who answers to a unit knows what it is called; its superiors read what it is, and nothing that hangs on it.
KNOWN = {"kin_units": f"{CANARY}单位", "superior_units": f"{CANARY}单位"}
BELOW = ("/desk/orgtree/institution/", "/api/v1/institutions/")


def leaks(client, planted, addresses, questions=(), known=None, *, compare=False) -> Iterator[tuple[str, str]]:
    """(address, what is wrong there): addresses that show this visitor a planted word other than the `known` one, or answer for a
    planted row at all, or tell of one when asked; with `compare`, those that answer otherwise where there is no such row.
    """
    for url, foreign in addresses:
        heard = heard_by(client, url)
        status, text = heard.reply.status_code, heard.text.replace(known, "") if known else heard.text
        if CANARY in text or PHONE in text or (foreign and status not in REFUSED):
            yield url, str(status)
        if foreign and compare and client.get(of_no_row(url, planted)).status_code != status:
            yield url, f"{status}, and not so for an unknown id"
        if not foreign and status == 200:
            asked = [f"{url}?{question}" for question in questions if heard.listens(question)]
            yield from ((url, said) for said in asked if tells(client, said, heard))


def tells(client, url: str, heard: Heard) -> bool:
    """Whether a planted name stands in the answer; a search that finds no row but those that were on the list is not drawn."""
    if "?q=" in url and (before := rows_on(heard.reply)) is not None:
        found = rows_found(client, url)
        if found is not None and found <= before:
            return False
    return shows_a_planted_name(text_of(client.get(url)))


def test_every_address_is_in_the_inventory():
    known = {
        address
        for address, pattern in all_routes()
        if desk_model(address, pattern) is None and not is_legacy_redirect(address, pattern)
    }
    assert sorted(known - set(ROUTES)) == [], "new addresses need a line in the routes.py of their subject's tests"
    assert sorted(set(ROUTES) - known) == [], "routes.py names addresses that are gone"


def test_an_address_named_by_two_subjects_is_refused():
    with pytest.raises(ValueError, match="m/wishes/"):
        join_inventories({"m/wishes/": ()}, {"u/wishes/": (), "m/wishes/": ()})


def test_every_parameter_has_a_value():
    for address, pattern in all_routes():
        if desk_model(address, pattern) is None and not is_legacy_redirect(address, pattern):
            assert len(parameters(address)) == len(ROUTES[address]), address


def questions_of(name: str, planted) -> list[str]:
    ids = {"area": planted["orgtree.area"], "member": planted["volunteers.member"]}
    return [question.format(**ids) for question in QUESTIONS] if name in ASKERS else []


def found_alone(who: Visitor, planted, addresses, *, compare=False) -> set[tuple[str, str, str]]:
    """(part, address, what is wrong there) for each part of the visitor, where the one person with all posts is shown something.

    Who knows a planted name is not asked for it.
    """
    asked = questions_of("desks", planted)
    shown = {url for url, _ in leaks(who.client, planted, addresses, asked, compare=compare)}
    again = [(url, foreign) for url, foreign in addresses if url in shown]
    return {
        (name, *found)
        for name, part in who.parts.items()
        for found in leaks(part, planted, again, () if name in KNOWN else asked, KNOWN.get(name), compare=compare)
    }


@pytest.mark.parametrize("name", ["west_member", "nobody"])
def test_strangers_read_nothing_and_learn_nothing_by_asking(name, stranger, planted):
    client, questions = stranger(name).client, questions_of(name, planted)
    assert list(leaks(client, planted, visits(planted), questions)) == []


def test_strangers_with_posts_read_nothing_and_learn_nothing_by_asking(stranger, planted):
    found = found_alone(stranger("all_posts"), planted, list(visits(planted)), compare=True)
    below = {line for line in found if line[0] == "superior_units" and line[1].startswith(BELOW)}
    row = f"{BELOW[0]}{planted['orgtree.institution']}/change/"
    assert ("superior_units", row, "200") in below, "the unit below is there to be read"
    assert found == below


def of_no_row(url: str, planted) -> str:
    """The same address with ids that no row has."""
    ids = set(map(str, planted.values()))
    return "/".join(str(NO_ROW) if part in ids else part for part in url.split("/"))


@pytest.mark.parametrize("name", ASKERS)
def test_strangers_are_suggested_nothing(name, stranger):
    client = stranger(name).client
    assert [url for url in suggestions() if shows_a_planted_name(text_of(client.get(url)))] == []


def test_a_list_that_answers_in_its_own_way_is_asked_by_itself(monkeypatch):
    """Control: a list for all of whose fields others stand, until it has a gate of its own."""

    def asked() -> set[str]:
        return {"/".join(re.findall(r"(?:label|model_name)=(\w+)", url)) for url in suggestions()}

    before = asked()
    spoilt = next(
        desk
        for model, desk in admin.site._registry.items()
        if model._meta.label_lower.replace(".", "/") not in before
        and any(desk._is_searchable(field.remote_field.model) for field in desk._relations())
    )
    monkeypatch.setattr(type(spoilt), "rows_for", lambda self, field, request: field.remote_field.model.objects.all())
    assert spoilt.opts.label_lower.replace(".", "/") in asked()


def shows_a_planted_name(shown: str) -> bool:
    """Whether a whole planted name stands in the page; the bare word may be the visitor's own question, said back."""
    return any(f"{CANARY}{rest}" in shown for rest in NAMES)


def changed(client, planted, urls, *, compare=False) -> Iterator[str]:
    """Those of the addresses that do not refuse what is posted to them; with `compare`, or refuse it in other words than where
    there is no such row.
    """
    body = {"reason": "测试事由", "name": "改了"}
    for url in urls:
        reply = client.post(url, body)
        if reply.status_code not in REFUSED:
            yield url
        elif compare:
            none = client.post(of_no_row(url, planted), body)
            if said_of(reply, *planted.values(), NO_ROW) != said_of(none, *planted.values(), NO_ROW):
                yield url


def foreign_rows(planted) -> list[str]:
    return [url for url, names_a_row in visits(planted) if names_a_row]


@pytest.mark.parametrize("name", CHANGERS)
def test_strangers_change_nothing(name, stranger, planted):
    """Also at the addresses of what a form does: no row is another, and no step was logged; nor are they told that there is a row."""
    who, before, steps = stranger(name), snapshot(planted), ActStep.objects.count()
    taken, compare = list(changed(who.client, planted, foreign_rows(planted), compare=bool(who.parts))), bool(who.parts)
    parts = {name: set(changed(client, planted, taken, compare=compare)) for name, client in who.parts.items()}
    below = {url for url in parts.pop("superior_units", ()) if url.startswith(BELOW)}
    assert (f"{BELOW[0]}{planted['orgtree.institution']}/history/" in below) == compare
    assert who.parts or not taken
    assert all(not found for found in parts.values()), parts
    assert snapshot(planted) == before
    assert ActStep.objects.count() == steps


def snapshot(planted) -> str:
    rows = [apps.get_model(label)._base_manager.get(pk=pk) for label, pk in sorted(planted.items())]
    for row in rows:
        if hasattr(row, "phone"):
            row.phone = "sealed anew at each write"
    return serializers.serialize("json", rows)


def test_the_walk_sees_a_leak_when_scope_is_off(stranger, planted, monkeypatch):
    """Negative control."""
    client = stranger("west_secretary").client
    monkeypatch.setattr(ScopedQuerySet, "allowed", lambda self, user, permission: self.all())
    assert next(leaks(client, planted, visits(planted)), None)


def test_the_walk_sees_a_row_that_is_told_from_none(stranger, planted, monkeypatch):
    """Negative control: an address that refuses a row in other words than none."""
    client, urls = (
        stranger("west_secretary").client,
        [f"/desk/volunteers/member/{planted['volunteers.member']}/change/"],
    )
    assert list(changed(client, planted, urls, compare=True)) == []
    plain = MemberAdmin.get_object

    def told(desk, request, object_id, *args, **more):
        if Member.objects.filter(pk=object_id).exists():
            raise PermissionDenied
        return plain(desk, request, object_id, *args, **more)

    monkeypatch.setattr(MemberAdmin, "get_object", told)
    assert list(changed(client, planted, urls)) == []
    assert list(changed(client, planted, urls, compare=True)) == urls


def test_the_walk_sees_a_search_that_finds_what_the_list_does_not_show(stranger, planted, monkeypatch):
    """Negative control: a list in order until somebody searches it."""
    client, url = stranger("west_secretary").client, "/desk/volunteers/member/"
    assert list(leaks(client, planted, [(url, False)], ["q=" + CANARY])) == []
    plain = MemberAdmin.get_queryset

    def unscoped_when_searched(desk, request):
        if "q" in request.GET:
            monkeypatch.setattr(ScopedQuerySet, "shown_to", lambda rows, user, permission, **by: rows.all())
        return plain(desk, request)

    monkeypatch.setattr(MemberAdmin, "get_queryset", unscoped_when_searched)
    assert list(leaks(client, planted, [(url, False)], ["q=" + CANARY])) == [(url, f"{url}?q={CANARY}")]


def test_each_of_the_joined_is_judged_alone(stranger, planted, monkeypatch):
    """Negative control: the kin of a unit know what it is called, the desks of another area do not."""
    who, url = stranger("all_posts"), BELOW[0]
    monkeypatch.setattr(ScopedQuerySet, "allowed", lambda self, user, permission: self.all())
    assert {name for name, *_ in found_alone(who, planted, [(url, False)])} == {"staff"}


@pytest.mark.parametrize(
    ("name", "parts"),
    [("west_secretary", {"desk", "board", "roll", "timeline"}), ("west_member", {"board", "m", "papers"})],
)
def test_a_refusal_tells_nothing_of_what_was_asked(name, parts, town, planted):
    """It is drawn once in a walk, for it has nothing of the row or the error."""
    user, seen = PEOPLE[name](town), {}
    client = signed_in(user)
    for url, foreign in visits(planted):
        part = url.split("/")[1]
        if foreign and part not in seen and client.get(url).status_code in {403, 404}:
            seen[part] = [refusal(client, asked) for asked in (url, of_no_row(url, planted))]
    assert parts <= set(seen)
    assert [part for part, (row, none) in seen.items() if row != none] == []
    request = RequestFactory().get(f"/m/{CANARY}/")
    request.user = user
    assert CANARY not in get_exception_response(request, get_resolver(), 404, Http404(CANARY)).content.decode()


def refusal(client, url: str) -> str:
    """The page without its own address and what is drawn by lot."""
    page = client.get(url).content.decode().replace(url, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


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
