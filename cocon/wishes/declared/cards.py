"""Wishes of residents that wait for the desk."""

from django.urls import reverse

from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, MonthFigure, registry
from orgtree.desk.finding import find_by

registry.add_cards(
    [
        Card(
            key="volunteers.wishes_to_confirm",
            label="待核实微心愿",
            hint="认领人报告已经实现，请向居民核实后结束",
            place="services",
            rows=lambda user: Wish.objects.allowed(user, P.ACTIVITY_MANAGE).to_confirm(),
            since="fulfilled_at",
            minutes=2,
            url=lambda user: f"{reverse('admin:cocon_wish_changelist')}?state__exact={WishState.FULFILLED}",
            permission=P.ACTIVITY_MANAGE,
        )
    ]
)
registry.add_month(
    [MonthFigure("good-deeds", "好事实事", "件", ("volunteers.good_deeds_in_services", "volunteers.wishes_fulfilled"))]
)
registry.add_finders([Finder("wishes", "微心愿", P.ACTIVITY_VIEW, find_by(Wish, P.ACTIVITY_VIEW, "title"))])
