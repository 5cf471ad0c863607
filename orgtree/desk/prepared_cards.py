"""Statements of cards, kept by a process for all people whose posts are of the same kinds at areas of the same kinds.

Putting the statements of eighty cards together took longer than all else of the desk's home. A card's statement is put together for
whoever asks first and, beside it, for nobody: a person of invented numbers, of whom nothing else is known. Where both say the same and
differ only by these numbers and the page's moment (`memo["now"]`), those of the next page take their place. What a card asks of the
database meanwhile, of the clock or of anything else about the person tells itself by that comparison, and such a card is put together
anew each time (docs/decisions/0084).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from orgtree.declare import Card
from orgtree.people.models.people import Post, User
from orgtree.scope.models.reach import Hand
from orgtree.tree.models import Area

FIRST_MARK = 2_000_000_000  # as large as the columns hold, and no number of anybody's
NEVER = datetime(1900, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
MOST_SHAPES = 200
OF_AREA = ("pk", "tree_id", "lft", "rght")


class Said(NamedTuple):
    """A statement and its values."""

    sql: str
    values: tuple


class Kept(NamedTuple):
    """A statement whose values are the same for everybody, but for those in `places`: {place: which of a page's `_marks`}."""

    sql: str
    values: tuple
    places: dict[int, int]

    def of(self, numbers: list[int]) -> Said:
        return Said(
            self.sql, [numbers[self.places[at]] if at in self.places else one for at, one in enumerate(self.values)]
        )


class Asked(Exception):
    """A card asks the database while its statement is put together."""


Making = Callable[[Card, Any, dict], Said | None]
NOTHING = Kept("", (), {})
_KEPT: dict[tuple, dict[tuple[Card, Making], Kept | None]] = {}


class Statements:
    """The statements of cards for one person and one page; `memo` is what its cards have read of rules."""

    def __init__(self, user, today: date):
        self.user, self.today = user, today
        self.memo: dict = {"now": timezone.now(), "today": today}
        self.shape = _shape(user, today)
        self.kept = {} if self.shape is None else _shelf(self.shape)

    def of(self, card: Card, making: Making) -> Said | None:
        """The card's statement for the person; None where `making` finds nothing to ask."""
        kept = self.kept.get((card, making))
        if kept is not None:
            return kept.of(self.marks) if kept is not NOTHING else None
        said = making(card, self.user, self.memo)
        if self.shape is not None and (card, making) not in self.kept:
            self.kept[card, making] = self._compared(said, card, making)
        return said

    @cached_property
    def marks(self) -> list:
        return _marks(self.user, self.memo["now"])

    @cached_property
    def nobody(self) -> User:
        return _nobody(self.user)

    def _compared(self, said: Said | None, card: Card, making: Making) -> Kept | None:
        """What to keep of the statement; None for one that is the person's own, or the moment's."""
        try:
            with _nothing_asked(), Hand(self.nobody.pk, self.today).held():
                other = making(card, self.nobody, {"now": NEVER, "today": self.today})
        except Asked:
            return None
        if said is None or other is None:
            return NOTHING if said is other else None
        if said.sql != other.sql or len(said.values) != len(other.values):
            return None
        marks = {mark: at for at, mark in enumerate(_marks(self.nobody, NEVER))}
        places = {
            at: marks[one] for at, one in enumerate(other.values) if type(one) in (int, datetime) and one in marks
        }
        expected = Kept(said.sql, tuple(other.values), places).of(self.marks).values
        pairs = enumerate(zip(said.values, expected, strict=True))
        alike = all(mine == theirs if at in places else _same(mine, theirs) for at, (mine, theirs) in pairs)
        return Kept(said.sql, tuple(said.values), places) if alike else None


def _same(mine, expected) -> bool:
    """Whether two values are one; a time of day, which may have been the clock's, never is."""
    if isinstance(mine, time) or (isinstance(mine, datetime) and timezone.localtime(mine).time() != time()):
        return False
    return type(mine) is type(expected) and mine == expected


def _shape(user, today: date) -> tuple | None:
    """What the statements may depend on besides the person's numbers; None for whom nothing is kept: by a token, or at units."""
    posts = user.live_posts
    if user.token_scopes is not None or any(post.area_id is None for post in posts):
        return None
    return today, *((post.kind, post.is_over_all, post.area.kind, post.area.level) for post in posts)


def _shelf(shape: tuple) -> dict:
    """What is kept for a shape; statements of yesterday, and of too many shapes, are thrown away."""
    if shape not in _KEPT and (len(_KEPT) >= MOST_SHAPES or any(other[0] != shape[0] for other in list(_KEPT))):
        _KEPT.clear()
    return _KEPT.setdefault(shape, {})


def _marks(user, now: datetime) -> list:
    """What a statement may be asked with that is not the same for all."""
    return [now, user.pk, *(number for post in user.live_posts for number in (post.pk, *_of_area(post.area)))]


def _of_area(area: Area) -> list[int]:
    return [getattr(area, name) for name in OF_AREA]


def _nobody(user) -> User:
    """A person with posts like the user's and numbers of nobody's; whatever else one would know of them has to be read."""
    marks = iter(range(FIRST_MARK, FIRST_MARK + 1000))
    nobody = User.from_db(None, ["id", "is_active"], [next(marks), True])
    posts = []
    for post in user.live_posts:
        own, pk, *interval = (next(marks) for _ in range(1 + len(OF_AREA)))
        names = ["id", "kind", "level", "tree_id", "lft", "rght"]
        area = Area.from_db(None, names, [pk, post.area.kind, post.area.level, *interval])
        held = Post.from_db(None, ["id", "kind", "area_id", "institution_id"], [own, post.kind, pk, None])
        held.area, held.is_over_all = area, post.is_over_all
        posts.append(held)
    nobody.__dict__["live_posts"] = posts
    return nobody


@contextmanager
def _nothing_asked() -> Iterator[None]:
    """Within, whoever asks the database gets `Asked` instead of an answer; nothing of it stands in a log of statements."""
    logged, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        with connection.execute_wrapper(_refuse):
            yield
    finally:
        connection.force_debug_cursor = logged


def _refuse(execute, sql, params, many, context):
    raise Asked
