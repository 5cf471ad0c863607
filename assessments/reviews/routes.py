"""What this subject offers below /api/v1/."""

from assessments.reviews.api import ReviewViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes([Route("member-reviews", ReviewViewSet, "member-review")])
