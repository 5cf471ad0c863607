"""Every declared making, on every surface: who may, with which answers, how often, and what it leaves behind.

A noun enters by its answers in tests/makers.py (`BEGINNINGS`). Each check finds the town as it was; what it does is taken back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import uuid4

import pytest
from django.contrib import admin
from django.urls import reverse

from cocon.wishes.services.wishes import wishes
from orgtree.acts import Acts, Made, Making, asks_of, declared_acts, make, making, makings_of
from orgtree.errors import RuleBroken
from orgtree.models import ActStep, Notice, Post, User
from tests.act_scene import PATHS, Neighbours, as_sent, shape_of, stranger_of, taken_back
from tests.api import Api, assert_error
from tests.bare import call_bare, get_bare, post_bare
from tests.makers import BEGINNINGS, DESKS
from tests.said import NO_ROW, said_of
from tests.test_acts import faults_of
from tests.town import Town
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from volunteers.models import Member

pytestmark = pytest.mark.django_db

MAKINGS = [(acts, act) for acts in declared_acts() if not acts.noun.startswith("upstairs.") for act in makings_of(acts)]


@lru_cache
def begun_whole() -> set[str]:
    """The nouns whose beginning is asked for through the whole site: the first of each app and of each shape; others ask the
    service, the desk's view and the API's without what is the same for every address (tests/bare.py).
    """
    apps, shapes = {}, {}
    for acts, act in MAKINGS:
        key = f"{acts.noun}.{act.key}"
        apps.setdefault(acts.noun.partition(".")[0], key)
        shapes.setdefault((*shape_of(act), bool(act.own), act.each_counts, bool(act.key_ask)), key)
    return {*apps.values(), *shapes.values()}


@dataclass
class Beginning:
    """What a check finds: who may begin, a member, a stranger, and ways to ask for it."""

    town: Town
    around: Neighbours
    said: dict
    acts: Acts
    act: Making

    @property
    def is_whole(self) -> bool:
        return f"{self.acts.noun}.{self.act.key}" in begun_whole()

    @property
    def member(self) -> Member:
        return self.around.member

    @property
    def stranger(self) -> User:
        """Who makes what is about themselves alone, and names nobody's row, is no stranger anywhere: then it is none who is a member."""
        named = any(ask.rows and self.said.get(ask.name) for ask in self.act.asks)
        is_member = named or not self.act.own
        return User.objects.get(pk=self.around.stranger.pk) if is_member else stranger_of(self.town, is_member=False)

    @property
    def doer(self) -> User:
        """The person whose own it is, else one at the desk."""
        return self.member.user if self.act.own else self.desk[0]

    @property
    def desk(self) -> tuple[User, User]:
        return DESKS.get(self.acts.noun, lambda town: (town.secretary, town.clerk))(self.town)

    @property
    def rows(self):
        return self.acts.model._default_manager

    @property
    def steps(self):
        return ActStep.objects.filter(noun=self.acts.noun, act=self.act.key)

    def make(self, by: User | None = None, **words) -> Made:
        return make(self.acts, self.act.key, by=by or self.doer, **self.said | words)

    def say(self, by: User | None = None, **words):
        """The reply of the API."""
        path, sent = f"{PATHS[self.acts.noun]}/", self._sent_by_api(words)
        if self.act.many:
            path, sent = f"{path}{self.act.slug}/", {"ids": [sent.pop(self.act.on)], **sent}
        if self.is_whole:
            return Api(by or self.doer).post(path, sent)
        return call_bare(by or self.doer, f"/api/v1/{path}", sent)

    def _sent_by_api(self, words: dict) -> dict:
        sent = as_sent(self.said | words)
        named = {ask.name: ask.named_by for ask in self.act.asks if ask.named_by and self.said.get(ask.name)}
        files = {ask.name for ask in self.act.asks if ask.is_file}
        return {name: value for name, value in sent.items() if name not in files} | {
            name: getattr(self.said[name], field) for name, field in named.items() if name not in words
        }

    def page(self) -> str | None:
        """The address of the page of the desk to add one; None where there is none."""
        desk = admin.site._registry.get(self.acts.model)
        if desk is None or desk.making is not self.act:
            return None
        return reverse(f"admin:{self.acts.model._meta.app_label}_{self.acts.model._meta.model_name}_add")

    def press(self, by: User | None = None, **words):
        """The reply of the desk's page."""
        if self.is_whole:
            return signed_in(by or self.doer).post(self.page(), self.entered(**words))
        return post_bare(by or self.doer, self.page(), self.entered(**words))

    def open(self):
        """The reply of the desk's page before anything is entered."""
        return signed_in(self.doer).get(self.page()) if self.is_whole else get_bare(self.doer, self.page())

    def entered(self, **words) -> dict:
        """What is sent from the desk's page, which begins with what is usual."""
        usual = {ask.name: ask.answer for ask in self.act.asks if ask.usual is not None}
        return as_sent(usual | self.said | words)


