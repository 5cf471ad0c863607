"""What this subject offers below /api/v1/."""

from cocon.wishes.api import WishViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("wishes", WishViewSet, "wish"),
    ]
)
