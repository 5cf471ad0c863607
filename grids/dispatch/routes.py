"""What this subject offers below /api/v1/."""

from grids.dispatch.api import DispatchRuleViewSet, SuggestionViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("dispatch-rules", DispatchRuleViewSet, "dispatch-rule"),
        Route("case-suggestions", SuggestionViewSet, "case-suggestion"),
    ]
)
