"""The tree as it stood: a report for May folds by the parents of May, whatever moved since.

The parents of the past are read from the audit trail of the areas, which records every write.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import OuterRef, Q, QuerySet

from orgtree.database.audit import as_it_stood
from orgtree.scope.models.rows import inside
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import Forest

AreaEvent = Area.events.rel.related_model


def edited_since(moment) -> QuerySet:
    """What was written over areas after `moment`, which may be an expression."""
    return AreaEvent.objects.filter(pgh_created_at__gt=moment, pgh_label="update")


def moved_since(moment: datetime) -> dict[int, int | None]:
    """The parent at `moment` of every area that has another one today. One query, two where the tree was edited since.

    An area that was not yet recorded then counts where it was recorded first: history imported later is
    read by the tree it came with.
    """
    edited = edited_since(moment)
    if not edited.exists():  # of the running period always: the question below is dear to put together and to plan
        return {}
    areas = Area.objects.filter(pk__in=edited.values("pgh_obj_id").distinct(), parent__isnull=False).order_by()
    rows = as_it_stood(areas, moment, "parent_id").values_list("pk", "parent_id", "then_parent_id")
    return {pk: before for pk, parent, before in rows if before != parent}


@dataclass(frozen=True)
class Move:
    """An area that was put elsewhere: out of the area `was`, into `now`."""

    area: int
    was: int
    now: int
    at: datetime


def moves_since(moment: datetime) -> list[Move]:
    """Every change of parent after `moment`, by time. One query."""
    edited = edited_since(moment).values("pgh_obj_id")
    history = AreaEvent.objects.filter(pgh_obj_id__in=edited, parent__isnull=False)
    known = history.order_by("pgh_obj_id", "pgh_created_at", "pgh_id")
    steps = pairwise(known.values_list("pgh_obj_id", "parent_id", "pgh_created_at"))
    moves = [Move(area, was, now, at) for (before, was, _), (area, now, at) in steps if before == area and was != now]
    return sorted((move for move in moves if move.at > moment), key=lambda move: move.at)


def stood_at(moves: Iterable[Move], moment: datetime) -> dict[int, int]:
    """What `moved_since` says of `moment`, worked out of the moves since then or earlier."""
    stood: dict[int, int] = {}
    lies: dict[int, int] = {}
    for move in moves:
        if move.at > moment:
            stood.setdefault(move.area, move.was)
            lies[move.area] = move.now
    return {area: was for area, was in stood.items() if was != lies[area]}


def forest_at(moment: datetime) -> Forest:
    """The whole tree by the parents of `moment`."""
    parents = dict(Area.objects.order_by().values_list("pk", "parent_id"))
    return Forest(parents | moved_since(moment))


def owned_within(area: Area, lookup: str, moment: datetime, *, moved: dict | None = None) -> Q:
    """The condition that a row, whose owning area is found by `lookup`, was in the subtree of `area` at `moment`.

    `moved` is what `moved_since` says of the moment, where it was asked before.
    """
    if moved_since(moment) if moved is None else moved:
        return Q(**{f"{lookup}__in" if lookup else "pk__in": forest_at(moment).subtree(area.pk)})
    return inside(area, lookup)


def owned_outside(
    area: Area, children: Iterable[Area], lookup: str, moment: datetime, *, moved: dict | None = None
) -> Q:
    """The condition that a row was in the subtree of `area` at `moment` and in none of its `children`. `moved` as in `owned_within`.

    What is left is `area` itself and the branches of children that are not named, such as one dissolved before the period.
    """
    condition = Q(**{lookup or "pk": area.pk})
    moved = moved_since(moment) if moved is None else moved
    for hidden in children_of([area.pk], moved).exclude(pk__in=[child.pk for child in children]):
        condition |= owned_within(hidden, lookup, moment, moved=moved)
    return condition


def children_of(areas: list[int], moved: dict[int, int | None]):
    """The areas directly below any of `areas`, in their order among siblings, those of `moved` where they stood."""
    below = Q(parent__in=areas)
    if moved:
        arrived = [pk for pk, parent in moved.items() if parent in areas]
        below = below & ~Q(pk__in=moved) | Q(pk__in=arrived)
    return Area.objects.filter(below).order_by("position", "code")


def below_outer(lookup: str = "", outer: str = "") -> dict:
    """The condition, within a subquery, that the area at `lookup` is the one at `outer` of the outer query or lies below it.

    Between two bounds of `lft`: with the lower alone the index leads through all of the tree that comes after.
    """
    return {
        f"{lookup}tree_id": OuterRef(f"{outer}tree_id"),
        f"{lookup}lft__gte": OuterRef(f"{outer}lft"),
        f"{lookup}lft__lte": OuterRef(f"{outer}rght"),
        f"{lookup}rght__lte": OuterRef(f"{outer}rght"),
    }
