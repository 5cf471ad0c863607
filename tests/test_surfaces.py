"""Every button, entry, address and page that changes something says which declared act it does, or is named here with why not.

The walk meets what is registered: lists of the desk, view sets of the API, patterns of the resolver. A page's function is
read for what it does with POST, with the functions of its module that it calls.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from copy import copy
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from textwrap import dedent
from types import ModuleType

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import URLPattern, get_resolver, path
from rest_framework.decorators import action
from rest_framework.viewsets import GenericViewSet

from config.api import router
from orgtree.acts import Acts, Making, acts_done_by, acts_of, declared_acts, does, makings_of, named
from orgtree.desk.actions import ObjectAction
from orgtree.desk.bulk import BulkAct

APPS = ("orgtree.", "volunteers.", "cocon.", "grids.", "assessments.")
WRITES = {"create", "update", "partial_update", "destroy"}
STATES = {"state", "place"}
LOGS = {"note_first", "note_steps", "perform_on", "follow"}
# Nouns with states and without acts of their own, and where their steps are logged.
NO_LOG = {
    "assessments.paperbatch": "the state is read off its two counts, each with its author; a line would tell of them before the close",
    "orgtree.delivery": "taken, sent and given up by the sender of notices alone, row by row as the columns say",
    "volunteers.shiftplace": "with the acts of its shift: the places lose their persons, or go, when the emergency has ended",
}
# Services that put rows into a state and log no step.
BESIDE = "parts of acts that are declared beside it, and whose lines tell it"
WORKER = "what the worker comes to is told by the run; what people do about an import is logged"
NO_LINE = {
    "orgtree.calendar.services.deadlines": "how a rule begins: who entered it and when are columns of its own",
    "orgtree.imports.services.runs": WORKER,
    "assessments.ballots.services.papers": "who entered what of a batch are its counts, one by each person",
    "grids.cases.services.ending": BESIDE,
    "grids.cases.services.joining": BESIDE,
    "grids.doors.services.intake": BESIDE,
}

# What changes no state of any row, or is no noun's act, and why.
LOOKS = "a look at the rows, which the record of looks keeps"
WORDS = "changes the words of a row as its form does; the audit trail keeps what they were"
FORM = "kept by its own form, without a state; the audit trail keeps what it was"
BEGINS = "how a row begins, by a form of its own; the row and the audit trail keep who made it"
ENTRY = "an entry of a dictionary, kept by its own form; switched off there and never deleted"
SEARCH = "looks for rows; what is typed must not stand in an address"
VOICE = "a notice is the voice of the acts and stands below them; that it was read is its own column"
DOOR = "signing in and out, and one's own password"
OWN = "a person's own settings, of which nobody decides"
SECRET = "a ballot: no line may tell who cast it or when; the poll's own public record is its log"
ANSWERS = "answers without a name, counted and never decided on"
SAID = "words that nobody alters: they are their own log, with author and moment"
EVIDENCE = "a file beside the row: no state of it, and the trail keeps who put it there and took it away"
PAPER = "a numbered print of a row that stays as it is: written once for what it says, and altered by nobody"
NO_ACT = {
    "api tasks remarks": SAID,
    "page remarks.pages.remark": SAID,
    "api tasks files": EVIDENCE,
    "page assigned.pages.add_files": EVIDENCE,
    "page assigned.pages.remove_file": EVIDENCE,
    "api Password post": DOOR,
    "api Password put": DOOR,
    "api PasswordAgain post": DOOR,
    "api PasswordAgain put": DOOR,
    "page members.pages.phone.for_register": DOOR,
    "page members.pages.phone.for_password": DOOR,
    "page members.pages.phone.for_number": DOOR,
    "page members.pages.phone.code": DOOR,
    "page members.pages.phone.new_password": DOOR,
    "api SignIn post": DOOR,
    "api SignIn put": DOOR,
    "api SignOut post": DOOR,
    "api notices read": VOICE,
    "api notices read_all": VOICE,
    "page notices.pages.notices.open_notice": VOICE,
    "page notices.pages.notices.read_all": VOICE,
    "desk orgtree.deadlinerule add": BEGINS,
    "desk orgtree.officehours add": FORM,
    "desk orgtree.workdayoverride add": BEGINS,
    "desk cocon.matter add": ENTRY,
    "desk cocon.paperkind add": ENTRY,
    "desk orgtree.reportsentence add": ENTRY,
    "desk upstairs.promisetopic add": ENTRY,
    "desk volunteers.servicekind add": ENTRY,
    "desk cocon.bodykind add": ENTRY,
    "desk volunteers.skill add": ENTRY,
    "page boards.pages.board.export_rows": LOOKS,
    "page desk.find.find_page": SEARCH,
    "page looks.desk.who_looked.find_page": SEARCH,
    "page desk.adding.AddPage.add_view": "makes a row as the list's noun declares, and is walked list by list",
    "page desk.undoing.undo_page": "takes back whichever act its signed ticket names",
    "page notices.pages.channels.channels": OWN,
    "page people.pages.sign_in.large_text": OWN,
    "page boards.pages.kept.keep": OWN,
    "page boards.pages.kept.drop": OWN,
    "api board-views create": OWN,
    "api board-views destroy": OWN,
    "page people.pages.devices.end": DOOR,
    "page people.pages.drafts.keep": OWN,
    "page people.pages.drafts.drop": OWN,
    "desk volunteers.unitreportin reveal": LOOKS,
    "desk volunteers.member reveal": LOOKS,
    "desk cocon.wish reveal": LOOKS,
    "desk cocon.booking reveal": LOOKS,
    "desk cocon.closure add": "kept by its own form, without a state; what it cancels is the bookings' act",
    "desk cocon.facility add": FORM,
    "desk cocon.floorchange add": FORM,
    "desk cocon.room add": FORM,
    "desk cocon.projectnorm add": FORM,
    "desk cocon.areanorm add": FORM,
    "desk orgtree.figurerule add": FORM,
    "desk grids.outsidematter add": ENTRY,
    "desk cocon.spacenorm add": FORM,
    "desk cocon.venue add": FORM,
    "desk cocon.unitcontact reveal": LOOKS,
    "desk cocon.unitprofile add": FORM,
    "page units.pages.profile": FORM,
    "page desk.list_sheets.SheetMixin.sheet_view": LOOKS,
    "page units.pages.unit_year": FORM,
    "desk volunteers.serviceteam export": LOOKS,
    "desk volunteers.servicerecord slips": LOOKS,
    "desk volunteers.feedbacksheet print": LOOKS,
    "desk volunteers.receivedsheet print": LOOKS,
    "desk volunteers.receivedsheet export": LOOKS,
    "desk volunteers.certificate print": LOOKS,
    "desk volunteers.certificate export-standard": LOOKS,
    "desk volunteers.servicerecord proven-slips": PAPER,
    "page recognition.pages.service_slips.issue": PAPER,
    "page emergencies.pages.emergency_people.export": LOOKS,
    "page wishes.pages.phone": LOOKS,
    "page wishes.pages.unit_phone": LOOKS,
    "api wishes phone": LOOKS,
    "desk volunteers.consenttext add": FORM,
    "desk volunteers.emergencylimits add": FORM,
    "desk volunteers.pledgetext add": FORM,
    "desk volunteers.reward add": FORM,
    "desk volunteers.rewardwindow add": FORM,
    "desk volunteers.rulecap add": FORM,
    "desk volunteers.ruleitem add": FORM,
    "desk volunteers.member codes": "makes a secret that is shown once; no state of the member",
    "desk volunteers.phonecode add": "asks for a code to a number that somebody claims",
    "desk volunteers.phonecode free": "takes a number from whoever has it, also where no file is behind it; told and in the trail",
    "desk volunteers.phonecode tell": "makes a secret that is shown once; no state of a row",
    "desk volunteers.member issue-code": "makes a secret that is shown once; no state of the member",
    "page home.pages.me.edit": OWN,
    "page emergencies.pages.emergency_setup.setup": "what is set up for the time is told in the emergency's course, EmergencyStep (decision 0027)",
    "api emergencies wanted": "counts, and writes nothing",
    "page activities.pages.outreach.calendars": OWN,
    "api OwnAboutView post": OWN,
    "page answers.pages.answer": "an anonymous number, counted and never decided on",
    "page activities.pages.session_photos.caption": WORDS,
    "api session-photos caption": WORDS,
    "page activities.pages.outreach.echo": WORDS,
    "page members.desk.unit_links.link_units_page": "ties written names of units to units, many members at once",
    "desk assessments.redline add": FORM,
    "desk assessments.round compose": "wakes a worker; the line of each outcome tells that it was composed",
    "desk assessments.surveynumber add": FORM,
    "desk assessments.yearnorm add": FORM,
    "desk grids.category add": ENTRY,
    "desk grids.dispatchnumber add": FORM,
    "desk grids.formulanumber add": FORM,
    "desk grids.report reveal": LOOKS,
    "desk grids.scorenumber add": FORM,
    "desk grids.staffnorm add": FORM,
    "desk orgtree.burdennorm add": FORM,
    "desk grids.staffterm reveal": LOOKS,
    "page ballots.pages.batches.batch": "kept by who entered it and told by no line, since it would tell sums before the close",
    "page ballots.pages.keeping.give": "a keeper's share, of which the keeper's own row keeps the moment",
    "page ballots.pages.keeping.take": "a keeper's share, of which the keeper's own row keeps the moment",
    "page ballots.pages.voting.cast": SECRET,
    "page ballots.pages.voting.terminal": SECRET,
    "page ballots.pages.voting.terminal_tokens": SECRET,
    "page ballots.pages.voting.tokens": SECRET,
    "page cases.pages.phone.phone": LOOKS,
    "page doors.pages.following.find": SEARCH,
    "page surveys.pages.answering.answer": ANSWERS,
    "page surveys.pages.entering.phone": ANSWERS,
    "page duties.desk.duty_posts.DutyPostAdmin.suggest_view": "sends invitations, which nobody has to answer",
}


# --- The walk -------------------------------------------------------------------------------------------------------------


def is_ours(module: str) -> bool:
    return module.startswith(APPS)


def faces_of_desk(lists=None) -> Iterator[tuple[str, tuple]]:
    """(name, acts) of every button and entry of the lists of the desk."""
    for page in lists or admin.site._registry.values():
        if is_ours(type(page).__module__):
            for offered in (*page.object_actions, *getattr(page, "bulk_acts", ())):
                yield f"desk {page.opts.label_lower} {offered.key}", offered.does
            for entry in page.actions or ():
                yield f"desk {page.opts.label_lower} {entry}", ()
            if page.add_permission and "add_view" not in vars(type(page)):
                made = named(page.acts, page.making.key) if page.making else acts_done_by(page.save_by_service)
                yield f"desk {page.opts.label_lower} add", made


def faces_of_api(registered=None) -> Iterator[tuple[str, tuple]]:
    """(name, acts) of every address of the API that changes something."""
    for prefix, viewset, _ in registered or router.registry:
        if not is_ours(viewset.__module__):
            continue
        extra = [method for method in viewset.get_extra_actions() if set(method.mapping) - {"get"}]
        written = [getattr(viewset, name) for name in sorted(WRITES) if hasattr(viewset, name)]
        for method in (*written, *extra):
            yield f"api {prefix} {method.__name__}", acts_done_by(method)


def faces_of_pages(patterns=None) -> Iterator[tuple[str, tuple]]:
    """(name, acts) of every page that takes what is sent."""
    seen = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLPattern):
            yield from faces_of_pages(pattern.url_patterns)
            continue
        if one := getattr(pattern.callback, "view_class", getattr(pattern.callback, "cls", None)):
            yield from faces_of_class(one)
            continue
        view = inspect.unwrap(pattern.callback)
        name = f"page {view.__module__.partition('.')[2]}.{own_name(view)}"
        if is_ours(view.__module__) and name not in seen and takes_what_is_sent(view):
            seen.add(name)
            yield name, acts_done_by(pattern.callback)


def faces_of_class(view) -> Iterator[tuple[str, tuple]]:
    """Those of an address that is a class of its own, beside the router's."""
    for verb in ("post", "put", "patch", "delete"):
        if is_ours(view.__module__) and hasattr(view, verb):
            yield f"api {view.__name__} {verb}", acts_done_by(getattr(view, verb))


