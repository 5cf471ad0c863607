"""What each check of the contract of acts finds: a row as it was made, those around it, and ways to ask for the act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.cache import cache
from django.db import transaction
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from rest_framework.serializers import Serializer

from config.api import router
from orgtree.acts import Act, Acts, Ask, Making, declared_acts, perform, perform_one, take_back
from orgtree.api.acts import body_of
from orgtree.choices import PostKind
from orgtree.desk.actions import ObjectAction
from orgtree.models import ActStep, Post, User
from tests.api import Api
from tests.bare import call_bare, post_bare
from tests.makers import WORDS
from tests.replay import Replay, recording
from tests.town import TOWN, Town
from tests.volunteers.people import accepted
from tests.volunteers.team_people import signed_in
from volunteers.models import Member

PATHS = {
    acts.noun: prefix
    for prefix, viewset, _ in router.registry
    if getattr(viewset, "acts", None)
    for acts in (viewset.acts, *viewset.other_acts)
}


@dataclass
class Scene:
    """What a check finds: the row, whom it is about, another member and a stranger, two who may decide on the noun's rows."""

    town: Town
    member: Member
    other: Member
    stranger: User
    row: Any
    desk: tuple[User, User]
    acts: Acts
    act: Act

    @property
    def doer(self) -> User:
        """Who may: a person at the desk, else the one whom the row is about."""
        return self.desk[0] if self.act.permission or self.act.doer != "本人" else self.member.user

    @property
    def steps(self):
        """What the row's log says."""
        return ActStep.objects.of(self.acts.noun, self.row.pk)

    def do(self, by: User | None = None, **words):
        """The row after the act."""
        return perform_one(self.acts, self.act.key, pk=self.row.pk, by=by or self.doer, **self.words | words)

    def do_many(self, by: User | None = None):
        """What became of it, asked for as one of many."""
        return perform(self.acts, self.act.key, ids=[self.row.pk], by=by or self.doer, **self.words)

    def take_back(self, by: User | None = None):
        return take_back(self.acts, self.act.key, ids=[self.row.pk], by=by or self.doer)

    @property
    def is_whole(self) -> bool:
        """Whether the act is asked for through the whole site: the first of its noun, and the first of all with surfaces of its shape."""
        return (self.acts.noun, self.act.key) in asked_whole()

    @property
    def button(self) -> ObjectAction:
        """The act's button on the desk's page of the row."""
        offered = admin.site._registry[self.acts.model].object_actions
        return next(action for action in offered if action.key == self.act.slug)

    def filled_in(self, **words) -> Form:
        """The form of the desk's page for this act, with these answers."""
        request = SimpleNamespace(user=self.doer)
        form = self.button.form if self.button.build_form is None else self.button.build_form(request, self.row)
        return form(as_sent(self.words | words))

    def body(self, **words) -> Serializer:
        """The body that the API's address for this act takes, with these answers."""
        many = {"ids": [self.row.pk]} if self.act.many else {}
        return body_of(self.acts, self.act)(data=many | as_sent(self.words | words), partial=self.act.partial)

    def say(self, by: User | None = None, **words):
        """The reply of the API's address for this act."""
        sent, path = as_sent(self.words | words), PATHS[self.acts.noun]
        many = {"ids": [self.row.pk]} if self.act.many else {}
        path = f"{path}/{self.act.slug}/" if many else f"{path}/{self.row.pk}/{self.act.slug}/"
        if self.is_whole:
            return Api(by or self.doer).post(path, many | sent)
        return call_bare(by or self.doer, f"/api/v1/{path}", many | sent)

    def press(self, by: User | None = None, **words):
        """The reply of the desk's page for this act."""
        model = self.acts.model._meta
        address = reverse(f"admin:{model.app_label}_{model.model_name}_act", args=[self.row.pk, self.act.slug])
        sent = as_sent(self.words | words)
        return (
            signed_in(by or self.doer).post(address, sent)
            if self.is_whole
            else post_bare(by or self.doer, address, sent)
        )

    def choose(self, **sent) -> str:
        """What the list of the desk says when the row is ticked and the act chosen from the list's menu."""
        model = self.acts.model._meta
        address = reverse(f"admin:{model.app_label}_{model.model_name}_changelist")
        chosen = {"action": self.act.key, ACTION_CHECKBOX_NAME: [self.row.pk], **sent}
        if self.is_whole:
            return signed_in(self.doer).post(address, chosen, follow=True).content.decode()
        return post_bare(self.doer, address, chosen).told

    @property
    def words(self) -> dict:
        """An answer to everything that the act asks for, as Python has it."""
        own = WORDS.get(f"{self.acts.noun}.{self.act.key}", {})
        asked = {ask.name: answer_to(ask) for ask in self.act.asks if not ask.is_file}
        return asked | (own() if callable(own) else own)

    def state_now(self) -> str:
        return self.acts.model._default_manager.get(pk=self.row.pk).state


