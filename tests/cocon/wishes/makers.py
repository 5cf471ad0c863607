"""Wishes for the contract of acts: the member leads a team and handles the shared matters of a unit that is paired."""

from django.utils import timezone

from cocon.models import Wish
from cocon.wishes.choices import WishState
from orgtree.models import Institution
from tests.cocon.needs.makers import clerk
from tests.cocon.wishes.test_wishes import claimed, fulfilled, wish
from volunteers.models import ServiceTeam
from volunteers.teams.services.teams import create_team


def led_team(town, member) -> ServiceTeam:
    """A team of 东园社区 that the member leads."""
    said = {"area": town.east, "name": f"邻里帮帮队{member.pk}", "kind": "general", "founded_on": timezone.localdate()}
    return create_team(**said, leader=member, by=town.clerk)


def with_groups(made):
    """The wish that `made` makes, beside the unit and the team that might have it."""

    def build(town, member) -> Wish:
        clerk(town, member)
        led_team(town, member)
        return made(town, member)

    return build


MAKERS = {
    "cocon.wish": {
        WishState.OPEN: with_groups(lambda town, member: wish(town)),
        WishState.CLAIMED: with_groups(claimed),
        WishState.FULFILLED: with_groups(fulfilled),
    },
}
WORDS = {
    "cocon.wish.edit": {"phone": ""},
    "cocon.wish.claim_for_team": lambda: {"team": ServiceTeam.objects.latest("pk")},
    "cocon.wish.claim_for_unit": lambda: {"unit": Institution.objects.filter(pairings__isnull=False).latest("pk")},
}
BEGINNINGS = {
    "cocon.wish.enter": lambda town, member: {
        "area": town.east,
        "title": "换楼道灯泡",
        "need": "灯坏了，老人晚上不便",
        "kind": "repair",
        "phone": "",
    },
}
