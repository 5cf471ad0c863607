"""What people of every kind ask of the site: every address with its parameters filled in, and the questions put to it."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

import pgtrigger
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.handlers import exception, wsgi
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.test import Client

from orgtree.choices import PostKind
from orgtree.declare import registry
from orgtree.desk.list_sheets import SheetMixin
from orgtree.models import Area, Institution, Post, User
from orgtree.people.services.people import create_user
from tests.canaries import CANARY
from tests.hostile import HOSTILE_TEXTS
from tests.routes import ROUTES
from tests.unit_family import UNIT_POSTS
from tests.walk import all_routes, desk_model, fill, is_legacy_redirect, parameters, text_of

REFUSED = {301, 302, 401, 403, 404, 405}
BROKEN = 500
# What is the same for everybody and says how it may be kept.
FOR_EVERYBODY = ("/open-data/",)
EVERYTHING = "*"


def values_for(address, pattern, planted) -> tuple[list, bool]:
    """The values of an address's parameters, and whether one of them is a planted row."""
    model = desk_model(address, pattern)
    if model is not None:
        names = parameters(address)
        pk = planted.get(model._meta.label_lower, 999999)
        return [pk if name == "object_id" else first_act(model) for name in names], "object_id" in names
    values = ROUTES[address]
    foreign = [planted[value] for value in values if not value.startswith("=")]
    return [value[1:] if value.startswith("=") else planted[value] for value in values], bool(foreign)


def first_act(model) -> str:
    return admin.site.get_model_admin(model).object_actions[0].key


def visits(planted) -> Iterator[tuple[str, bool]]:
    """(address filled in, whether it names a planted row) of every address in the inventory."""
    for address, pattern in all_routes():
        if not is_legacy_redirect(address, pattern):
            values, foreign = values_for(address, pattern, planted)
            yield fill(address, values), foreign


class Walker(Client):
    """A client that takes no answer which breaks, or which a browser or a proxy may keep although it is one person's or the API's."""

    is_known = False

    def request(self, **request):
        reply, url = super().request(**request), request["PATH_INFO"]
        assert reply.status_code != BROKEN, f"{request['REQUEST_METHOD']} {url} breaks"
        if url.startswith("/api/") or (self.is_known and not url.startswith(FOR_EVERYBODY)):
            assert "no-store" in (said := reply.headers.get("Cache-Control", "")), f"{url} may be kept: {said!r}"
        return reply


def signed_in(user: User | None) -> Walker:
    """A client of this person, or of nobody; what breaks is answered by 500, as outside of tests."""
    client = Walker(raise_request_exception=False)
    if user:
        client.force_login(user)
        client.is_known = True
    return client


@dataclass
class Visitor:
    """Who walks. Where one person has the posts of several, also each of these alone, by name: what the one is shown, each of them
    asks for and is judged by what they may see.
    """

    client: Client
    parts: dict[str, Client] = field(default_factory=dict)


def hold(user: User, kind: str, **seat) -> None:
    """A post that nobody would give: also beside one that excludes others, which the database refuses."""
    with pgtrigger.ignore("orgtree.Post:post_excludes"):
        Post.objects.get_or_create(holder=user, kind=kind, **seat)


def hold_every_post(user: User, area: Area, unit: Institution) -> None:
    """A post of every kind, at the area or the unit."""
    for kind in PostKind:
        hold(user, kind, **({"institution": unit} if kind in UNIT_POSTS else {"area": area}))


def join(people: dict[str, User], home: Area) -> Visitor:
    """One person with every post of these, whom nobody would appoint: what any of them sees and may, this one does."""
    user = create_user(account="all-in-one", name="走访人", home=home, by=None)
    for post in Post.objects.filter(holder__in=people.values()):
        hold(user, post.kind, area=post.area, institution=post.institution)
    return Visitor(signed_in(user), {name: signed_in(part) for name, part in people.items()})


def suggestions() -> Iterator[str]:
    """The address that form fields and filters of the desk ask for rows to choose, with the planted word: of those that are
    answered alike, one stands for all.
    """
    asked = set()
    for model, model_admin in admin.site._registry.items():
        for relation in model_admin._relations():
            if not model_admin._is_searchable(relation.remote_field.model):
                continue
            if (answer := what_answers(model_admin, relation)) not in asked:
                asked.add(answer)
                app, name = model._meta.app_label, model._meta.model_name
                named = f"app_label={app}&model_name={name}&field_name={relation.name}"
                yield f"/desk/autocomplete/?{named}&term={CANARY}"


def what_answers(model_admin, relation) -> tuple:
    """All that `ScopedAutocomplete` asks of a list before it suggests rows for its relation, beside who asks."""
    asks = model_admin.making.asks if model_admin.making else ()
    offered = tuple(ask.rows for ask in asks if ask.rows and ask.found_by == (model_admin.model, relation.name))
    ways = (getattr(type(model_admin), way) for way in ("rows_for", "asked_rows", "has_view_permission", "may"))
    limits = (model_admin.related_permissions.get(relation.name), repr(relation.get_limit_choices_to()))
    return (relation.remote_field.model, model_admin.view_permission, *limits, offered, *ways)


