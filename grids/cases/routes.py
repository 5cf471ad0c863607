"""What this subject offers below /api/v1/."""

from grids.cases.api import CaseRequestViewSet, CaseViewSet, LegViewSet, ReportViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("cases", CaseViewSet, "case"),
        Route("case-legs", LegViewSet, "case-leg"),
        Route("case-reports", ReportViewSet, "case-report"),
        Route("case-requests", CaseRequestViewSet, "case-request"),
    ]
)
