"""The desk's first page: what to do first, and how long it will take.

All queues and those of a street's communities are counted by one statement (orgtree/desk/counting.py).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Card, CardKind, MonthFigure, Place, registry
from orgtree.desk.counting import Line, lines_of
from orgtree.figures.models import Figure
from orgtree.tree.models import Area

ABOVE_COMMUNITIES = frozenset(("province", "city", "district", "street", "town"))
AN_EVENING = 100  # minutes; longer is told in hours: nobody plans 474 minutes
FIRST_AT_MOST = 8  # what is late or due stands first, but a list of everything says nothing of what to do first


@dataclass(frozen=True)
class Queue:
    """What waits behind a card: how many, how many of them past their time, the oldest day; where to do it."""

    card: Card
    count: int
    overdue: int
    oldest: date | None
    url: str

    @property
    def is_first(self) -> bool:
        return self.overdue > 0 or self.card.kind == CardKind.DUE


@dataclass
class Home:
    """The queues of one person, in the order of the page."""

    first: list[Queue] = field(default_factory=list)
    by_place: list[tuple[Place, list[Queue]]] = field(default_factory=list)
    to_know: list[Queue] = field(default_factory=list)
    of_others: list[Queue] = field(default_factory=list)

    @property
    def mine(self) -> list[Queue]:
        return [*self.first, *(queue for _, queues in self.by_place for queue in queues)]

    @property
    def total(self) -> int:
        return sum(queue.count for queue in self.mine)

    @property
    def overdue(self) -> int:
        return sum(queue.overdue for queue in self.mine)

    @property
    def minutes(self) -> int:
        """About how long all of it takes; one at least where there is something."""
        return _minutes_of(self.mine)

    @property
    def takes(self) -> str:
        return _said(self.minutes)

    @property
    def first_takes(self) -> str:
        """How long what stands first takes: whoever has a quarter of an hour looks at this."""
        return _said(_minutes_of(self.first))


def _minutes_of(queues: list[Queue]) -> int:
    return max(round(sum(queue.count * queue.card.minutes for queue in queues)), 1) if queues else 0


def _said(minutes: int) -> str:
    return f"{minutes} 分钟" if minutes < AN_EVENING else f"{round(minutes / 60)} 小时"


@dataclass(frozen=True)
class StreetLine:
    """One community of a street: how many wait in each queue of `Street.queues`, and how many are late."""

    name: str
    cells: list[tuple[int, int]]


@dataclass(frozen=True)
class Street:
    """What waits in the communities below, queue by queue: their work, which a street watches and can help with.

    `queues` are (card, address of its list over all communities), the columns of `lines`: what is late most first.
    """

    queues: list[tuple[Card, str]]
    lines: list[StreetLine]


def home_of(user) -> Home:
    """What waits for this person. Whoever sits above the communities has their work apart: `day_of`."""
    return day_of(user, with_street=False)[0]


def day_of(user, *, with_street: bool = True) -> tuple[Home, Street | None]:
    """What waits for this person, and for whoever sits above the communities what waits in these; None for others and where
    nothing does. One statement counts all of it.
    """
    above = _sits_above(user)
    cards = [card for card in registry.cards.values() if card.is_open_to(user)]
    own = [card for card in cards if not (card.at_community and above)]
    watched = [card for card in cards if _is_watched(card)] if above and with_street else []
    lines = lines_of(own, watched, user)
    found = {line.key: line for line in lines if not line.is_of_community}
    queues = [_queue(card, user, found[card.key]) for card in own if card.key in found and found[card.key].many]
    return _home(queues), _street(watched, user, [line for line in lines if line.is_of_community and line.code])


def _is_watched(card: Card) -> bool:
    return card.at_community and not card.turn and card.kind != CardKind.KNOW


def _sits_above(user) -> bool:
    """Whether all the person's seats are areas above the communities."""
    return bool(user.live_posts) and all(
        post.area_id and post.area.kind in ABOVE_COMMUNITIES for post in user.live_posts
    )


def _queue(card: Card, user, line: Line) -> Queue:
    return Queue(card, line.many, line.late, line.oldest, card.url(user))


def _home(queues: list[Queue]) -> Home:
    home, places = Home(), defaultdict(list)
    for queue in queues:
        if queue.card.turn:
            home.of_others.append(queue)
        elif queue.card.kind == CardKind.KNOW:
            home.to_know.append(queue)
        elif queue.is_first:
            home.first.append(queue)
        else:
            places[queue.card.place].append(queue)
    home.first.sort(key=lambda queue: queue.overdue == 0)
    for queue in home.first[FIRST_AT_MOST:]:
        places[queue.card.place].insert(0, queue)
    del home.first[FIRST_AT_MOST:]
    order = sorted(registry.places.values(), key=lambda place: place.position)
    home.by_place = [(place, places[place.key]) for place in order if places[place.key]]
    return home


def _street(cards: list[Card], user, lines: list[Line]) -> Street | None:
    numbers: dict[tuple[str | None, str | None], dict[str, tuple[int, int]]] = defaultdict(dict)
    for line in lines:
        numbers[line.code, line.name][line.key] = (line.many, line.late)
    used = _weightiest_first(cards, numbers.values())
    rows = [
        StreetLine(name, [found.get(card.key, (0, 0)) for card in used]) for (_, name), found in sorted(numbers.items())
    ]
    return Street([(card, card.url(user)) for card in used], rows) if rows else None


def _weightiest_first(cards: list[Card], by_community) -> list[Card]:
    """The cards in which something waits: those with the most that is late first, then those with the most."""
    sums = defaultdict(lambda: (0, 0))
    for found in by_community:
        for key, (count, late) in found.items():
            sums[key] = (sums[key][0] + late, sums[key][1] + count)
    used = [card for card in cards if card.key in sums]
    return sorted(used, key=lambda card: sums[card.key], reverse=True)


def month_of(user) -> list[tuple[MonthFigure, Decimal]]:
    """The numbers of this month where the person sits first and may see the board; [] for others."""
    area = board_area(user)
    if area is None or not registry.month:
        return []
    period = Period.holding("M", timezone.localdate())
    wanted = {key for one in registry.month.values() for key in one.measures}
    found = dict(Figure.objects.of(period).filter(area=area, measure__in=wanted).values_list("measure", "total"))
    return [
        (one, sum((found.get(key, Decimal(0)) for key in one.measures), Decimal(0))) for one in registry.month.values()
    ]


def board_area(user) -> Area | None:
    """Where the first of the person's posts sits that opens boards."""
    if not user.holds(P.BOARD_VIEW):
        return None
    return next((post.area for post in user.live_posts if post.area_id), None)


def landing_of(user) -> str | None:
    """The page on which the person's day begins, where that is not the desk's home: all their posts land there."""
    kinds = {post.kind for post in user.live_posts}
    for tab in registry.tabs.values():
        if kinds and kinds <= set(tab.lands):
            return tab.url()
    return None
