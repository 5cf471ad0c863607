"""Reservations that wait at the counter."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.recognition.choices.rewards import RedemptionState
from volunteers.recognition.models.reward import Redemption

registry.add_cards(
    [
        Card(
            key="volunteers.redemptions_waiting",
            label="待发放兑换",
            hint="党员已用积分兑换，等待领取",
            place="points",
            rows=lambda user: Redemption.objects.allowed(user, P.REWARD_MANAGE).waiting(),
            since="reserved_at",
            url=lambda user: (
                f"{reverse('admin:volunteers_redemption_changelist')}?state__exact={RedemptionState.RESERVED}"
            ),
            permission=P.REWARD_MANAGE,
        )
    ]
)
