"""Whether a live post reaches the ground of a row, as text.

Every list, card and page asks it several times over, and putting it together of lookups took longer than all else in most
statements. tests/orgtree/scope/test_reach.py compares it with the posts as `PostQuerySet.live` finds them.

A statement that asks it very often, as the desk's home does, reads the person's seats once ahead of all its questions: `Hand`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.apps import apps
from django.db.models import BooleanField, F, Func


@dataclass(frozen=True)
class Seats:
    """The posts of some kinds that somebody holds on a day, while their account is in use."""

    holder: int
    kinds: frozenset[str]
    today: date

    def rows(self):
        """The same as a queryset."""
        return apps.get_model("orgtree", "Post").objects.live().filter(holder=self.holder, kind__in=self.kinds)


LIVE = "NOT {post}.waits AND {post}.since <= %s AND ({post}.until IS NULL OR {post}.until > %s)"


@dataclass(frozen=True)
class Hand:
    """The live posts of one person on a day, as a table that a statement reads before all else: `head` stands ahead of it."""

    holder: int
    today: date

    head: ClassVar[str] = (
        "WITH seats_in_hand AS MATERIALIZED (SELECT reach.kind, reach.institution_id, reach_area.tree_id, reach_area.lft,"
        " reach_area.rght FROM orgtree_post reach JOIN orgtree_user reach_holder ON reach_holder.id = reach.holder_id"
        " LEFT JOIN orgtree_area reach_area ON reach_area.id = reach.area_id"
        f" WHERE reach.holder_id = %s AND reach_holder.is_active AND {LIVE.format(post='reach')})"
    )

    @property
    def values(self) -> list:
        return [self.holder, self.today, self.today]

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within, questions of this person's seats that are put together are asked of the table."""
        token = _IN_HAND.set(self)
        try:
            yield
        finally:
            _IN_HAND.reset(token)

    def holds(self, seats: Seats) -> bool:
        return (self.holder, self.today) == (seats.holder, seats.today)


_IN_HAND: ContextVar[Hand | None] = ContextVar("seats in hand", default=None)


class Reached(Func):
    """Whether one of the seats is at the area found by a lookup ("" for the row itself), or above it."""

    columns: tuple[str, ...] = ("tree_id", "lft", "rght")
    table = "reach_area"
    joined = " JOIN orgtree_area reach_area ON reach_area.id = reach.area_id"
    met = "reach_area.tree_id = {} AND reach_area.lft <= {} AND reach_area.rght >= {}"

    def __init__(self, path: str, seats: Seats):
        ground = ["__".join(filter(None, (path, name))) for name in self.columns]
        super().__init__(*map(F, ground), output_field=BooleanField())
        self.seats = seats

    def as_sql(self, compiler, connection):
        ground = [compiler.compile(column)[0] for column in self.source_expressions]  # columns, which bring no values
        hand = _IN_HAND.get()
        if hand and hand.holds(self.seats):
            met = f"{self.table}.kind = ANY(%s) AND {self.met.format(*ground)}"
            return f"EXISTS(SELECT 1 FROM seats_in_hand {self.table} WHERE {met})", [sorted(self.seats.kinds)]
        asked = (
            f"EXISTS(SELECT 1 FROM orgtree_post reach JOIN orgtree_user reach_holder ON reach_holder.id = reach.holder_id"
            f"{self.joined} WHERE reach.holder_id = %s AND reach_holder.is_active AND reach.kind = ANY(%s)"
            f" AND {LIVE.format(post='reach')} AND {self.met.format(*ground)})"
        )
        today = self.seats.today
        return asked, [self.seats.holder, sorted(self.seats.kinds), today, today]


class Touched(Reached):
    """The same, or below it: an area that holds one of the seats."""

    met = (
        "reach_area.tree_id = {0} AND (reach_area.lft <= {1} AND reach_area.rght >= {2}"
        " OR reach_area.lft >= {1} AND reach_area.rght <= {2})"
    )


class Seated(Reached):
    """Whether one of the seats is at the unit that a lookup leads to."""

    columns = ("",)
    table = "reach"
    joined = ""
    met = "reach.institution_id = {}"
