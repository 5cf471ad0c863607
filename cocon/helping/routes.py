"""What this subject offers below /api/v1/."""

from cocon.helping.api import (
    ContributionViewSet,
    EngagementViewSet,
    HelpGivenViewSet,
    HelpingPairViewSet,
    SocialServiceViewSet,
)
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("helping-pairs", HelpingPairViewSet, "helping-pair"),
        Route("helps", HelpGivenViewSet, "help"),
        Route("contributions", ContributionViewSet, "contribution"),
        Route("engagements", EngagementViewSet, "engagement"),
        Route("social-services", SocialServiceViewSet, "social-service"),
    ]
)
