"""What this subject offers below /api/v1/."""

from cocon.helping.api import EngagementViewSet, HelpGivenViewSet, HelpingPairViewSet, SocialServiceViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("helping-pairs", HelpingPairViewSet, "helping-pair"),
        Route("helps", HelpGivenViewSet, "help"),
        Route("engagements", EngagementViewSet, "engagement"),
        Route("social-services", SocialServiceViewSet, "social-service"),
    ]
)
