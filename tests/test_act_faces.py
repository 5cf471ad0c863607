"""Every surface of an act is the one that is made of its declaration, and nothing beside it: what is proved of one is so of all.

The contract of acts (tests/test_acts.py) asks for some acts of each noun through the whole site; of the others it tries the
service, the form and the body of the API, and the page without signing in and drawing. That rests on this file.
"""

import inspect
import re
from copy import copy
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin

from config.api import router
from orgtree.acts import Act, Acts, declared_acts
from orgtree.api.acts import _address_for
from orgtree.api.base import ScopedViewSet
from orgtree.desk.acts import bulk_acts_of, object_actions_of
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.looks import RecordedLooks
from orgtree.desk.row_pages import RowPages
from orgtree.errors import of_another
from orgtree.models import User
from tests.act_scene import asked_whole, people_s

JUDGED = [(acts, act) for acts in declared_acts() if not acts.noun.startswith("upstairs.") for act in people_s(acts)]
DESK = [(acts, act) for acts, act in JUDGED if act.permission]
API = [(acts, act) for acts, act in JUDGED if act.summary]
VIEWS = {
    acts.noun: viewset
    for _, viewset, _ in router.registry
    if getattr(viewset, "acts", None)
    for acts in (viewset.acts, *viewset.other_acts)
}
# What makes the page of an act, its entry in a list and its address: the same for all lists and all view sets.
MACHINES = {
    RecordedLooks: ("act_view",),
    RowPages: ("_run", "_act_context", "_say_result", "_page_of"),
    BulkMixin: ("response_action", "get_actions", "_runner", "_ask_or_do", "_do_or_tell", "_do", "_ask"),
}