MACHINES = ("orgtree.desk.acts", "orgtree.api.acts")  # they make a surface of what is declared


def told_by_hand(offered) -> bool:
    return inspect.unwrap(offered).__globals__["__name__"] not in MACHINES


def surfaces_by_hand(lists=None, registered=None) -> dict[tuple[str, str], set[str]]:
    """Of each act, which of button, entry of the list and address of the API are code of its own."""
    found: dict[tuple[str, str], set[str]] = {}
    for page in lists or admin.site._registry.values():
        for kind, offers in (("button", page.object_actions), ("entry", getattr(page, "bulk_acts", ()))):
            for one in (offer for offer in offers if is_ours(type(page).__module__) and told_by_hand(offer.run)):
                for done in one.does:
                    found.setdefault(done, set()).add(kind)
    for _, viewset, _ in registered or router.registry:
        extra = [method for method in viewset.get_extra_actions() if set(method.mapping) - {"get"}]
        for method in (*(getattr(viewset, name) for name in sorted(WRITES) if hasattr(viewset, name)), *extra):
            for done in acts_done_by(method) if is_ours(viewset.__module__) and told_by_hand(method) else ():
                found.setdefault(done, set()).add("address")
    return found


def told_twice(**among) -> set[tuple[str, str]]:
    return {done for done, surfaces in surfaces_by_hand(**among).items() if len(surfaces) > 1}