# --- The checks ---------------------------------------------------------------------------------------------------------


def errors_in(page) -> str:
    """What a page says is wrong."""
    return str(page.context_data["form"].errors)


CHECKS: list[Callable[[Beginning], None]] = []


def of_each(check: Callable[[Beginning], None]) -> Callable[[Beginning], None]:
    CHECKS.append(check)
    return check


@of_each
def strangers_make_nothing(scene):
    before, stranger = scene.rows.count(), scene.stranger
    with pytest.raises(RuleBroken) as broken:
        scene.make(stranger)
    assert broken.value.code == "not_found"
    if scene.act.summary:
        reply = scene.say(stranger)
        assert reply.status_code == 404 or (scene.act.many and reply.json()["done"] == 0)
    if scene.page():
        assert scene.press(stranger).status_code in {200, 302, 403, 404}
    assert (scene.rows.count(), scene.steps.count()) == (before, 0)
    scene.make()  # control


@of_each
def who_is_named_is_told_to_nobody(scene):
    """A body of the API that names a row out of reach is answered as one that names none."""
    stranger = scene.stranger
    for ask in scene.act.asks if scene.act.summary else ():
        row = scene.said.get(ask.name)
        if not ask.rows or not hasattr(row, "pk") or ask.rows(stranger, [row.pk]).filter(pk=row.pk).exists():
            continue  # what is in reach may be told
        replies = [scene.say(stranger, **{ask.name: pk}) for pk in (row.pk, NO_ROW)]
        assert len({said_of(reply, row.pk, NO_ROW) for reply in replies}) == 1, ask.name


@of_each
def answers_that_will_not_do_come_back_at_their_field(scene):
    before = scene.rows.count()
    for ask in scene.act.asks:
        for answer, code in faults_of(ask):
            with refused(f"{ask.name}_{code}", ask.name):
                scene.make(**{ask.name: answer})
            if scene.act.summary and ask.name != scene.act.on and not ask.by_page:
                assert_error(scene.say(**{ask.name: answer}), 400, "invalid", ask.name)
            if scene.page():
                page = post_bare(scene.doer, scene.page(), scene.entered(**{ask.name: answer}))
                assert ask.name in page.context_data["form"].errors
    if scene.page() and scene.act.asks:
        shown = scene.press(**dict.fromkeys(scene.said, ""))
        assert shown.status_code == 200
        assert not scene.is_whole or scene.act.asks[0].label in shown.content.decode()
    assert scene.rows.count() == before


@of_each
def the_first_step_says_who(scene):
    row = scene.make().row
    [step] = ActStep.objects.of(scene.acts.noun, row.pk)
    assert (step.act, step.from_state, step.to_state, step.by) == (scene.act.key, "", row.state, scene.doer)
    assert step.reason == scene.said.get("reason", "")
    told = Notice.objects.filter(key__startswith=f"{scene.acts.model._meta.model_name}:{row.pk}:{step.pk}")
    assert told.exists() == bool(scene.act.tells)


@of_each
def the_desk_does_it_for_a_person(scene):
    if not scene.act.entered:
        return
    made = scene.make(scene.desk[0], member=scene.member)
    assert (scene.acts.account_of(made.row), made.is_new) == (scene.member.user_id, True)
    [step] = ActStep.objects.of(scene.acts.noun, made.row.pk)
    assert (step.act, step.by) == (scene.act.entered, scene.desk[0])
    with pytest.raises(RuleBroken) as broken:
        scene.make(scene.town.west_secretary, member=scene.member)
    assert broken.value.code == "not_found"


@of_each
def said_twice_there_is_one(scene):
    if scene.act.each_counts:
        return
    first = scene.make()
    left = (scene.rows.count(), ActStep.objects.count(), Notice.objects.count())
    again = scene.make()
    assert (first.is_new, again.is_new, again.row.pk) == (True, False, first.row.pk)
    assert (scene.rows.count(), ActStep.objects.count(), Notice.objects.count()) == left


@of_each
def a_key_used_for_other_words_is_refused(scene):
    if not scene.act.key_ask:
        return
    scene.make()
    asks = [ask for ask in scene.act.asks if ask.column and (ask.is_text or ask.is_number)]
    other = {asks[-1].name: "另一种说法" if asks[-1].is_text else asks[-1].most}
    with refused("key_reused", scene.act.key_ask):
        scene.make(**other)
    if scene.act.each_counts:  # else the noun's own rules may refuse the same with another key
        assert scene.make(**{scene.act.key_ask: uuid4()}).is_new


