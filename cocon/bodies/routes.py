"""What this subject offers below /api/v1/."""

from cocon.bodies.api import BodyViewSet, SeatViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("bodies", BodyViewSet, "body"),
        Route("seats", SeatViewSet, "seat"),
    ]
)
