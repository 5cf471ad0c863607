"""Wishes of residents that wait for the desk."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.choices import WishState
from volunteers.models import Wish

registry.add_cards(
    [
        Card(
            key="volunteers.wishes_to_confirm",
            label="待核实微心愿",
            hint="认领人报告已经实现，请向居民核实后结束",
            count=lambda user: Wish.objects.allowed(user, P.ACTIVITY_MANAGE).to_confirm().count(),
            url=lambda user: f"{reverse('admin:volunteers_wish_changelist')}?state__exact={WishState.FULFILLED}",
            permission=P.ACTIVITY_MANAGE,
        )
    ]
)