def rows_behind_figures(area_id: int) -> Iterator[str]:
    """The pages with the rows behind each figure of an area: of those over the same rows in the same columns, the one that
    narrows them by nothing stands for all, as whatever another shows is shown by it.
    """
    groups = defaultdict(list)
    for measure in registry.measures():
        groups[measure.rows, measure.area, tuple(map(id, measure.columns))].append(measure)
    for group in groups.values():
        whole = [measure for measure in group if measure.only is None]
        yield from (f"/board/{area_id}/rows/{measure.key}/" for measure in whole[:1] or group)


class HeardQuery(QueryDict):
    """A query that remembers what the page asked it for; EVERYTHING where the page took all of it."""

    heard: set[str] = set()

    def __getitem__(self, key):
        self.heard.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.heard.add(key)
        return super().__contains__(key)

    def getlist(self, key, default=None):
        self.heard.add(key)
        return super().getlist(key, default)

    def items(self):
        self.heard.add(EVERYTHING)
        return super().items()

    def lists(self):
        self.heard.add(EVERYTHING)
        return super().lists()


@contextmanager
def listening():
    """Inside, the set of words that pages read from their addresses."""
    heard, plain = set(), wsgi.QueryDict
    HeardQuery.heard, wsgi.QueryDict = heard, HeardQuery
    try:
        yield heard
    finally:
        wsgi.QueryDict = plain


@contextmanager
def refusals_drawn_once():
    """Inside, the page of each kind of refusal is drawn once for each visitor and first part of the address, and said again
    after that: it says the same whatever was asked (`test_a_refusal_tells_nothing_of_what_was_asked`).
    """
    drawn, plain = {}, exception.get_exception_response

    def said_again(request, resolver, status, error):
        kind = status, getattr(request, "user", AnonymousUser).pk, request.path.split("/")[1]
        if kind not in drawn:
            drawn[kind] = plain(request, resolver, status, error)
        return HttpResponse(drawn[kind].content, status=drawn[kind].status_code)

    exception.get_exception_response = said_again
    try:
        yield
    finally:
        exception.get_exception_response = plain


@lru_cache
def desks_by_name() -> dict[str, admin.ModelAdmin]:
    """The lists of the desk by how their pages are named."""
    return {f"{model._meta.app_label}_{model._meta.model_name}": desk for model, desk in admin.site._registry.items()}


@contextmanager
def undrawn():
    """Inside, pages are put together and not drawn."""
    plain = SimpleTemplateResponse.rendered_content
    SimpleTemplateResponse.rendered_content = ""
    try:
        yield
    finally:
        SimpleTemplateResponse.rendered_content = plain


def rows_on(reply) -> set[int] | None:
    """The rows on a page with a list of the desk; None for any other page."""
    shown = (getattr(reply, "context_data", None) or {}).get("cl")
    return None if shown is None else {row.pk for row in shown.result_list}


def rows_found(client, url: str) -> set[int] | None:
    """The rows that a list of the desk finds when it is asked so, its page not drawn: half of what it costs."""
    with undrawn():
        return rows_on(client.get(url))


@dataclass(frozen=True)
class Heard:
    """What came back from an address, its text, and the words that the page read from the query."""

    reply: HttpResponseBase
    text: str
    words: frozenset[str]

    def listens(self, question: str) -> bool:
        """Whether the page can answer the question at all, and no other page answers it with the same rows."""
        if self._shows_the_rows_of_its_list():
            return False
        word, _, value = question.partition("=")
        return word in self.words or (EVERYTHING in self.words and self._takes(word, value))

    def _shows_the_rows_of_its_list(self) -> bool:
        """Whether it is a workbook as SheetMixin makes it: of the rows that its list shows when asked the same."""
        model, _, page = (self.reply.resolver_match.url_name or "").rpartition("_")
        desk = type(desks_by_name().get(model))
        kept = (getattr(desk, name, None) is getattr(SheetMixin, name) for name in ("sheet_view", "_sheet"))
        return page == "sheet" and all(kept)

    def _takes(self, word: str, value: str) -> bool:
        """What a page that reads the whole query makes of a word: lists and forms of the desk say which they take."""
        model, _, page = self.reply.resolver_match.url_name.rpartition("_")
        desk = desks_by_name()
        if page in {"changelist", "sheet"} and model in desk:
            return desk[model].lookup_allowed(word, value, self.reply.wsgi_request)
        if page == "add" and model in desk and self.reply.status_code == 200:
            shown = self.reply.context  # Django's own page to add, or the one of a noun whose rows begin as declared
            return word in (shown["adminform"].form if "adminform" in shown else shown["form"]).fields
        return True


def heard_by(client, url: str) -> Heard:
    """Get the address, and listen to what it asks of its query meanwhile."""
    with listening() as heard:
        reply = client.get(url)
        return Heard(reply, text_of(reply), frozenset(heard))


def hostile_addresses(client, url: str) -> Iterator[str]:
    """The address with every hostile text, already encoded, for each word that the page reads; one for a page that reads none."""
    words = heard_by(client, url).words or {"unread"}
    assert EVERYTHING not in words, f"{url} takes any word: say which to ask"
    yield from (f"{url}?{word}={text}" for word in sorted(words) for text in HOSTILE_TEXTS)


def every_visit(planted) -> Iterator[str]:
    """All addresses for those who may see the place and not its people: rows behind every figure, suggestions."""
    yield from (url for url, _ in visits(planted))
    yield from chain(suggestions(), rows_behind_figures(planted["orgtree.area"]))
