"""The desk's lists, filters, searches, ticks and workbooks asked for what nobody means: refused or empty, never an error of ours.

Pages are asked and not drawn, which is most of their cost; of each list with a kind of filter that was not seen before one
page is drawn with what its filters took.
"""

from collections.abc import Callable, Iterator
from itertools import cycle
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve

from orgtree.desk import base as desk_base
from orgtree.desk import list_sheets
from orgtree.models import Institution, User
from orgtree.web.clean_input import CleanInput
from tests.hostile import (
    HOSTILE_FILTERS,
    HOSTILE_KEYS,
    HOSTILE_ORDERS,
    HOSTILE_PAGES,
    HOSTILE_TEXTS,
    HOSTILE_TICKS,
)
from tests.visits import hold_every_post
from volunteers.duties.desk.duty_posts import VacancyFilter

pytestmark = pytest.mark.django_db
REFUSED = {SuspiciousOperation: 400, PermissionDenied: 403, Http404: 404}
BROKEN = 500
DOOR = CleanInput(None)


# How a list of the desk turns its pages and refuses words, and how it opens a row: most leave both to the kit.
TURNING = ("get_changelist", "get_changelist_instance", "changelist_view", "lookup_allowed", "paginator")
OPENING = ("get_object", "change_view", "history_view", "act_view")


def ways_of(admin_of: admin.ModelAdmin, *names: str) -> Iterator:
    """Its methods of these names: those of the kit, or its own."""
    return (getattr(type(admin_of), name, None) for name in names)


def is_new(seen: set, *kind) -> bool:
    """Whether none of this kind was seen before; now it is."""
    before = len(seen)
    seen.add(kind)
    return len(seen) > before


class Desk:
    """The desk as somebody with every post sees it: asked without drawing its pages."""

    def __init__(self, user: User):
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self.known = self.client.get("/desk/").wsgi_request
        self.factory = RequestFactory()

    def ask(self, url: str, body: dict | None = None):
        """The reply, not drawn, or the number of the refusal; 500 for what nobody caught."""
        request = self.factory.get(url) if body is None else self.factory.post(url, body)
        request.user, request.session, request.htmx = self.known.user, self.known.session, False
        request._messages, request._dont_enforce_csrf_checks = self.known._messages, True
        try:
            request.resolver_match = found = resolve(request.path_info)
            DOOR.process_view(request, found.func, found.args, found.kwargs)
            reply = found.func(request, *found.args, **found.kwargs)
            for close in reply._resource_closers:  # of the workbook; `close()` would end the line to the database too
                close()
            return reply
        except tuple(REFUSED) as refusal:
            return next(status for kind, status in REFUSED.items() if isinstance(refusal, kind))
        except Exception:  # noqa: BLE001 - this is what the walk looks for
            return BROKEN

    def breaks(self, url: str, body: dict | None = None) -> bool:
        return self.ask(url, body) == BROKEN

    def lists(self) -> Iterator[tuple[str, type, admin.ModelAdmin]]:
        """The address of every list that this person may see, its model and its admin."""
        for model, desk in admin.site._registry.items():
            url = f"/desk/{model._meta.app_label}/{model._meta.model_name}/"
            if desk.has_view_permission(self.known):
                yield url, model, desk


@pytest.fixture
def desk(town, planted) -> Desk:
    user = town.secretary
    unit = Institution.objects.get(pk=planted["orgtree.institution"])
    hold_every_post(user, town.city, unit)
    return Desk(User.objects.get(pk=user.pk))


def filters_of(desk: Desk, url: str) -> list:
    """The filters of a list; the tree of areas is drawn otherwise and has none."""
    shown = desk.ask(url).context_data.get("cl")
    return shown.filter_specs if shown else []


