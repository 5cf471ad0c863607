from orgtree.declare import registry
from orgtree.declare.opened import Route
from tests.upstairs.api import PromiseViewSet

registry.add_routes((Route("promises", PromiseViewSet, "promise"),))
