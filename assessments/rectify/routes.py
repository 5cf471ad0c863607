"""What this subject offers below /api/v1/."""

from assessments.rectify.api import RectifyItemViewSet, RectifyProposalViewSet, TalkViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("rectify-items", RectifyItemViewSet, "rectify-item"),
        Route("rectify-proposals", RectifyProposalViewSet, "rectify-proposal"),
        Route("talks", TalkViewSet, "talk"),
    ]
)
