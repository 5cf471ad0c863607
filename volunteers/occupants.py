"""What keeps an area from being dissolved: members who reported in there or were placed there, service teams."""

from django.db.models import Q

from orgtree.declare import Occupant, registry
from volunteers.models import ReportIn, ServiceTeam

registry.add_occupants(
    [
        Occupant(
            "report_ins",
            "在册报到党员",
            "名",
            lambda area: ReportIn.objects.live().filter(Q(area=area) | Q(community=area)),
        ),
        Occupant("teams", "服务队", "支", lambda area: ServiceTeam.objects.current().filter(area=area)),
    ]
)
