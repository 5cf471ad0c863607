"""Members keep the area they reported in to, or were placed in, from being dissolved."""

from django.db.models import Q

from orgtree.declare import Occupant, registry
from volunteers.models import ReportIn

registry.add_occupants(
    [
        Occupant(
            "report_ins",
            "在册报到党员",
            "名",
            lambda area: ReportIn.objects.live().filter(Q(area=area) | Q(community=area)),
        )
    ]
)
