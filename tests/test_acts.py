"""Every declared act, on every surface: who may, from which state, with which texts, how often, and what it leaves behind.

A noun enters by makers of its rows in tests/makers.py; a state that an act may leave and nobody makes fails here.
"""

from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from cocon.wishes.services.wishes import wishes
from config.api import router
from orgtree.acts import Act, Acts, Ask, Doing, declared_acts, perform, perform_one, take_back
from orgtree.acts.engine import TAKEN_BACK
from orgtree.acts.page import transition_tables
from orgtree.errors import RuleBroken
from orgtree.models import ActStep, Notice, User
from orgtree.people.services.people import appoint
from tests.api import Api, assert_error
from tests.cocon.wishes.test_wishes import fulfilled
from tests.makers import DESKS, MAKERS, WORDS
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db

NOUNS = [acts for acts in declared_acts() if acts.noun != "upstairs.promise"]  # it has no page and no address
PEOPLES = [(acts, act) for acts in NOUNS for act in acts if (act.permission or act.own) and not act.by_form]
DESK = [(acts, act) for acts, act in PEOPLES if act.permission]
TOLD = [(acts, act) for acts, act in PEOPLES if any(not ask.is_file for ask in act.asks)]
BY_API = [(acts, act) for acts, act in PEOPLES if act.summary]
PATHS = {
    acts.noun: prefix
    for prefix, viewset, _ in router.registry
    if hasattr(viewset, "acts")
    for acts in (viewset.acts, *viewset.other_acts)
}


def name_of(value) -> str:
    return value.noun if isinstance(value, Acts) else value.key


def each(pairs):
    return pytest.mark.parametrize(("acts", "act"), pairs, ids=name_of)


def words_for(acts: Acts, act: Act) -> dict:
    """An answer to everything that the act asks for, as Python has it."""
    own = WORDS.get(f"{acts.noun}.{act.key}", {})
    return {ask.name: answer_to(ask) for ask in act.asks if not ask.is_file} | (own() if callable(own) else own)


def answer_to(ask: Ask):
    if ask.choices:
        return ask.choices[0][0]
    if ask.rows:
        return None
    return timezone.localdate() if ask.is_day else "核对后如此办理"


def as_sent(words: dict) -> dict:
    """The same as a body or a form writes it."""
    sent = {name: value.isoformat() if isinstance(value, date) else value for name, value in words.items()}
    return {name: getattr(value, "pk", value) for name, value in sent.items() if value is not None}


@pytest.fixture
def made(town, member, acts, act):
    """A row in the last state that the act leaves: most has happened to it."""
    state = next(state for state, _ in reversed(acts.states()) if state in act.leaves)
    return MAKERS[acts.noun][state](town, member)


@pytest.fixture
def desk(town, acts):
    """Two who may decide on the noun's rows."""
    return DESKS.get(acts.noun, lambda town: (town.secretary, town.clerk))(town)


@pytest.fixture
def doer(member, desk, act):
    """Who may: a second person at the desk, else the person whom the row is about."""
    return desk[0] if act.permission or act.doer != "本人" else member.user


@contextmanager
def suppress_let_go():
    """What a person let go is out of their reach."""
    try:
        yield
    except RuleBroken as broken:
        if broken.code != "not_found":
            raise


def say(acts: Acts, act: Act, row, by, words: dict | None = None):
    """The reply of the API's address for this act."""
    words = as_sent(words_for(acts, act) if words is None else words)
    path = PATHS[acts.noun]
    if act.many:
        return Api(by).post(f"{path}/{act.slug}/", {"ids": [row.pk], **words})
    return Api(by).post(f"{path}/{row.pk}/{act.slug}/", words)


def press(acts: Acts, act: Act, row, by, words: dict | None = None):
    """The reply of the desk's page for this act."""
    address = reverse(f"admin:{acts.model._meta.app_label}_{acts.model._meta.model_name}_act", args=[row.pk, act.slug])
    return signed_in(by).post(address, as_sent(words_for(acts, act) if words is None else words))


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


@each(PEOPLES)
def test_strangers_find_nothing(town, acts, act, made):
    far, steps = accepted(town.west, town.west_secretary), ActStep.objects.of(acts.noun, made.pk)
    before = steps.count()
    for stranger in (town.west_secretary, town.building_head, far.user):
        with refused("not_found"):
            perform_one(acts, act.key, pk=made.pk, by=stranger, **words_for(acts, act))
        assert perform(acts, act.key, ids=[made.pk], by=stranger, **words_for(acts, act)).done == 0
        if act.summary and act.many:
            assert say(acts, act, made, stranger).json().get("done", 0) == 0
        elif act.summary:
            assert_error(say(acts, act, made, stranger), 404, "not_found")
        if act.permission:
            assert press(acts, act, made, stranger).status_code in {302, 403, 404}
    assert steps.count() == before


