"""What this subject offers below /api/v1/."""

from cocon.agreements.api import AgreementViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("agreements", AgreementViewSet, "agreement"),
    ]
)
