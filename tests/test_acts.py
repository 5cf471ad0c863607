"""Every declared act, on every surface: who may, from which state, with which texts, how often, and what it leaves behind.

A noun enters by makers of its rows in tests/makers.py; a state that an act may leave and nobody makes fails here.
A row is made once in each state; each check of each act finds it so, and what it does is taken back after it.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib import admin
from django.db import DatabaseError, transaction
from django.utils import timezone

from cocon.wishes.services import wishes as wish_services
from cocon.wishes.services.wishes import wishes
from orgtree.acts import Act, Acts, Ask, Doing, declared_acts, perform_one
from orgtree.acts.engine import TAKEN_BACK
from orgtree.acts.page import transition_tables
from orgtree.errors import RuleBroken
from orgtree.models import ActStep, Notice, User
from orgtree.people.services.people import appoint
from tests.act_faults import plant_fault
from tests.act_scene import Neighbours, Scene, as_sent, people_s, taken_back
from tests.api import assert_error
from tests.cocon.wishes.test_wishes import fulfilled
from tests.makers import DESKS, MAKERS, ROWS
from tests.notice_words import typed_words
from tests.town import Town
from tests.volunteers.refusals import refused
from volunteers.service.services.service_records import service_acts

pytestmark = pytest.mark.django_db

NOUNS = [acts for acts in declared_acts() if acts.noun != "upstairs.promise"]  # it has no page and no address
PEOPLES = [(acts, act) for acts in NOUNS for act in people_s(acts)]
DESK = [(acts, act) for acts, act in PEOPLES if act.permission]
JUDGED = [acts for acts in NOUNS if any(noun is acts for noun, _ in PEOPLES)]


@contextmanager
def suppress_let_go():
    """What a person let go is out of their reach."""
    try:
        yield
    except RuleBroken as broken:
        if broken.code != "not_found":
            raise


# --- One scene for all checks ---------------------------------------------------------------------------------------------

Check = Callable[[Scene], None]
CHECKS: list[tuple[Check, Callable[[Act], bool]]] = []


def of_each(fits: Callable[[Act], bool] = lambda act: True):
    """The check is made of each act that fits, on a row in the last state that it leaves: most has happened to it."""

    def enter(check: Check) -> Check:
        CHECKS.append((check, fits))
        return check

    return enter


def is_of_the_desk(act: Act) -> bool:
    return bool(act.permission)


def can_be_undone(act: Act) -> bool:
    return is_of_the_desk(act) and bool(act.undo)


def tried_in(acts: Acts, act: Act) -> str | None:
    """One of the states that the act does not leave, another for each act in turn: the engine asks all acts alike for the state."""
    others = [state for state, _ in acts.states() if state not in act.leaves]
    return others[list(acts).index(act) % len(others)] if others else None


def checks_of(acts: Acts, act: Act, state: str) -> list[Check]:
    """The checks that are due on a row in this state."""
    if (acts, act) not in PEOPLES:
        return []
    if state not in act.leaves:
        return [a_state_that_it_does_not_leave] if state == tried_in(acts, act) else []
    last = next(left for left, _ in reversed(acts.states()) if left in act.leaves)
    return [check for check, fits in CHECKS if fits(act)] if state == last else []


def rows_of(acts: Acts) -> Iterator[tuple[str, Callable, list[Act]]]:
    """(state, how a row comes to it, the acts that are judged on it): one row for all, and those of acts that cannot share it."""
    for state, make in MAKERS[acts.noun].items():
        apart = {act.key: own for act in acts if state in act.leaves and (own := ROWS.get(f"{acts.noun}.{act.key}"))}
        yield state, make, [act for act in acts if act.key not in apart]
        yield from ((state, own, [acts[key]]) for key, own in apart.items())


def judged(acts: Acts, town: Town, around: Neighbours) -> Iterator[tuple[Act, Callable[[], None], str]]:
    """(act, one check of it, its name): to be called before the next is asked for; it raises what it finds."""
    member, other, stranger = around.member, around.other, around.stranger
    for state, make, judged_here in rows_of(acts):
        due = [(act, check) for act in judged_here for check in checks_of(acts, act, state)]
        if not due:
            continue
        with taken_back():
            row = make(town, member)
            desk = DESKS.get(acts.noun, lambda town: (town.secretary, town.clerk))(town)
            kept = pickle.dumps((town, member, other, stranger, row, desk))  # else a person would remember their posts
            for act, check in due:
                with taken_back():
                    *around_it, desk = pickle.loads(kept)
                    if own := DESKS.get(f"{acts.noun}.{act.key}"):  # two who may do this, and nothing else to the noun
                        desk = own(around_it[0])
                    yield act, partial(check, Scene(*around_it, desk, acts, act)), check.__name__


@pytest.mark.parametrize("acts", JUDGED, ids=lambda acts: acts.noun)
def test_each_act_keeps_the_contract(acts, town, neighbours, subtests, quick_refusals, nothing_escapes):
    for act, check, name in judged(acts, town, neighbours):
        with subtests.test(name, act=act.key):
            check()


def test_each_check_is_made_of_some_act_and_none_is_forgotten():
    made = [
        (acts.noun, act.key, check)
        for acts, act in PEOPLES
        for state, _ in acts.states()
        for check in checks_of(acts, act, state)
    ]
    assert len(made) > 600
    assert {check for _, _, check in made} == {check for check, _ in CHECKS} | {a_state_that_it_does_not_leave}
    assert {(noun, key) for noun, key, _ in made} == {(acts.noun, act.key) for acts, act in PEOPLES}
    lacking = {(acts.noun, state) for acts, act in PEOPLES for state in act.leaves if state not in MAKERS[acts.noun]}
    assert lacking == set()


# --- What every noun owes -------------------------------------------------------------------------------------------------


def test_every_noun_has_acts_and_makers():
    assert len(PEOPLES) > 10
    leaving = {acts.noun: {state for noun, act in PEOPLES if noun is acts for state in act.leaves} for acts in NOUNS}
    assert {noun: states - MAKERS.get(noun, {}).keys() for noun, states in leaving.items()} == {
        noun: set() for noun in leaving
    }


def test_every_act_of_the_desk_has_its_button_and_every_entry_its_place():
    for acts, act in DESK:
        page = admin.site._registry[acts.model]
        assert act.slug in {action.key for action in page.object_actions}, (acts.noun, act.key)
        assert not act.many or act.key in {entry.key for entry in page.bulk_acts}, (acts.noun, act.key)


def test_what_is_done_to_many_can_be_undone_or_asks_first():
    unasked = [(acts.noun, act.key) for acts, act in DESK if act.many and not (act.undo or act.final or act.asks)]
    assert unasked == []


def test_the_page_of_transition_tables_is_as_declared():
    assert Path(settings.BASE_DIR, "docs", "acts.md").read_text(encoding="utf-8") == transition_tables(NOUNS)


# --- Who ------------------------------------------------------------------------------------------------------------------


@of_each()
def strangers_find_nothing(scene):
    act, stranger, before = scene.act, scene.stranger, scene.steps.count()
    with refused("not_found"):
        scene.do(stranger)
    assert scene.do_many(stranger).done == 0
    if scene.is_whole and act.summary and act.many:
        assert scene.say(stranger).json().get("done", 0) == 0
    elif scene.is_whole and act.summary:
        assert_error(scene.say(stranger), 404, "not_found")
    if scene.is_whole and act.permission:
        assert scene.press(stranger).status_code in {302, 403, 404}
    assert scene.steps.count() == before


@of_each(lambda act: bool(act.not_by))
def never_by_the_one_who(scene):
    row = scene.acts.model._default_manager.get(pk=scene.row.pk)
    stand_in_the_way = {other.account_on(row) for other in scene.act.not_by} - {None}
    assert stand_in_the_way
    for pk in stand_in_the_way:
        held = {own.kind for own in User.objects.get(pk=pk).live_posts}
        lacking = [post for post in scene.doer.live_posts if post.kind not in held]
        for post in lacking if pk not in {one.pk for one in scene.desk} else []:
            appoint(holder_id=pk, kind=post.kind, area=post.area, institution=post.institution, by=None)
        account = User.objects.get(pk=pk)
        with pytest.raises(RuleBroken) as broken:
            scene.do(account)
        assert broken.value.code in {rule.code for rule in scene.act.not_by}
        assert scene.press(account).status_code == 200  # the page again, with why
    scene.do()  # control


# --- When -----------------------------------------------------------------------------------------------------------------


def a_state_that_it_does_not_leave(scene):
    """Done once more by who did it would be harmless: it is another who tries."""
    with pytest.raises(RuleBroken) as broken:
        scene.do(scene.doer if scene.doer != scene.member.user else scene.other.user)
    assert broken.value.code in {"wrong_state", "not_found"}
    assert scene.state_now() == scene.row.state


@of_each(lambda act: is_of_the_desk(act) and act.each_counts)
def where_each_counts_each_is_done(scene):
    for number in (1, 2):
        scene.do()
        assert scene.steps.filter(act=scene.act.key).count() == number


# --- With what ------------------------------------------------------------------------------------------------------------


def faults_of(ask: Ask) -> list[tuple[Any, str]]:
    """(answer, how it is refused): what is missing where it is needed, what is too long or too much, what nobody offered."""
    if ask.is_key or ask.is_file:
        return []
    if ask.is_number:
        return [(ask.most + 1, "range")]
    missing = [] if ask.is_optional else [("", "missing"), *([("　", "missing")] if ask.is_text else [])]
    if ask.choices:
        return [*missing, ("别的", "unknown")]
    return [*missing, *([("字" * (ask.longest + 1), "long")] if ask.is_text else [])]


def refuses(form, ask: Ask) -> bool:
    """Whether a form, or a body of the API, says at its field what is wrong; what it lets through the service refuses there."""
    return not form.is_valid() and ask.name in form.errors


@of_each(lambda act: any(faults_of(ask) for ask in act.asks))
def texts_missing_and_too_long_come_back_at_their_field(scene):
    faults = [(ask, text, code) for ask in scene.act.asks for text, code in faults_of(ask)]
    for ask, text, code in faults:
        with refused(f"{ask.name}_{code}", ask.name):
            scene.do(**{ask.name: text})
        if scene.act.summary:
            assert refuses(scene.body(**{ask.name: text}), ask)
        if scene.act.permission:
            assert refuses(scene.filled_in(**{ask.name: text}), ask)
    ask, text, _ = faults[0]
    if scene.act.summary:
        assert_error(scene.say(**{ask.name: text}), 400, "invalid", ask.name)
    if scene.act.permission:
        page = scene.press(**{ask.name: text})
        assert page.status_code == 200
        assert not scene.is_whole or ask.label in page.content.decode()
    assert scene.state_now() == scene.row.state


# --- What it leaves -------------------------------------------------------------------------------------------------------


@of_each()
def what_is_done_is_logged_and_told_and_done_once(scene):
    """One act for all that is asked of it afterwards, as none of the later askers may change anything."""
    act, first = scene.act, scene.doer
    row = scene.do(first)
    its_step_is_logged_and_told_once(scene, row)
    if is_of_the_desk(act) and act.to and act.to not in act.leaves:
        who_comes_second_is_told_so(scene)
    if not act.each_counts:
        once_more_is_harmless(scene, row)


def its_step_is_logged_and_told_once(scene, row):
    act, step = scene.act, scene.steps.last()
    assert (step.act, step.from_state, step.to_state, step.by) == (act.key, scene.row.state, row.state, scene.doer)
    said = Doing(act, scene.doer, step.at, scene.words).reason
    assert bool(step.reason) if act.notes_changes else step.reason == said
    told = Notice.objects.filter(key__startswith=f"{scene.acts.model._meta.model_name}:{row.pk}:{step.pk}")
    assert told.exists() == bool(act.tells)
    assert len(set(told.values_list("user_id", flat=True))) == told.count()
    typed = {
        *typed_words(scene.row),
        *(scene.words[ask.name] for ask in act.asks if ask.is_text and scene.words.get(ask.name)),
    }
    assert [words for words in typed if said_in(told, words)] == []


def who_comes_second_is_told_so(scene):
    second = scene.desk[1]
    with refused("wrong_state"):
        scene.do(second)
    if scene.is_whole and scene.act.summary and not scene.act.many:
        assert_error(scene.say(second), 409, "wrong_state")
    elif scene.is_whole and scene.act.summary:
        assert "当前状态" in scene.say(second).json()["refused"][0]["message"]


def once_more_is_harmless(scene, first):
    left = (ActStep.objects.count(), Notice.objects.count())
    with suppress_let_go():
        assert scene.do().state == first.state
    assert (ActStep.objects.count(), Notice.objects.count()) == left
    assert scene.do_many().done == 0 or scene.act.to in {None, *scene.act.leaves}


def said_in(notices, words: str) -> bool:
    """Whether one of the notices has the words."""
    return any(words in f"{notice.title}{notice.text}" for notice in notices)


def test_control_a_notice_with_the_title_of_its_row_is_found(town, neighbours, monkeypatch):
    named = []
    monkeypatch.setattr(wish_services, "called", lambda wish: named.append(wish) or wish.title)
    for act, check, name in judged(wishes, town, neighbours):
        if (act.key, name) == ("close", what_is_done_is_logged_and_told_and_done_once.__name__):
            with pytest.raises(AssertionError):
                check()
    assert named


def test_a_later_reason_overwrites_none(town, member):
    shown = fulfilled(town, member)
    for number in ("一", "二"):
        perform_one(wishes, "send_back", pk=shown.pk, by=town.clerk, reason=f"第{number}次补充")
        perform_one(wishes, "fulfil", pk=shown.pk, by=member.user, outcome=f"第{number}次办好")
    steps = ActStep.objects.of("cocon.wish", shown.pk)
    assert [step.reason for step in steps if step.reason] == ["第一次补充", "第二次补充"]
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        steps.update(reason="另一种说法")


@of_each(is_of_the_desk)
def the_desks_button_does_it(scene):
    done = 200 if scene.act.shows_once else 302
    page = scene.press()
    assert page.status_code == done, page.context_data["form"].errors
    assert scene.steps.last().act == scene.act.key
    if scene.is_whole:
        assert scene.press().status_code == (404 if scene.act.removes else done)  # pressed twice


@of_each(lambda act: bool(act.summary))
def the_api_does_it(scene):
    reply = scene.say()
    assert reply.status_code == 200, reply.content.decode()
    if scene.act.many:
        assert reply.json() == {"done": 1, "refused": []}
    assert scene.steps.last().act == scene.act.key


@of_each(lambda act: is_of_the_desk(act) and act.many)
def the_lists_entry_does_it(scene):
    act, before = scene.act, scene.steps.count()
    if act.final or act.asks:
        scene.choose()
        assert scene.steps.count() == before
    told = scene.choose(apply="1", **as_sent(scene.words))
    assert f"已{act.verb}1条" in told
    assert ("撤销（十分钟内）" in told) == bool(act.undo)


# --- Taking back ----------------------------------------------------------------------------------------------------------


@of_each(can_be_undone)
def taken_back_within_ten_minutes_by_the_same_person(scene):
    scene.do_many()
    assert scene.take_back(scene.desk[1]).done == 0
    assert scene.take_back().done == 1
    assert (scene.state_now(), scene.steps.last().act) == (scene.row.state, f"{TAKEN_BACK}{scene.act.key}")
    assert scene.take_back().done == 0
    assert scene.do_many().done == 1


@of_each(can_be_undone)
def too_late_to_take_back(scene):
    scene.do_many()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        outcome = scene.take_back()
    assert "不能撤销" in outcome.refused[0][1]


# --- Negative controls ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("second person", {"never_by_the_one_who"}),
        ("reach", {"strangers_find_nothing"}),
        ("place", {"strangers_find_nothing"}),
        ("post", {"strangers_find_nothing"}),
        ("own", {"strangers_find_nothing"}),
        ("state", {"a_state_that_it_does_not_leave", "what_is_done_is_logged_and_told_and_done_once"}),
    ],
)
def test_a_planted_fault_is_found(fault, found, town, neighbours, monkeypatch):
    """Negative control: an engine that leaves a question out."""
    plant_fault(fault, monkeypatch)
    failed = set()
    for _, check, name in judged(service_acts, town, neighbours):
        try:
            if name in found:
                check()
        except (Exception, pytest.fail.Exception):
            failed.add(name)
    assert failed == found
