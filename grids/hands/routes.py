"""What this subject offers below /api/v1/."""

from grids.hands.api import CaseHandViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes([Route("case-hands", CaseHandViewSet, "case-hand")])
