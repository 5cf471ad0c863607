"""What waits behind many cards, counted by one statement: each card stays a queryset of its own.

The statement of a card is put together anew for each home, or taken from `orgtree.desk.prepared_cards`. The viewer's seats are
read once ahead of all of them (`orgtree.scope.models.reach.Hand`).
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BigIntegerField, CharField, Count, DateField, Min, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from orgtree.declare import Card
from orgtree.desk.prepared_cards import Said, Statements
from orgtree.scope.models.reach import Hand
from orgtree.scope.models.rows import area_paths
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS


class Line(NamedTuple):
    """How many rows wait behind a card, how many of them late, since when; in one community, or altogether."""

    key: str
    is_of_community: bool
    many: int
    late: int
    oldest: date | None
    name: str | None  # of the community
    code: str | None


LINES = (
    "SELECT * FROM ({head} SELECT line.key, line.apart, line.many, line.late, line.oldest, place.name, place.code"
    " FROM ({parts}) AS line (key, apart, at_home, many, late, oldest) LEFT JOIN orgtree_area place ON place.id = line.at_home) AS lines"
)


def lines_of(cards: Iterable[Card], by_community: Iterable[Card], user) -> list[Line]:
    """A line for each of the cards, and for each community with rows of the cards that are counted by community. One statement."""
    hand = Hand(user.pk, timezone.localdate())
    with hand.held():
        statements = Statements(user, hand.today)
        said = [statements.of(card, altogether) for card in cards]
        said += [statements.of(card, in_communities) for card in by_community]
    parts = [one for one in said if one]
    if not parts:
        return []
    sql = LINES.format(head=hand.head, parts=" UNION ALL ".join(f"({one.sql})" for one in parts))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*hand.values, *(value for one in parts for value in one.values)])
        return [Line(*row) for row in cursor.fetchall()]


def altogether(card: Card, user, memo: dict) -> Said | None:
    """How a card's line is asked for: (card, not by community, no community, count, late, oldest); None where nothing can be found."""
    return _said(
        _plain(card.rows_beside(user, memo))
        .annotate(card=Value(card.key, CharField()), apart=Value(False), at_home=Cast(Value(None), BigIntegerField()))
        .values_list("card", "apart", "at_home")
        .annotate(
            many=Coalesce(Sum(card.summed), 0) if card.summed else Count("pk"),
            late=_late(card, memo),
            oldest=TruncDate(Min(card.since)) if card.since else Cast(Value(None), DateField()),
        )
    )


def in_communities(card: Card, user, memo: dict) -> Said | None:
    """The same of each community that owns some of the rows; None where areas own none.

    What a community owns that was merged into another is that one's, which stands above it.
    """
    rows = card.rows_beside(user, memo)
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
    community = Subquery(above.order_by("lft").values("pk")[:1])
    return _said(
        _plain(rows)
        .annotate(card=Value(card.key, CharField()), apart=Value(True), at_home=community)
        .values_list("card", "apart", "at_home")
        .annotate(many=Count("pk"), late=_late(card, memo), oldest=Cast(Value(None), DateField()))
    )


def _said(lines) -> Said | None:
    try:
        return Said(*lines.query.get_compiler(DEFAULT_DB_ALIAS).as_sql())
    except EmptyResultSet:
        return None


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
