"""What this subject offers below /api/v1/."""

from assessments.rounds.api import (
    ExtraViewSet,
    FactViewSet,
    MemberViewSet,
    ReportViewSet,
    RoundViewSet,
    SheetViewSet,
    SubjectViewSet,
)
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("assess-rounds", RoundViewSet, "assess-round"),
        Route("assess-subjects", SubjectViewSet, "assess-subject"),
        Route("assess-facts", FactViewSet, "assess-fact"),
        Route("assess-extras", ExtraViewSet, "assess-extra"),
        Route("assess-reports", ReportViewSet, "assess-report"),
        Route("assess-panels", MemberViewSet, "assess-panel"),
        Route("assess-sheets", SheetViewSet, "assess-sheet"),
    ]
)
