"""What the ground floor itself keeps in an area, and must leave before the area is dissolved."""

from django.utils import timezone

from orgtree.declare import Occupant, registry
from orgtree.models import Area, Institution, PartyOrg, Post

registry.add_occupants(
    [
        Occupant("areas", "未撤销的下级区域", "个", lambda area: Area.objects.filter(parent=area, dissolved_on=None)),
        Occupant("posts", "在任岗位", "个", lambda area: Post.objects.live().filter(area=area)),
        Occupant(
            "party_orgs",
            "党组织",
            "个",
            lambda area: PartyOrg.objects.in_being_on(timezone.localdate()).filter(area=area),
        ),
        Occupant("institutions", "单位", "家", lambda area: Institution.objects.filter(area=area, closed_on=None)),
    ]
)
