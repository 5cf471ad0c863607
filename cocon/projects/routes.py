"""What this subject offers below /api/v1/."""

from cocon.projects.api import (
    FundEntryViewSet,
    FundLineViewSet,
    HearingViewSet,
    NormedAreaViewSet,
    ProjectPaperViewSet,
    ProjectSiteViewSet,
    ProjectViewSet,
)
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("fund-lines", FundLineViewSet, "fund-line"),
        Route("fund-entries", FundEntryViewSet, "fund-entry"),
        Route("normed-areas", NormedAreaViewSet, "normed-area"),
        Route("projects", ProjectViewSet, "project"),
        Route("hearings", HearingViewSet, "hearing"),
        Route("project-papers", ProjectPaperViewSet, "project-paper"),
        Route("project-sites", ProjectSiteViewSet, "project-site"),
    ]
)
