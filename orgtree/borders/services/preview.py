"""What a change of borders will do, counted now, and what stands in its way."""

from dataclasses import dataclass

from orgtree.borders.models import BorderChange
from orgtree.choices import BorderKind
from orgtree.declare import registry
from orgtree.declare.seats import FATES, MOVES, STOPS, Seat
from orgtree.tree.models import Area

WITH_GRIDS = "随网格划入新社区"


@dataclass(frozen=True)
class Line:
    """One kind of rows, how many there are and what becomes of them."""

    label: str
    count: int
    unit: str
    fate: str
    stops: bool


def places_of(change: BorderChange) -> list[int]:
    """The ids of the areas that go over, with those open below them."""
    parts = Area.objects.filter(pk__in=change.moves.filter(is_part=True).values("area"))
    below = Area.objects.get_queryset_descendants(parts, include_self=True).filter(dissolved_on=None)
    return list(below.order_by().values_list("pk", flat=True))


def preview_of(change: BorderChange) -> list[Line]:
    """A line for each kind of rows that there are, in the order of their declaration."""
    places = places_of(change)
    lines = (_line(seat, places, change) for seat in _told())
    return [line for line in lines if line.count]


def obstacles_of(change: BorderChange) -> list[str]:
    """What stands in the way, in words; nothing does where it is empty."""
    left = [f"还有{line.count}{line.unit}{line.label}" for line in preview_of(change) if line.stops]
    gone = change.moves.filter(is_part=True).exclude(area__dissolved_on=None)
    left += [f"{move.area}已撤销" for move in gone.select_related("area")]
    if change.community.dissolved_on:
        left.append(f"{change.community}已撤销")
    return left


def resting_on(area_id: int) -> list[str]:
    """What lives in the area, in words."""
    found = ((seat, seat.rows([area_id]).count()) for seat in _told())
    return [f"{count}{seat.unit}{seat.label}" for seat, count in found if count]


def _told() -> list[Seat]:
    return [seat for seat in registry.seats.values() if seat.rows]


def _line(seat: Seat, places: list[int], change: BorderChange) -> Line:
    stops = seat.fate == STOPS
    split = change.kind == BorderKind.SPLIT and not stops
    fate = WITH_GRIDS if split else FATES[MOVES] if seat.fate == MOVES else FATES[seat.fate]
    return Line(seat.label, seat.rows(places).count(), seat.unit, fate, stops)
