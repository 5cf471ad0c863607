"""Emergencies on the desk: the way to them, and what waits there."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Tab, registry
from volunteers.emergencies.choices import CallUpState
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.emergency import Emergency


class EmergencyTab(Tab):
    """Open to those who run emergencies, and to those who only open them."""

    def is_open_to(self, user) -> bool:
        return user.holds(P.EMERGENCY_RUN) or user.holds(P.EMERGENCY_OPEN)


def _running(user):
    return Emergency.objects.open().concerning(user, P.EMERGENCY_RUN)


registry.add_tabs(
    [
        EmergencyTab(
            key="emergencies",
            label="应急动员",
            place="services",
            url=lambda: reverse("emergencies"),
            permission=P.EMERGENCY_RUN,
            position=50,
        ),
    ]
)
registry.add_cards(
    [
        Card(
            key="volunteers.emergencies_open",
            label="应急动员中",
            hint="正在进行的应急动员：发出动员、排班、点名",
            place="services",
            kind=CardKind.DUE,
            rows=_running,
            since="opened_at",
            at_community=False,
            is_listed=False,
            minutes=10,
            url=lambda user: f"{reverse('emergencies')}?running=1",
            permission=P.EMERGENCY_RUN,
        ),
        Card(
            key="volunteers.call_ups_unanswered",
            label="动员未回复",
            hint="已发出动员、还没有回复的党员，可以打电话问",
            place="services",
            kind=CardKind.KNOW,
            rows=lambda user: CallUp.objects.listed(user, P.EMERGENCY_RUN).filter(state=CallUpState.INVITED),
            at_community=False,
            is_listed=False,
            url=lambda user: f"{reverse('emergencies')}?running=unanswered",
            permission=P.EMERGENCY_RUN,
        ),
    ]
)