def own_name(view) -> str:
    """What the view is called in its module; one that a function has made is called as it is there."""
    return view.__qualname__.rpartition("<locals>.")[2]


def takes_what_is_sent(view) -> bool:
    """Whether the function, or one of its module or class that it names, looks at what was sent."""
    source = inspect.getsource(view)
    names = {node.attr if isinstance(node, ast.Attribute) else node.id for node in ast.walk(ast.parse(dedent(source)))
             if isinstance(node, ast.Attribute | ast.Name)}  # fmt: skip
    owner = own_name(view).rpartition(".")[0]
    homes = [sys.modules[view.__module__], *([getattr(sys.modules[view.__module__], owner)] if owner else [])]
    helpers = [getattr(home, name, None) for home in homes for name in names]
    ours = [one for one in helpers if inspect.isfunction(one) and one.__module__ == view.__module__]
    return any(
        re.search(r"POST\b", text) for text in (source, *(inspect.getsource(inspect.unwrap(one)) for one in ours))
    )


def all_faces() -> list[tuple[str, tuple]]:
    return [*faces_of_desk(), *faces_of_api(), *faces_of_pages()]


# --- The guard ------------------------------------------------------------------------------------------------------------


def without_act(faces) -> set[str]:
    return {name for name, acts in faces if not acts}