def is_same(one: Any, other: Any) -> bool:
    """Whether both do the same: a function of the same code over the same things, a surface or a body with the same of all."""
    if inspect.isfunction(one) and inspect.isfunction(other):
        return one.__code__ == other.__code__ and all(map(is_same, held_by(one), held_by(other)))
    if isinstance(one, type) and isinstance(other, type):
        return one is other or (one.__mro__[1:] == other.__mro__[1:] and repr(one()) == repr(other()))
    if is_dataclass(one) and type(one) is type(other) and not isinstance(one, Act | Acts):
        return all(is_same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return one is other or one == other


def held_by(function) -> list:
    """What a function that another has made was given."""
    return [cell.cell_contents for cell in function.__closure__ or ()]


def buttons_by_hand(lists=None) -> set[tuple[str, str]]:
    """Acts whose button on the desk is not exactly the one that is made of the declaration."""
    found = set()
    for acts, act in DESK:
        page = (lists or admin.site._registry)[acts.model]
        [made] = [button for button in object_actions_of(acts) if button.key == act.slug]
        shown = [button for button in page.object_actions if button.key == act.slug]
        if act.removes:  # where to go when the row is no more is the page's own affair
            shown = [replace(button, leads_to=made.leads_to) for button in shown]
        found |= set() if len(shown) == 1 and is_same(shown[0], made) else {(acts.noun, act.key)}
    return found


def entries_by_hand(lists=None) -> set[tuple[str, str]]:
    """Acts done to many whose entry in the list's menu is not exactly the one that is made of the declaration."""
    found = set()
    for acts, act in DESK:
        page = (lists or admin.site._registry)[acts.model]
        made = [entry for entry in bulk_acts_of(acts) if entry.key == act.key]
        shown = [entry for entry in getattr(page, "bulk_acts", ()) if entry.key == act.key]
        found |= set() if len(shown) == len(made) and all(map(is_same, shown, made)) else {(acts.noun, act.key)}
    return found


def addresses_by_hand(views=VIEWS) -> set[tuple[str, str]]:
    """Acts whose address of the API is not exactly the one that is made of the declaration."""
    return {
        (acts.noun, act.key)
        for acts, act in API
        if not is_same(getattr(views[acts.noun], act.key), _address_for(views[acts.noun], acts, act))
    }


def pages_with_machines_of_their_own(lists=None) -> set[str]:
    """Lists of the desk that make pages or entries of acts in a way of their own."""
    pages = [(lists or admin.site._registry)[acts.model] for acts, _ in DESK]
    return {
        page.opts.label_lower
        for page in pages
        for kit, names in MACHINES.items()
        for name in names
        if isinstance(page, kit) and getattr(type(page), name) is not getattr(kit, name)
    }


def test_every_button_is_made_of_its_act():
    assert buttons_by_hand() == set()


def test_every_entry_of_a_list_is_made_of_its_act():
    assert entries_by_hand() == set()


def test_every_address_is_made_of_its_act():
    assert addresses_by_hand() == set()


def test_every_page_of_an_act_is_made_in_one_way():
    assert pages_with_machines_of_their_own() == set()


def test_every_body_is_read_in_one_way():
    assert {viewset.__name__ for viewset in VIEWS.values() if viewset.body_as is not ScopedViewSet.body_as} == set()


def test_of_every_noun_some_act_is_asked_through_the_whole_site():
    assert {noun for noun, _ in asked_whole()} >= {acts.noun for acts, _ in JUDGED}
    assert len(asked_whole()) < len(JUDGED) / 2


# --- Negative controls ----------------------------------------------------------------------------------------------------


@pytest.fixture
def planted():
    """(acts, act, the page of the desk in a registry of its own) of a noun whose page may be spoilt."""
    acts, act = next((acts, act) for acts, act in DESK if act.many and act.asks)
    page = copy(admin.site._registry[acts.model])
    return acts, act, page, admin.site._registry | {acts.model: page}


@pytest.mark.parametrize(
    "change",
    [{"run": lambda request, row, data: "已办理。"}, {"permission": None}, {"applies": lambda row: True}, {"rank": 9}],
    ids=lambda change: next(iter(change)),
)
def test_a_button_that_is_not_the_acts_is_found(change, planted):
    acts, act, page, lists = planted
    page.object_actions = [
        replace(button, **change) if button.key == act.slug else button for button in page.object_actions
    ]
    assert buttons_by_hand(lists) == {(acts.noun, act.key)}


def test_a_button_of_another_act_is_found(planted):
    acts, act, page, lists = planted
    other = next(button for button in page.object_actions if button.key != act.slug)
    page.object_actions = [
        replace(button, run=other.run) if button.key == act.slug else button for button in page.object_actions
    ]
    assert buttons_by_hand(lists) == {(acts.noun, act.key)}


def test_an_entry_that_is_not_the_acts_or_is_missing_is_found(planted):
    acts, act, page, lists = planted
    page.bulk_acts = [replace(entry, is_final=not entry.is_final) for entry in page.bulk_acts if entry.key == act.key]
    assert (acts.noun, act.key) in entries_by_hand(lists)
    page.bulk_acts = []
    assert (acts.noun, act.key) in entries_by_hand(lists)


def test_an_address_that_is_not_the_acts_is_found():
    acts, act = next((acts, act) for acts, act in API if len(act.asks) > 1)
    lax = replace(act, asks=act.asks[1:])
    viewset = VIEWS[acts.noun]
    for wrong in (lambda self, request, pk=None: None, _address_for(viewset, acts, lax)):
        spoilt = type("Spoilt", (viewset,), {"acts": None, act.key: wrong})
        assert addresses_by_hand(VIEWS | {acts.noun: spoilt}) == {(acts.noun, act.key)}


def test_a_page_that_does_acts_in_its_own_way_is_found(planted):
    acts, _, page, lists = planted
    page.__class__ = type("Own", (type(page),), {"_run": lambda self, *asked: "已办理。"})
    assert pages_with_machines_of_their_own(lists) == {acts.model._meta.label_lower}


# --- What another person has to do ----------------------------------------------------------------------------------------


def own_refusals(source: str) -> set[str]:
    """Codes of refusals to the person concerned that a service makes without a line in the record (decision 0072)."""
    return set(re.findall(r'RuleBroken\(\s*"(own_\w+|told_by_you)"', source)) - {"own_password"}


def test_a_service_that_refuses_the_person_concerned_leaves_a_record():
    apps = (Path(settings.BASE_DIR, app) for app in ("orgtree", "volunteers", "grids", "cocon", "assessments"))
    files = [file for app in apps for file in app.rglob("*.py") if "migrations" not in file.parts]
    found = {(file.name, code) for file in files for code in own_refusals(file.read_text())}
    # Who is named there is another than who asks.
    assert found == {("leading.py", "own_record")}
    assert own_refusals('raise RuleBroken("own_record", "x")') == {"own_record"}
    assert own_refusals('raise of_another(by, "own_record", "x")') == set()


def test_the_refusal_stands_with_who_was_refused():
    asked = User(name="甲")
    error = of_another(asked, "own_part", "须由另一位", field="row")
    assert (error.code, error.field, asked.refused) == ("own_part", "row", ("own_part",))
