"""What this subject offers below /api/v1/."""

from assessments.rectify.api import RectifyItemViewSet, TalkViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes([Route("rectify-items", RectifyItemViewSet, "rectify-item"), Route("talks", TalkViewSet, "talk")])
