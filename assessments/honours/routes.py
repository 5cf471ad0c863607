"""What this subject offers below /api/v1/."""

from assessments.honours.api import HonourViewSet, TrainingRollViewSet, TrainingViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("honours", HonourViewSet, "honour"),
        Route("trainings", TrainingViewSet, "training"),
        Route("training-rolls", TrainingRollViewSet, "training-roll"),
    ]
)
