"""What this subject offers below /api/v1/."""

from grids.staff.api import GridCardViewSet, StaffTermViewSet, StaffTrainingViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("staff-terms", StaffTermViewSet, "staff-term"),
        Route("staff-trainings", StaffTrainingViewSet, "staff-training"),
        Route("grid-cards", GridCardViewSet, "grid-card"),
    ]
)
