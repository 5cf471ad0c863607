"""What this subject offers below /api/v1/."""

from assessments.ballots.api import PollTallyViewSet, PollViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("polls", PollViewSet, "poll"),
        Route("poll-tallies", PollTallyViewSet, "poll-tally"),
    ]
)
