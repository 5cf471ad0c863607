"""What each check of the contract of acts finds: a row as it was made, those around it, and ways to ask for the act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from config.api import router
from orgtree.acts import Act, Acts, Ask, perform, perform_one, take_back
from orgtree.choices import PostKind
from orgtree.models import ActStep, Post, User
from tests.api import Api
from tests.makers import WORDS
from tests.town import Town
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

    def say(self, by: User | None = None, **words):
        """The reply of the API's address for this act."""
        sent, path = as_sent(self.words | words), PATHS[self.acts.noun]
        if self.act.many:
            return Api(by or self.doer).post(f"{path}/{self.act.slug}/", {"ids": [self.row.pk], **sent})
        return Api(by or self.doer).post(f"{path}/{self.row.pk}/{self.act.slug}/", sent)

    def press(self, by: User | None = None, **words):
        """The reply of the desk's page for this act."""
        model = self.acts.model._meta
        address = reverse(f"admin:{model.app_label}_{model.model_name}_act", args=[self.row.pk, self.act.slug])
        return signed_in(by or self.doer).post(address, as_sent(self.words | words))

    @property
    def words(self) -> dict:
        """An answer to everything that the act asks for, as Python has it."""
        own = WORDS.get(f"{self.acts.noun}.{self.act.key}", {})
        asked = {ask.name: answer_to(ask) for ask in self.act.asks if not ask.is_file}
        return asked | (own() if callable(own) else own)

    def state_now(self) -> str:
        return self.acts.model._default_manager.get(pk=self.row.pk).state


def stranger_of(town: Town, *, is_member: bool = True) -> User:
    """The secretary of 西园社区, who is also a building head here, wider than a building may be, and if so wished a member of 西园社区.

    Nobody would appoint this one. Reach adds up: what is out of reach of this one is so of each of them.
    """
    user = accepted(town.west, town.west_secretary).user if is_member else town.west_secretary
    for kind, area in ((PostKind.COMMUNITY_SECRETARY, town.west), (PostKind.BUILDING_HEAD, town.east)):
        Post.objects.get_or_create(holder=user, kind=kind, area=area)
    return User.objects.get(pk=user.pk)  # another would remember their posts


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