def kinds_of(spec) -> dict[str, tuple]:
    """Each word that a filter reads, with what it has in common with others that are read in the same way."""
    name = getattr(spec, "field_path", None) or getattr(spec, "parameter_name", "")
    field = type(getattr(spec, "field", None)).__name__
    words = {word: (type(spec).__name__, field, word.removeprefix(name)) for word in spec.expected_parameters()}
    words |= {word: ("any", field, "isnull") for word in words if word.endswith("__isnull")}
    exact = [word for word in words if word.endswith("__exact")]
    return words | {word.replace("__exact", "__in"): ("any", field, "in") for word in exact}


def broken_filters(desk: Desk, lists) -> list[str]:
    """The addresses of lists that no filter survives: each kind of filter is asked once for each text."""
    found, seen = [], set()
    for url, *_ in lists:
        words = {word: kind for spec in filters_of(desk, url) for word, kind in kinds_of(spec).items()}
        fresh = {kind: word for word, kind in words.items() if kind not in seen}
        seen |= fresh.keys()
        asked = {word: {text: desk.ask(f"{url}?{word}={text}") for text in HOSTILE_FILTERS} for word in fresh.values()}
        found += [f"{url}?{word}={text}" for word, all_of in asked.items() for text in all_of if all_of[text] == BROKEN]
        if asked:
            found += drawn_badly(desk, url, {word: taken(replies) for word, replies in asked.items()})
    return found


def broken_dates(desk: Desk, lists) -> list[str]:
    """Lists that a year, month or day breaks by which nobody narrows them."""
    parts = ("year", "month", "day")
    asked = [
        f"{url}?" + "&".join(f"{admin_of.date_hierarchy}__{part}={text}" for part in parts[:deep])
        for url, _, admin_of in lists
        for text in (*HOSTILE_FILTERS, "2147483648", "0", "2026")
        for deep in (1, 3)
        if admin_of.date_hierarchy
    ]
    assert asked
    return list(filter(desk.breaks, asked))


def test_no_day_breaks(desk):
    assert broken_dates(desk, desk.lists()) == []


def taken(replies: dict) -> list[str]:
    return [text for text, reply in replies.items() if getattr(reply, "status_code", 0) == 200]


def drawn_badly(desk: Desk, url: str, words: dict[str, list[str]]) -> list[str]:
    """The page with a text that each of its filters took, and with each word twice, once drawn."""
    asked = f"{url}?{'&'.join(f'{word}={text}&{word}=' for word, texts in words.items() for text in texts[:1])}"
    return [asked] if desk.client.get(asked).status_code >= BROKEN else []


def test_no_filter_breaks(desk):
    assert broken_filters(desk, desk.lists()) == []


def broken_searches(desk: Desk, lists) -> list[str]:
    """Lists that a search, an order, a page, a repeated or an unknown word breaks; several to an address."""
    texts, orders = cycle(HOSTILE_TEXTS), cycle(HOSTILE_ORDERS)
    found, seen = [], set()
    for url, _, admin_of in lists:
        asked = [f"q={next(texts)}&q={next(texts)}&o={next(orders)}&o={next(orders)}"]
        if is_new(seen, *ways_of(admin_of, *TURNING)):
            asked += [f"p={page}" for page in HOSTILE_PAGES] + [f"nothing={text}" for text in HOSTILE_TEXTS[:6]]
            asked += [f"all=&_facets=x&e={next(texts)}", "pk=%C2%B2"]
        found += [f"{url}?{words}" for words in asked if desk.breaks(f"{url}?{words}")]
    return found


def test_no_search_order_or_page_breaks(desk):
    assert broken_searches(desk, desk.lists()) == []


def test_no_tick_and_no_act_breaks(desk):
    found, seen = [], set()
    for url, _, admin_of in desk.lists():
        acts = [*list(admin_of.get_actions(desk.known))[:1]]
        acts += ["nothing", ""] if is_new(seen, *ways_of(admin_of, "response_action", *TURNING)) else []
        for act in acts:
            body = {"action": act, ACTION_CHECKBOX_NAME: HOSTILE_TICKS, "select_across": "x", "index": "²"}
            found += [(url, act)] if desk.breaks(url, body) else []
    assert found == []


