"""What this subject offers below /api/v1/."""

from cocon.estates.api import EstateViewSet, PropertyTermViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("estates", EstateViewSet, "estate"),
        Route("property-terms", PropertyTermViewSet, "property-term"),
    ]
)
