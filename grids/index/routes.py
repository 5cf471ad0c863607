"""What this subject offers below /api/v1/."""

from grids.index.api import GridIndexViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes([Route("grid-indexes", GridIndexViewSet, "grid-index")])