@each([(acts, act) for acts, act in PEOPLES if act.not_by])
def test_never_by_the_one_who(desk, acts, act, made, doer):
    row = acts.model._default_manager.get(pk=made.pk)
    stand_in_the_way = {other.account_on(row) for other in act.not_by} - {None}
    assert stand_in_the_way
    for pk in stand_in_the_way:
        [post] = doer.live_posts
        if pk not in {one.pk for one in desk} and post.kind not in {
            own.kind for own in User.objects.get(pk=pk).live_posts
        }:
            appoint(holder_id=pk, kind=post.kind, area=post.area, institution=post.institution, by=None)
        account = User.objects.get(pk=pk)
        with pytest.raises(RuleBroken) as broken:
            perform_one(acts, act.key, pk=made.pk, by=account, **words_for(acts, act))
        assert broken.value.code in {rule.code for rule in act.not_by}
        assert press(acts, act, made, account).status_code == 200  # the page again, with why
    perform_one(acts, act.key, pk=made.pk, by=doer, **words_for(acts, act))  # control


# --- When -----------------------------------------------------------------------------------------------------------------


@each(PEOPLES)
def test_a_state_that_it_does_not_leave(town, member, acts, act, doer):
    for state, make in MAKERS[acts.noun].items():
        if state in act.leaves:
            continue
        row = make(town, accepted(town.east, town.secretary))
        with pytest.raises(RuleBroken) as broken:
            perform_one(acts, act.key, pk=row.pk, by=doer, **words_for(acts, act))
        assert broken.value.code in {"wrong_state", "not_found"}
        assert acts.model._default_manager.get(pk=row.pk).state == state


@each([(acts, act) for acts, act in DESK if act.to and act.to not in act.leaves])
def test_who_comes_second_is_told_so(desk, acts, act, made):
    first, second = desk
    perform_one(acts, act.key, pk=made.pk, by=first, **words_for(acts, act))
    with refused("wrong_state"):
        perform_one(acts, act.key, pk=made.pk, by=second, **words_for(acts, act))
    if act.summary and not act.many:
        assert_error(say(acts, act, made, second), 409, "wrong_state")
    elif act.summary:
        assert "当前状态" in say(acts, act, made, second).json()["refused"][0]["message"]


@each([(acts, act) for acts, act in DESK if act.each_counts])
def test_where_each_counts_each_is_done(acts, act, made, doer):
    for number in (1, 2):
        perform_one(acts, act.key, pk=made.pk, by=doer, **words_for(acts, act))
        assert ActStep.objects.of(acts.noun, made.pk).filter(act=act.key).count() == number


@each([(acts, act) for acts, act in PEOPLES if not act.each_counts])
def test_once_more_is_harmless(acts, act, made, doer):
    first = perform_one(acts, act.key, pk=made.pk, by=doer, **words_for(acts, act))
    left = (ActStep.objects.count(), Notice.objects.count())
    with suppress_let_go():
        assert perform_one(acts, act.key, pk=made.pk, by=doer, **words_for(acts, act)).state == first.state
    assert (ActStep.objects.count(), Notice.objects.count()) == left
    assert perform(acts, act.key, ids=[made.pk], by=doer, **words_for(acts, act)).done == 0 or act.to in {
        None,
        *act.leaves,
    }


# --- With what ------------------------------------------------------------------------------------------------------------


def faults_of(ask: Ask) -> list[tuple[str, str]]:
    """(answer, how it is refused): what is missing where it is needed, what is too long, what nobody offered."""
    missing = [] if ask.is_optional else [("", "missing"), *([("　", "missing")] if ask.is_text else [])]
    if ask.choices:
        return [*missing, ("别的", "unknown")]
    return [*missing, *([("字" * (ask.longest + 1), "long")] if ask.is_text else [])]


@each(TOLD)
def test_texts_missing_and_too_long_come_back_at_their_field(acts, act, made, doer):
    for ask in (ask for ask in act.asks if not ask.is_file):
        for text, code in faults_of(ask):
            words = words_for(acts, act) | {ask.name: text}
            with refused(f"{ask.name}_{code}", ask.name):
                perform_one(acts, act.key, pk=made.pk, by=doer, **words)
            if act.summary:
                assert_error(say(acts, act, made, doer, words), 400, "invalid", ask.name)
            if act.permission:
                page = press(acts, act, made, doer, words)
                assert page.status_code == 200
                assert ask.label in page.content.decode() or "字" in page.content.decode()
    assert acts.model._default_manager.get(pk=made.pk).state == made.state


