"""Statements of cards that are kept: they count what each card counts by itself, for others of the same posts as well."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.choices import PostKind
from orgtree.declare import registry
from orgtree.desk import prepared_cards
from orgtree.desk.counting import altogether, lines_of
from orgtree.models import Area, Notice, User
from orgtree.people.services.people import appoint
from tests.volunteers.people import accepted, registered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(prepared_cards, "_KEPT", {})


def again(user) -> User:
    return User.objects.get(pk=user.pk)


def counts(user, cards=None) -> dict[str, int]:
    shown = [card for card in cards or registry.cards.values() if card.is_open_to(user)]
    return {line.key: line.many for line in lines_of(shown, [], user) if line.many}


def kept() -> int:
    return sum(one is not None for shelf in prepared_cards._KEPT.values() for one in shelf.values())


def test_another_of_the_same_posts_has_their_own_numbers(town):
    """The second person's page is counted by the first one's statements, with the second one's numbers."""
    registered(town.east)
    accepted(town.west, town.west_secretary)
    first = counts(town.secretary)
    assert kept() > 40
    made = kept()
    second = counts(town.west_secretary)
    assert kept() == made
    for user, found in ((town.secretary, first), (town.west_secretary, second)):
        by_itself = {card.key: card.count(user) for card in registry.cards.values() if card.is_open_to(user)}
        assert found == {key: many for key, many in by_itself.items() if many}
    assert first != second


def test_somebody_with_another_post_is_counted_by_other_statements(town):
    counts(town.secretary)
    appoint(holder_id=town.secretary.pk, kind=PostKind.GRID_WORKER, area=town.west_grid, by=None)
    before = len(prepared_cards._KEPT)
    counts(again(town.secretary))
    assert len(prepared_cards._KEPT) == before + 1


@pytest.mark.parametrize(
    "rows",
    [
        lambda user: Notice.objects.filter(title=user.name),
        lambda user: Notice.objects.filter(title=Area.objects.values_list("name", flat=True).first()),
        lambda user: Notice.objects.filter(created_at__lt=timezone.now()),
        lambda user: Notice.objects.filter(created_at__lt=timezone.localtime().replace(second=0, microsecond=0)),
        lambda user: Notice.objects.extra(where=[f"user_id = {user.pk}"]),
    ],
    ids=["name", "database", "clock", "minute", "text"],
)
def test_what_is_the_persons_or_the_moments_own_is_never_kept(town, rows):
    card = replace(
        next(iter(registry.cards.values())), key="odd", rows=rows, permission=None, since="", summed="", overdue=None
    )
    same = replace(card, rows=lambda user: Notice.objects.filter(user=user.pk))
    for one, is_kept in ((card, 0), (same, 1)):
        prepared_cards._KEPT.clear()
        lines_of([one], [], town.secretary)
        assert kept() == is_kept


def test_yesterdays_are_thrown_away(town):
    shape = (timezone.localdate() - timedelta(days=1), "whatever")
    prepared_cards._KEPT[shape] = {}
    counts(town.secretary)
    assert shape not in prepared_cards._KEPT
    assert [one for one in prepared_cards._KEPT.values() for card, making in one if making is altogether]
