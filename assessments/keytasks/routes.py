"""What this subject offers below /api/v1/."""

from assessments.keytasks.api import KeyTaskViewSet, MechanismPartViewSet, SupervisionVisitViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("key-tasks", KeyTaskViewSet, "key-task"),
        Route("supervision-visits", SupervisionVisitViewSet, "supervision-visit"),
        Route("mechanism-parts", MechanismPartViewSet, "mechanism-part"),
    ]
)
