"""What this subject offers below /api/v1/."""

from cocon.needs.api import ClaimViewSet, NeedViewSet, ResourceViewSet, UnitAskViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("needs", NeedViewSet, "need"),
        Route("claims", ClaimViewSet, "claim"),
        Route("resources", ResourceViewSet, "resource"),
        Route("unit-asks", UnitAskViewSet, "unit-ask"),
    ]
)
