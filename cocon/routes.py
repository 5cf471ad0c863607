"""What this app offers below /api/v1/: a line a noun."""

from cocon.wishes.api import WishViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes([Route("wishes", WishViewSet, "wish")])
