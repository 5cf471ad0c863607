"""What this subject offers below /api/v1/."""

from cocon.covenants.api import CovenantViewSet, RecognitionViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("covenants", CovenantViewSet, "covenant"),
        Route("recognitions", RecognitionViewSet, "recognition"),
    ]
)
