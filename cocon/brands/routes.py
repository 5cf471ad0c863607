"""What this subject offers below /api/v1/."""

from cocon.brands.api import BrandPartViewSet, BrandTallyViewSet, BrandViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("brands", BrandViewSet, "brand"),
        Route("brand-parts", BrandPartViewSet, "brand-part"),
        Route("brand-tallies", BrandTallyViewSet, "brand-tally"),
    ]
)
