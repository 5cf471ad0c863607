from orgtree.declare import registry
from orgtree.open_parts import Route
from tests.upstairs.api import PromiseViewSet

registry.add_routes((Route("promises", PromiseViewSet, "promise"),))
