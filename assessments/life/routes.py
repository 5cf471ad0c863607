"""What this subject offers below /api/v1/."""

from assessments.life.api import LifeQuarterViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes([Route("life-quarters", LifeQuarterViewSet, "life-quarter")])
