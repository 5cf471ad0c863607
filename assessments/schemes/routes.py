"""What this subject offers below /api/v1/."""

from assessments.schemes.api import SchemeViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes([Route("assess-schemes", SchemeViewSet, "assess-scheme")])
