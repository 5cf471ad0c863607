"""People who asked to come into a service team."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.choices import TeamPlace
from volunteers.models import TeamMember

registry.add_cards(
    [
        Card(
            key="volunteers.team_places_waiting",
            label="待接收队员",
            hint="党员申请加入服务队，等待队长或社区接收",
            count=lambda user: TeamMember.objects.allowed(user, P.ACTIVITY_MANAGE).waiting().count(),
            url=lambda user: f"{reverse('admin:volunteers_teammember_changelist')}?place__exact={TeamPlace.ASKED}",
            permission=P.ACTIVITY_MANAGE,
        )
    ]
)