def people_s(acts: Acts) -> Iterator[Act]:
    """What people do to a row of the noun, without a form of its own; how rows begin is tested in tests/test_making.py."""
    for act in acts:
        if (act.permission or act.own) and not (act.by_form or isinstance(act, Making)):
            yield act


def shape_of(act: Act) -> tuple[bool, ...]:
    """What makes a page or an address of the act another kind of page or address; the rest is its form and its service."""
    surfaces = (act.permission, act.summary, act.many, act.asks, act.removes, act.shows_once)
    return tuple(map(bool, surfaces))


@lru_cache
def asked_whole() -> set[tuple[str, str]]:
    """(noun, act): the first of each noun, and the first of all with surfaces of its shape."""
    nouns, shapes = {}, {}
    for acts in declared_acts():
        for act in people_s(acts):
            nouns.setdefault(acts.noun, (acts.noun, act.key))
            shapes.setdefault(shape_of(act), (acts.noun, act.key))
    return {*nouns.values(), *shapes.values()}


def stranger_of(town: Town, *, is_member: bool = True) -> User:
    """The secretary of 西园社区, who is also a building head here, wider than a building may be, and if so wished a member of 西园社区.

    Nobody would appoint this one. Reach adds up: what is out of reach of this one is so of each of them.
    """
    user = accepted(town.west, town.west_secretary).user if is_member else town.west_secretary
    for kind, area in ((PostKind.COMMUNITY_SECRETARY, town.west), (PostKind.BUILDING_HEAD, town.east)):
        Post.objects.get_or_create(holder=user, kind=kind, area=area)
    return User.objects.get(pk=user.pk)  # another would remember their posts


@dataclass
class Neighbours:
    """Who stands around the rows of a noun."""

    member: Member
    other: Member
    stranger: User


def gather(town: Town) -> Neighbours:
    """Two members whom 东园社区 has accepted, and who is no one's there."""
    member, other = (accepted(town.east, town.secretary) for _ in range(2))
    return Neighbours(member, other, stranger_of(town))


NEIGHBOURS = Replay("neighbours", gather, on=TOWN, sealed=True)
recorded_neighbours = recording(NEIGHBOURS)


@pytest.fixture
def neighbours(recorded_neighbours, town) -> Neighbours:
    """Those of tests/act_scene.py, written back in each test."""
    return NEIGHBOURS.play(town)


def answer_to(ask: Ask):
    if ask.choices:
        return ask.choices[0][0]
    if ask.rows or ask.is_key:
        return None
    if ask.is_number:
        return ask.least
    if ask.is_moment:
        return timezone.now().replace(minute=0, second=0, microsecond=0)
    return timezone.localdate() if ask.is_day else "核对后如此办理"


def as_sent(words: dict) -> dict:
    """The same as a body or a form writes it."""
    sent = {name: value.isoformat() if isinstance(value, date) else value for name, value in words.items()}
    return {name: getattr(value, "pk", value) for name, value in sent.items() if value is not None}


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside is gone afterwards, whatever happened."""
    cache.clear()  # requests are counted by person
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
