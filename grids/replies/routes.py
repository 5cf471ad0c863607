"""What this subject offers below /api/v1/."""

from grids.replies.api import ReplyViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes([Route("replies", ReplyViewSet, "reply")])
