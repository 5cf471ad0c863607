"""What this subject offers below /api/v1/."""

from grids.doors.api import DoorOrderViewSet, WindowCountViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("door-orders", DoorOrderViewSet, "door-order"),
        Route("window-counts", WindowCountViewSet, "window-count"),
    ]
)
