"""The desk's first page: what to do first, and how long it will take.

All queues are counted by one statement, a street's communities by a second; each card stays a queryset of its own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import CharField, Count, DateField, Min, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Card, CardKind, MonthFigure, Place, registry
from orgtree.figures.models import Figure
from orgtree.scope.models.rows import area_paths
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS

ABOVE_COMMUNITIES = frozenset(("province", "city", "district", "street", "town"))


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
        return max(round(sum(queue.count * queue.card.minutes for queue in self.mine)), 1) if self.mine else 0


@dataclass(frozen=True)
class StreetLine:
    """One community of a street: how many wait in each queue of `Street.queues`, and how many are late."""

    area: Area
    cells: list[tuple[int, int]]


@dataclass(frozen=True)
class Street:
    """What waits in the communities below, queue by queue: their work, which a street watches and can help with.

    `queues` are (card, address of its list over all communities), the columns of `lines`: what is late most first.
    """

    queues: list[tuple[Card, str]]
    lines: list[StreetLine]


def home_of(user, memo: dict | None = None) -> Home:
    """What waits for this person. Whoever sits above the communities has their work apart: `street_of`.

    `memo` is a dictionary in which both keep what their cards have read of rules.
    """
    cards = [card for card in _open_cards(user) if not (card.at_community and _sits_above(user))]
    home, places = Home(), defaultdict(list)
    for queue in queues_of(cards, user, {} if memo is None else memo):
        if queue.card.turn:
            home.of_others.append(queue)
        elif queue.card.kind == CardKind.KNOW:
            home.to_know.append(queue)
        elif queue.is_first:
            home.first.append(queue)
        else:
            places[queue.card.place].append(queue)
    home.first.sort(key=lambda queue: queue.overdue == 0)
    order = sorted(registry.places.values(), key=lambda place: place.position)
    home.by_place = [(place, places[place.key]) for place in order if places[place.key]]
    return home


def queues_of(cards: Iterable[Card], user, memo: dict) -> list[Queue]:
    """The queues that are not empty, in the order of the cards; one statement."""
    cards = list(cards)
    lines = {key: numbers for key, *numbers in _united([_counted(card, user, memo) for card in cards])}
    return [_queue(card, user, *lines[card.key]) for card in cards if lines.get(card.key, (0,))[0]]


def _queue(card: Card, user, count: int, overdue: int, oldest: date | None) -> Queue:
    return Queue(card, count, overdue, oldest, card.url(user))


def street_of(user, memo: dict | None = None) -> Street | None:
    """Community by queue, for whoever sits above the communities; None for others and where nothing waits."""
    if not _sits_above(user):
        return None
    memo = {} if memo is None else memo
    cards = [card for card in _open_cards(user) if card.at_community and not card.turn and card.kind != CardKind.KNOW]
    parts = [_by_community(card, card.rows_beside(user, memo), memo) for card in cards]
    numbers: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for key, community, count, late in _united([part for part in parts if part is not None]):
        if community:
            numbers[community][key] = (count, late)
    used = _weightiest_first(cards, numbers.values())
    areas = Area.objects.filter(pk__in=numbers).order_by("code")
    lines = [StreetLine(area, [numbers[area.pk].get(card.key, (0, 0)) for card in used]) for area in areas]
    return Street([(card, card.url(user)) for card in used], lines) if lines else None


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


# --- One statement ------------------------------------------------------------------------------------------------------


def _open_cards(user) -> list[Card]:
    return [card for card in registry.cards.values() if card.is_open_to(user)]


def _sits_above(user) -> bool:
    """Whether all the person's seats are areas above the communities."""
    return bool(user.live_posts) and all(
        post.area_id and post.area.kind in ABOVE_COMMUNITIES for post in user.live_posts
    )


def _counted(card: Card, user, memo: dict):
    """One line of (card, count, late, oldest) of the rows behind a card."""
    rows = _plain(card.rows_beside(user, memo))
    return (
        rows.annotate(card=Value(card.key, output_field=CharField()))
        .values_list("card")
        .annotate(
            many=Coalesce(Sum(card.summed), 0) if card.summed else Count("pk"),
            late=_late(card, memo),
            oldest=TruncDate(Min(card.since)) if card.since else Cast(Value(None), DateField()),
        )
    )


def _late(card: Card, memo: dict):
    return Count("pk", filter=card.overdue(memo)) if card.overdue else Value(0)


def _plain(rows):
    """The same rows, each once and with nothing beside them: as they are where they come without columns or tables of several
    rows, which a count would multiply; else chosen by their keys.
    """
    query = rows.query
    beside = query.annotations or query.distinct or query.is_sliced or query.combinator or query.extra_tables
    if not beside and all(_leads_to_one(join) for join in query.alias_map.values()):
        return rows.order_by()
    return rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")).order_by()


def _leads_to_one(join) -> bool:
    """Whether a table of a statement has at most one row for each row of the one that it is joined to."""
    return join.join_type is None or join.join_field.many_to_one or join.join_field.one_to_one


def _by_community(card: Card, rows, memo: dict):
    """One line of (card, community, count, late) for each community that owns some of the rows; None where areas own none.

    What a community owns that was merged into another is that one's, which stands above it.
    """
    paths = area_paths(rows.model)
    if not paths:
        return None
    way = f"{paths[0]}__" if paths[0] else ""  # rows may be areas themselves
    above = Area.objects.filter(
        kind__in=RESIDENT_COMMITTEE_KINDS,
        tree_id=OuterRef(f"{way}tree_id"),
        lft__lte=OuterRef(f"{way}lft"),
        rght__gte=OuterRef(f"{way}rght"),
    )
    return (
        _plain(rows)
        .annotate(
            card=Value(card.key, output_field=CharField()), at_home=Subquery(above.order_by("lft").values("pk")[:1])
        )
        .values_list("card", "at_home")
        .annotate(many=Count("pk"), late=_late(card, memo))
    )


def _united(parts: list) -> list[tuple]:
    """The lines of all parts by one statement."""
    if not parts:
        return []
    first, *others = parts
    return list(first.union(*others, all=True)) if others else list(first)