# --- What it leaves -------------------------------------------------------------------------------------------------------


@each(PEOPLES)
def test_the_step_is_logged_and_told_once(acts, act, made, doer):
    before = made.state
    row = perform_one(acts, act.key, pk=made.pk, by=doer, **words_for(acts, act))
    step = ActStep.objects.of(acts.noun, row.pk).last()
    assert (step.act, step.from_state, step.to_state, step.by) == (act.key, before, row.state, doer)
    assert step.reason == Doing(act, doer, step.at, words_for(acts, act)).reason
    told = Notice.objects.filter(key__startswith=f"{acts.model._meta.model_name}:{row.pk}:{step.pk}")
    assert told.exists() == bool(act.tells)
    assert len(set(told.values_list("user_id", flat=True))) == told.count()


def test_a_later_reason_overwrites_none(town, member):
    shown = fulfilled(town, member)
    for number in ("一", "二"):
        perform_one(wishes, "send_back", pk=shown.pk, by=town.clerk, reason=f"第{number}次补充")
        perform_one(wishes, "fulfil", pk=shown.pk, by=member.user, outcome=f"第{number}次办好")
    steps = ActStep.objects.of("cocon.wish", shown.pk)
    assert [step.reason for step in steps if step.reason] == ["第一次补充", "第二次补充"]
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        steps.update(reason="另一种说法")


@each(DESK)
def test_the_desks_button_does_it(acts, act, made, doer):
    page = press(acts, act, made, doer)
    assert page.status_code == 302, page.content.decode()[-2000:]
    assert ActStep.objects.of(acts.noun, made.pk).last().act == act.key
    assert press(acts, act, made, doer).status_code == (404 if act.removes else 302)  # pressed twice


@each([(acts, act) for acts, act in BY_API])
def test_the_api_does_it(acts, act, made, doer):
    reply = say(acts, act, made, doer)
    assert reply.status_code == 200, reply.content.decode()
    if act.many:
        assert reply.json() == {"done": 1, "refused": []}
    assert ActStep.objects.of(acts.noun, made.pk).last().act == act.key


@each([(acts, act) for acts, act in DESK if act.many])
def test_the_lists_entry_does_it(acts, act, made, doer):
    client = signed_in(doer)
    address = reverse(f"admin:{acts.model._meta.app_label}_{acts.model._meta.model_name}_changelist")
    chosen = {"action": act.key, ACTION_CHECKBOX_NAME: [made.pk]}
    before = ActStep.objects.of(acts.noun, made.pk).count()
    asked = client.post(address, chosen, follow=True).content.decode()
    if act.final or act.asks:
        assert ActStep.objects.of(acts.noun, made.pk).count() == before
        asked = client.post(
            address, {**chosen, "apply": "1", **as_sent(words_for(acts, act))}, follow=True
        ).content.decode()
    assert f"已{act.verb}1条" in asked
    assert ("撤销（十分钟内）" in asked) == bool(act.undo)


# --- Taking back ----------------------------------------------------------------------------------------------------------


@each([(acts, act) for acts, act in DESK if act.undo])
def test_taken_back_within_ten_minutes_by_the_same_person(desk, acts, act, made, doer):
    perform(acts, act.key, ids=[made.pk], by=doer, **words_for(acts, act))
    others = take_back(acts, act.key, ids=[made.pk], by=desk[1])
    assert others.done == 0
    assert take_back(acts, act.key, ids=[made.pk], by=doer).done == 1
    row = acts.model._default_manager.get(pk=made.pk)
    last = ActStep.objects.of(acts.noun, made.pk).last()
    assert (row.state, last.act) == (made.state, f"{TAKEN_BACK}{act.key}")
    assert take_back(acts, act.key, ids=[made.pk], by=doer).done == 0
    assert perform(acts, act.key, ids=[made.pk], by=doer, **words_for(acts, act)).done == 1


@each([(acts, act) for acts, act in DESK if act.undo])
def test_too_late_to_take_back(acts, act, made, doer, time_machine):
    perform(acts, act.key, ids=[made.pk], by=doer, **words_for(acts, act))
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    outcome = take_back(acts, act.key, ids=[made.pk], by=doer)
    assert "不能撤销" in outcome.refused[0][1]
