"""What this subject offers below /api/v1/."""

from cocon.units.api import PairingViewSet, UnitProfileViewSet, UnitYearViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("pairings", PairingViewSet, "pairing"),
        Route("unit-profiles", UnitProfileViewSet, "unit-profile"),
        Route("unit-years", UnitYearViewSet, "unit-year"),
    ]
)
