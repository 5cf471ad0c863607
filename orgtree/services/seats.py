"""Where units and party organisations sit: an open area within the actor's reach."""

from orgtree.errors import RuleBroken
from orgtree.models import Area


def seat_area(area: Area | None, permission: str, by) -> Area:
    """`area` as it stands now. Raises RuleBroken when it is missing, dissolved, or outside `by`'s `permission`."""
    found = Area.objects.allowed(by, permission) if by else Area.objects.all()
    seat = found.filter(pk=area.pk).first() if area else None
    if seat is None:
        raise RuleBroken("not_found", "区域不存在或不在您的管理范围", field="area")
    if seat.dissolved_on:
        raise RuleBroken("area_dissolved", "所选区域已撤销", field="area", conflict=True)
    return seat
