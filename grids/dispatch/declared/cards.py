"""What of dispatch waits on the desk: rules by which cases came back."""

from django.urls import reverse

from grids.dispatch.models import DispatchRule
from grids.dispatch.services.acts import rules_to_mend
from orgtree.choices import Permission as P
from orgtree.declare import Card, registry

registry.add_cards(
    [
        Card(
            key="grids.rules_to_mend",
            label="待修订的派单规则",
            hint="按规则交办的事项被退回：另定一条，或写明维持的原因",
            place="grids",
            rows=lambda user: rules_to_mend(DispatchRule.objects.allowed(user, P.CASE_APPROVE)),
            since="active_from",
            url=lambda user: reverse("admin:grids_dispatchrule_changelist"),
            permission=P.CASE_APPROVE,
            is_listed=False,
        )
    ]
)