def test_whatever_changes_something_does_a_declared_act():
    assert without_act(all_faces()) == NO_ACT.keys()


def test_every_act_that_a_form_does_has_a_face():
    done = {named for _, acts in all_faces() for named in acts}
    owed = {
        (acts.noun, act.key)
        for acts in declared_acts()
        if is_ours(acts.model.__module__)
        for act in acts
        if (act.by_form or isinstance(act, Making)) and (act.permission or act.own)
    }
    assert owed - done == set()


def test_no_verb_is_told_by_hand_on_more_than_one_surface():
    assert told_twice() == set()


def made_by_hand_in_vain(**among) -> set[tuple[str, str]]:
    """Acts without a form of their own, whose buttons and entries follow from what is declared, and that have one by hand."""
    declared = {(acts.noun, act.key): act for acts in declared_acts() for act in acts}
    return {
        done
        for done, surfaces in surfaces_by_hand(**among).items()
        if surfaces & {"button", "entry"} and not declared[done].by_form
    }


def test_no_button_is_by_hand_where_the_act_makes_it():
    assert made_by_hand_in_vain() == set()


def nouns_with_states(models) -> set[str]:
    """Models of ours whose rows stand in one of several states."""
    found = {model for model in models for field in model._meta.local_fields if field.name in STATES and field.choices}
    tables = {model for model in found if not hasattr(model, "pgh_tracked_model")}  # not the copies of the audit trail
    return {model._meta.label_lower for model in tables if is_ours(model.__module__)}


def test_every_noun_with_states_has_acts():
    """And with them a log of its steps."""
    declared = {acts.noun for acts in declared_acts()}
    assert nouns_with_states(apps.get_models()) - declared == NO_LOG.keys()


def without_line(nouns, source_of) -> set[tuple[str, str]]:
    """Acts that a form does and that no service notes: their keys stand in no module that logs steps of their noun."""
    noted = {(noun, word) for module in modules_of_services() for noun, word in words_beside_log(module, source_of)}
    noted |= {(acts.noun, making.entered) for acts in nouns for making in makings_of(acts)}  # the making notes it
    return {(acts.noun, act.key) for acts in nouns for act in acts if act.by_form} - noted


def modules_of_services():
    """Those with something in them: a package may be an empty file. Pages bring in the rest of them."""
    assert get_resolver().url_patterns
    found = [
        module
        for name, module in sorted(sys.modules.items())
        if is_ours(name) and re.search(r"\.(services|giving)\b", name)
    ]
    return [module for module in found if not hasattr(module, "__path__")]