def broken_sheets(desk: Desk) -> Iterator[str]:
    """Workbooks of lists asked with filters that are none: they are of the rows that their list shows, which is asked too."""
    seen = set()
    for url, _, admin_of in desk.lists():
        if not is_new(seen, *ways_of(admin_of, "sheet_view", "_sheet", *TURNING)):
            continue
        words = [spec.expected_parameters()[0] for spec in filters_of(desk, url)[-1:]]
        asked = [f"{url}sheet/?{word}={text}" for word in words for text in ("%C2%B2", "1,2,x")]
        asked.append(f"{url}sheet/?{quote('area__id__exact')}=x&p=x&o=99")
        yield from filter(desk.breaks, asked)


def test_no_workbook_of_a_list_breaks(desk):
    assert list(broken_sheets(desk)) == []


def test_no_key_of_a_row_breaks(desk):
    """Of each kind of key, by each way to read it: the kit's for most lists."""
    found, seen = [], set()
    for url, model, admin_of in desk.lists():
        if not is_new(seen, type(model._meta.pk), *ways_of(admin_of, *OPENING)):
            continue
        pages = ["change/", "history/", "change/?_changelist_filters=q%3D%2500"]
        pages += [f"act/{act.key}/" for act in admin_of.object_actions[:1]]
        urls = [f"{url}{key}/{page}" for key in HOSTILE_KEYS for page in pages]
        found += [asked for asked in urls if desk.breaks(asked)]
    assert found == []


SUGGESTED = "app_label={app}&model_name={model}&field_name={field}"


def test_no_suggestion_and_no_finding_breaks(desk):
    known = SUGGESTED.format(app="volunteers", model="servicerecord", field="member")
    asked = [f"{known}&term={text}" for text in HOSTILE_FILTERS] + [f"{known}&page={page}" for page in HOSTILE_PAGES]
    asked += [SUGGESTED.format(app=text, model=text, field=text) for text in HOSTILE_FILTERS]
    asked += [SUGGESTED.format(app="volunteers", model="servicerecord", field=text) for text in HOSTILE_FILTERS]
    found = [words for words in asked if desk.breaks(f"/desk/autocomplete/?{words}")]
    found += [text for text in ["²", "٣", "9" * 30, "%", "\\", "-1", "_"] if desk.breaks("/desk/find/", {"q": text})]
    assert found == []


# --- Negative controls -------------------------------------------------------------------------------------------------


def lists_of(desk: Desk, *names: str) -> list:
    return [one for one in desk.lists() if one[1]._meta.model_name in names]


def with_number(read: Callable) -> Callable:
    """A reading of the address that trusts it to be a number."""
    return lambda self, request, rows, *text: (
        int(text[0] if text else self.value() or 0) and None or read(self, request, rows, *text)
    )


def test_the_walk_finds_a_filter_that_trusts_its_address(desk, monkeypatch):
    lists = lists_of(desk, "dutypost")
    monkeypatch.setattr(VacancyFilter, "queryset", with_number(VacancyFilter.queryset))
    assert "/desk/volunteers/dutypost/?missing=1,2,x" in broken_filters(desk, lists)


def test_the_walk_finds_a_search_that_trusts_its_address(desk, monkeypatch):
    lists = lists_of(desk, "dutypost")
    [(_, _, admin_of)] = lists
    monkeypatch.setattr(type(admin_of), "get_search_results", with_number(type(admin_of).get_search_results))
    assert broken_searches(desk, lists) != []


def test_the_walk_finds_a_workbook_that_trusts_its_filter(desk, monkeypatch):
    monkeypatch.setattr(list_sheets, "IncorrectLookupParameters", KeyError)
    assert any("sheet/" in url for url in broken_sheets(desk))


def test_the_walk_finds_a_day_that_is_trusted(desk, monkeypatch):
    monkeypatch.setattr(desk_base, "IncorrectLookupParameters", KeyError)
    assert any("2147483648" in url for url in broken_dates(desk, lists_of(desk, "signinrecord")))
