"""What this subject offers below /api/v1/."""

from cocon.units.api import PairingViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("pairings", PairingViewSet, "pairing"),
    ]
)
