"""Where units and party organisations sit: an open area within the actor's reach."""

from orgtree.errors import RuleBroken, not_found
from orgtree.scope.services import within_reach
from orgtree.tree.models import Area


def seat_area(area: Area | None, permission: str, by) -> Area:
    """`area` as it stands now. Raises RuleBroken when it is missing, dissolved, or outside `by`'s `permission`."""
    seat = within_reach(Area, permission, by).filter(pk=area.pk).first() if area else None
    if seat is None:
        raise not_found("区域", field="area")
    if seat.dissolved_on:
        raise RuleBroken("area_dissolved", "所选区域已撤销", field="area", conflict=True)
    return seat
