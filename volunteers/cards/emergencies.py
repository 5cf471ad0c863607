"""Emergencies on the desk: the way to them, and what waits there."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, Link, registry
from volunteers.choices import CallUpState
from volunteers.models import CallUp, Emergency


class EmergencyLink(Link):
    """Open to those who run emergencies, and to those who only open them."""

    def is_open_to(self, user) -> bool:
        return user.holds(P.EMERGENCY_RUN) or user.holds(P.EMERGENCY_OPEN)


registry.add_links(
    [
        EmergencyLink(
            key="emergencies",
            label="应急动员",
            group="日常工作",
            icon="emergency",
            url=lambda: reverse("emergencies"),
            permission=P.EMERGENCY_RUN,
            quick=True,
        ),
    ]
)
registry.add_cards(
    [
        Card(
            key="volunteers.emergencies_open",
            label="应急动员中",
            hint="正在进行的应急动员：发出动员、排班、点名",
            count=lambda user: Emergency.objects.open().concerning(user, P.EMERGENCY_RUN).count(),
            url=lambda user: reverse("emergencies"),
            permission=P.EMERGENCY_RUN,
        ),
        Card(
            key="volunteers.call_ups_unanswered",
            label="动员未回复",
            hint="已发出动员、还没有回复的党员，可以打电话问",
            count=lambda user: CallUp.objects.listed(user, P.EMERGENCY_RUN).filter(state=CallUpState.INVITED).count(),
            url=lambda user: reverse("emergencies"),
            permission=P.EMERGENCY_RUN,
        ),
    ]
)