@of_each
def the_api_makes_it_once(scene):
    if not scene.act.summary:
        return
    first = scene.say()
    if scene.act.many:
        assert (first.json()["done"], scene.say().json(), scene.steps.count()) == (1, first.json(), 1)
        return
    assert first.status_code == 201, first.content.decode()
    assert scene.steps.get().row_id == first.json()["id"]
    if not scene.act.each_counts:
        again = scene.say()
        assert (again.status_code, again.json()) == (200, first.json()), again.content.decode()
        assert scene.steps.count() == 1


@of_each
def the_desks_page_makes_it_once(scene):
    if not scene.page():
        return
    before = scene.rows.count()
    assert scene.open().status_code == 200
    for _ in range(2):
        done = scene.press()
        assert done.status_code == 302, errors_in(done)
    assert scene.rows.count() == before + (2 if scene.act.each_counts else 1)
    assert scene.press(_addanother="1").url == scene.page()


# --- All of them --------------------------------------------------------------------------------------------------------


def judged(acts: Acts, act: Making, town: Town, around: Neighbours) -> Iterator[tuple[str, Callable[[], None]]]:
    """(name, check) of all checks of a making, each to be called before the next is asked for."""
    said = BEGINNINGS[f"{acts.noun}.{act.key}"](town, around.member)
    for check in CHECKS:
        with taken_back():
            yield check.__name__, lambda check=check: check(Beginning(town, around, said, acts, act))


@pytest.mark.parametrize(("acts", "act"), MAKINGS, ids=[f"{acts.noun}.{act.key}" for acts, act in MAKINGS])
def test_each_making_keeps_the_contract(acts, act, town, neighbours, subtests, quick_refusals, nothing_escapes):
    for name, check in judged(acts, act, town, neighbours):
        with subtests.test(name):
            check()


def test_every_making_has_answers_and_some_surface():
    assert MAKINGS
    assert {f"{acts.noun}.{act.key}" for acts, act in MAKINGS} == BEGINNINGS.keys()
    assert all(act.permission or act.own for _, act in MAKINGS)


# --- Negative controls --------------------------------------------------------------------------------------------------


def plant(fault: str, monkeypatch) -> None:
    """Let the making leave one of its questions out."""
    if fault == "reach":
        monkeypatch.setattr(making, "_is_in_reach", lambda acts, act, row, by: True)
        monkeypatch.setattr(making, "_check_named", lambda doing: None)
    elif fault == "once":
        monkeypatch.setattr(making, "_made_before", lambda acts, doing, key_is_known: None)
    elif fault == "step":
        monkeypatch.setattr(making, "_log", lambda acts, row, was, doing: None)
    else:
        asked = making.prepare_doing

        def loose(act, by, said):
            return asked(replace(act, asks=tuple(replace(ask, longest=9_999) for ask in act.asks)), by, said)

        monkeypatch.setattr(making, "prepare_doing", loose)


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("reach", {"strangers_make_nothing", "who_is_named_is_told_to_nobody"}),
        ("once", {"said_twice_there_is_one", "the_api_makes_it_once", "the_desks_page_makes_it_once"}),
        ("step", {"the_first_step_says_who", "said_twice_there_is_one", "the_api_makes_it_once"}),
        ("length", {"answers_that_will_not_do_come_back_at_their_field"}),
    ],
)
def test_a_planted_fault_is_found(fault, found, town, neighbours, monkeypatch):
    plant(fault, monkeypatch)
    failed = set()
    for name, check in judged(wishes, wishes["enter"], town, neighbours):
        try:
            if name in found:
                check()
        except (Exception, pytest.fail.Exception):
            failed.add(name)
    assert failed == found


def test_who_is_out_of_reach_of_the_row_makes_none(town, member, monkeypatch):
    """The row as it is saved is asked for, also where what was named is not: the second question behind the first."""
    monkeypatch.setattr(making, "_check_named", lambda doing: None)
    said = BEGINNINGS["cocon.wish.enter"](town, member)
    with refused("not_found"):
        make(wishes, "enter", by=town.west_secretary, **said)
    assert not wishes.model.objects.exists()
    assert make(wishes, "enter", by=town.clerk, **said).is_new  # control


def test_a_row_to_which_something_happened_is_not_found_again(town, member):
    said = BEGINNINGS["cocon.wish.enter"](town, member)
    first = make(wishes, "enter", by=town.clerk, **said).row
    assert make(wishes, "enter", by=town.secretary, **said).is_new  # another person's is another's
    assert make(wishes, "enter", by=town.clerk, **said).row.pk == first.pk
    first.state = "cancelled"
    first.closed_by, first.closed_at = town.clerk, first.entered_at
    first.save()
    assert make(wishes, "enter", by=town.clerk, **said).is_new


def test_a_relation_to_rows_with_owners_has_to_say_at_which_right():
    with pytest.raises(TypeError, match="at which permission"):
        asks_of(Post, "area")
