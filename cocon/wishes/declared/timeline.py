"""Wishes in what came of it in a community: no names in it."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from orgtree.tree.models import Area


def wishes_fulfilled(community: Area, since: date) -> Iterator[tuple[date, str, str]]:
    """(day, kind, words) of every wish confirmed as fulfilled since the day."""
    for wish in Wish.objects.within(community).filter(state=WishState.CLOSED, closed_at__date__gte=since):
        yield timezone.localdate(wish.closed_at), "微心愿", f"{wish.title}，帮助{wish.people_helped}人"
