"""What this subject offers below /api/v1/."""

from grids.whistles.api import WhistleLegViewSet, WhistleViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("whistles", WhistleViewSet, "whistle"),
        Route("whistle-legs", WhistleLegViewSet, "whistle-leg"),
    ]
)
