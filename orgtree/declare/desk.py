"""What an app declares for the desk: places and their tabs, cards, quick acts, numbers of the month, finders.

Names to import from `orgtree.declare`, whose registry collects them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

MOST_PLACES = 10


class CardKind:
    """What a card is to whom it is shown: to be done by a time, to be done, good to know."""

    DUE, TO_DO, KNOW = "due", "to_do", "know"


@dataclass(frozen=True)
class Card:
    """A queue that waits on the desk; shown while it is not empty.

    `rows(user)` are those that the person may decide, `url(user)` is where: its list shows the same rows. `since` is the
    lookup of the moment or day since when a row waits; `overdue(memo)` the condition of those past their time, an
    attribute of the queue and no second card (`memo` is a dictionary that the cards of one page share). `turn` says in words whose turn it is where it is somebody else's. With `at_community` it is the community's own
    work: a street sees it by community, below its own. `minutes` is about how long one takes; `summed` a lookup to add up
    instead of counting rows. Where `url` is no list of the desk that shows these rows, `is_listed` is False. `rows` that
    read rules first take that dictionary too, and say so by `reads_memo`. Without a `permission` the rows are the person's own
    and wait for whoever is at the desk.
    """

    key: str
    label: str
    hint: str
    place: str
    rows: Callable[..., Any]
    url: Callable[[Any], str]
    permission: str | None
    kind: str = CardKind.TO_DO
    since: str = ""
    overdue: Callable[[dict], Q] | None = None
    turn: str = ""
    at_community: bool = True
    minutes: float = 0.5
    summed: str = ""
    is_listed: bool = True
    reads_memo: bool = False

    def is_open_to(self, user: Any) -> bool:
        return self.permission is None or user.holds(self.permission)

    def rows_beside(self, user: Any, memo: dict) -> Any:
        """The rows for `user`, with what other cards of the same page have read already in `memo`."""
        return self.rows(user, memo) if self.reads_memo else self.rows(user)

    def count(self, user: Any) -> int:
        return self.rows(user).count()


@dataclass(frozen=True)
class MonthFigure:
    """A number of the line 本月 on the desk's home: the measures added up, and what it is called there."""

    key: str
    label: str
    unit: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Quick:
    """Something done many times a day, by one press from the desk's home; the smallest `position` comes first."""

    key: str
    label: str
    icon: str
    url: Callable[[], str]
    permission: str
    position: int = 50


@dataclass(frozen=True)
class Found:
    """One thing that the search found: its name, what tells it from others, its page, the keys of the persons it names."""

    title: str
    about: str
    url: str
    persons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finder:
    """A part of the desk's one search. `find(user, text, most)` returns Found within the person's scope, `most` at most.

    With `names_people` whoever opens the search leaves a line in the record of looks at the `persons` that it found.
    """

    key: str
    label: str
    permission: str
    find: Callable[[Any, str, int], list[Found]]
    names_people: bool = False


@dataclass(frozen=True)
class FoundPerson:
    """Somebody in the record of looks: all keys under which they stand there, their masked name, what tells them apart."""

    keys: tuple[str, ...]
    title: str
    about: str


@dataclass(frozen=True)
class PersonKind:
    """A kind of person whom the record of looks names, by `key:id`; the rows of `model` are these persons. Of whom there is
    no table, `phone_of` is the one whose rows keep their phone.

    For the auditor, who reads no names: `find(user, text, most)` gives those in their areas whose whole name, number or
    phone, or the last four digits of it, is `text`; `get(user, pk)` one of them, None for whom is not theirs to ask about.
    """

    key: str
    label: str
    model: Any
    find: Callable[[Any, str, int], list[FoundPerson]]
    get: Callable[[Any, int], FoundPerson | None]
    phone_of: Any = None


@dataclass(frozen=True)
class Place:
    """Where people work: one entry of the desk's menu, its lists and pages are tabs. Never a table.

    `icon` is a name of the Material Symbols font, the smallest `position` comes first; `at_foot` are the entries at the
    foot of the menu, open by duty. All apps together have at most MOST_PLACES.
    """

    key: str
    label: str
    icon: str
    position: int
    at_foot: bool = False


@dataclass(frozen=True)
class Tab:
    """A page that is a tab of a place; a list of the admin is one by naming its `menu_place`.

    `url()` gives the address, `permission` is what the viewer must hold somewhere (None: any post will do). A page
    `to_read`, where nothing is done, is reached from 查阅 instead. Kinds of post in `lands` begin their day there: they
    have no queue of their own. Tabs of one `group` stand below one tab, which is called so. Who holds `unless` somewhere
    has a list of the same on the desk, and no need of the page. With `seats` the page is about areas of these kinds, and
    whoever sits below them has none.
    """

    key: str
    label: str
    place: str
    url: Callable[[], str]
    permission: str | None
    position: int = 50
    to_read: bool = False
    lands: tuple[str, ...] = ()
    group: str = ""
    unless: str | None = None
    seats: tuple[str, ...] = ()

    def is_open_to(self, user: Any) -> bool:
        if self.unless is not None and user.holds(self.unless):
            return False
        return self.permission is None or user.holds(self.permission, at=self.seats)
