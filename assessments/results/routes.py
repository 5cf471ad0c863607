"""What this subject offers below /api/v1/."""

from assessments.results.api import OutcomeViewSet, PublicityViewSet, ResultDisputeViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("round-outcomes", OutcomeViewSet, "round-outcome"),
        Route("result-publicity", PublicityViewSet, "result-publicity"),
        Route("result-disputes", ResultDisputeViewSet, "result-dispute"),
    ]
)