def acts_named(module, node):
    """The acts that stand in the place: by their own name, or found by their model's (`acts_of(Task)`)."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "acts_of":
        return acts_of(getattr(module, node.args[0].id))
    return getattr(module, getattr(node, "id", ""), None)


def words_beside_log(module, source_of) -> Iterator[tuple[str, str]]:
    """(noun, word) for each noun whose steps the module logs and each text in its functions."""
    tree = ast.parse(source_of(module))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") in LOGS]
    logged = [acts_named(module, call.args[0]) for call in calls if call.args]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    words = {node.value for function in functions for node in ast.walk(function) if isinstance(node, ast.Constant)}
    return ((acts.noun, word) for acts in logged if isinstance(acts, Acts) for word in words if isinstance(word, str))


def test_every_act_that_a_form_does_leaves_its_line():
    nouns = [acts for acts in declared_acts() if is_ours(acts.model.__module__)]
    assert without_line(nouns, inspect.getsource) == set()


def sets_a_state(source: str) -> bool:
    """Whether something there puts rows into a state: by its column, or many at once."""
    return bool(re.search(r"\.(state|place) = |\bupdate\([^)]*\bstate=", source))


def without_log(modules, source_of) -> set[str]:
    sources = {module.__name__: source_of(module) for module in modules}
    return {
        name
        for name, source in sources.items()
        if sets_a_state(source) and not any(f"{one}(" in source for one in LOGS | {"declare_acts"})
    }


def test_whoever_sets_a_state_logs_it():
    assert without_log(modules_of_services(), inspect.getsource) == NO_LINE.keys()


# --- Negative controls ----------------------------------------------------------------------------------------------------


def test_a_button_and_an_entry_by_hand_are_found():
    page = next(page for page in admin.site._registry.values() if page.opts.model_name == "serviceteam")
    planted = copy(page)
    planted.object_actions = (*page.object_actions, ObjectAction("by-hand", "", "", str))
    planted.bulk_acts = (BulkAct("many-by-hand", "", "", "", list),)
    planted.actions = ["as_django_does"]
    found = without_act(faces_of_desk([planted]))
    assert found == {f"desk volunteers.serviceteam {key}" for key in ("by-hand", "many-by-hand", "as_django_does")}


def test_a_verb_told_twice_by_hand_is_found():
    [teams] = [acts for acts in declared_acts() if acts.noun == "volunteers.serviceteam"]
    page = copy(admin.site._registry[teams.model])
    page.object_actions = (ObjectAction("by-hand", "", "", lambda *_: "", does=named(teams, "found")),)
    page.bulk_acts = (BulkAct("many-by-hand", "", "", "", lambda *_: "", does=named(teams, "found")),)
    assert told_twice(lists=[page]) == {(teams.noun, "found")}
    page.object_actions = (ObjectAction("by-hand", "", "", lambda *_: "", does=named(teams, "dissolve")),)
    assert made_by_hand_in_vain(lists=[page]) == {(teams.noun, "dissolve")}


def test_an_address_by_hand_is_found():
    class ByHand(GenericViewSet):
        __module__ = "volunteers.planted"

        @action(detail=True, methods=["post"])
        def settle(self, request, pk=None): ...

        @action(detail=True)
        def read(self, request, pk=None): ...

        def destroy(self, request, pk=None): ...

    assert without_act(faces_of_api([("planted", ByHand, "")])) == {"api planted destroy", "api planted settle"}


PLANTED = """
def page(request): return keep(request)
def keep(request): return request.POST
def read(request): return shown(request)
def shown(request): return 1
"""


def test_a_page_by_hand_is_found(tmp_path, monkeypatch):
    """Also one that leaves what was sent to a function below it; not one that only reads."""
    (tmp_path / "planted.py").write_text(PLANTED)
    spec = spec_from_file_location("volunteers.planted", tmp_path / "planted.py")
    planted = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "volunteers.planted", planted)
    spec.loader.exec_module(planted)
    patterns = [path("page/", planted.page), path("read/", planted.read)]
    assert without_act(faces_of_pages(patterns)) == {"page planted.page"}


def test_an_act_that_nobody_declared_cannot_be_named():
    with pytest.raises(KeyError):
        does(next(iter(declared_acts())), "no-such-verb")


def test_an_act_whose_line_nobody_writes_is_found():
    [teams] = [acts for acts in declared_acts() if acts.noun == "volunteers.serviceteam"]
    unlogged = partial(re.sub, "note_first", "forget_it")
    assert without_line([teams], lambda module: unlogged(inspect.getsource(module))) == {(teams.noun, "found")}


def test_a_state_set_in_silence_is_found():
    planted = ModuleType("volunteers.planted.services")
    for source in ("row.state = DONE\nrow.save()", "rows.update(seen=now, state=DONE)"):
        assert without_log([planted], lambda module, text=source: text) == {planted.__name__}
    assert without_log([planted], lambda module: "rows.filter(state=DONE).update(seen=now)") == set()


def test_a_noun_without_acts_is_found():
    model = apps.get_model("volunteers.shiftplace")
    assert nouns_with_states([model, apps.get_model("volunteers.reward")]) == {"volunteers.shiftplace"}
