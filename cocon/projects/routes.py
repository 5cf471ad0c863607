"""What this subject offers below /api/v1/."""

from cocon.projects.api import FundEntryViewSet, FundLineViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("fund-lines", FundLineViewSet, "fund-line"),
        Route("fund-entries", FundEntryViewSet, "fund-entry"),
    ]
)
