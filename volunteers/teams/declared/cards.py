"""People who asked to come into a service team."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, registry
from orgtree.desk.finding import find_by
from volunteers.teams.choices import TeamPlace
from volunteers.teams.models import ServiceTeam, TeamMember

registry.add_cards(
    [
        Card(
            key="volunteers.team_places_waiting",
            label="待接收队员",
            hint="党员申请加入服务队，等待队长或社区接收",
            place="services",
            rows=lambda user: TeamMember.objects.allowed(user, P.ACTIVITY_MANAGE).waiting(),
            since="asked_at",
            url=lambda user: f"{reverse('admin:volunteers_teammember_changelist')}?place__exact={TeamPlace.ASKED}",
            permission=P.ACTIVITY_MANAGE,
        )
    ]
)
registry.add_finders([Finder("teams", "服务队", P.ACTIVITY_VIEW, find_by(ServiceTeam, P.ACTIVITY_VIEW, "name"))])
