"""What this subject offers below /api/v1/."""

from grids.cases.api import CaseViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes([Route("cases", CaseViewSet, "case")])
