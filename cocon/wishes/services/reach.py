"""Which wishes a member, a leader of a team or the clerk of a unit may know of, and which they hold."""

from django.db.models import Q, QuerySet

from cocon.units.services.pairings import units_of
from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from orgtree.models import Institution
from volunteers.members.models.member import Member
from volunteers.teams.models import ServiceTeam


def wishes_near(user) -> QuerySet[Wish]:
    """Those that wait around the account's member, and what the member holds; what others hold is not theirs to know."""
    member = Member.objects.mine(user).select_related("area").first()
    if member is None:
        return Wish.objects.none()
    return Wish.objects.around(member).filter(Q(state=WishState.OPEN) | Q(claimed_by=member))


def wishes_for_teams(user) -> QuerySet[Wish]:
    """Those of `wishes_near` for whoever leads a team; none for anybody else."""
    return wishes_near(user) if teams_led(user).exists() else Wish.objects.none()


def teams_led(user, ids=None) -> QuerySet[ServiceTeam]:
    """The teams in being that the person leads."""
    return ServiceTeam.objects.led_by(user).current()


def wishes_of_units(user) -> QuerySet[Wish]:
    """Those that wait around the person's units, and what these hold."""
    return Wish.objects.near_units(user)


def own_units(user, ids=None) -> QuerySet[Institution]:
    """The units whose shared matters the person handles."""
    return units_of(user)


def wishes_held(user) -> QuerySet[Wish]:
    """What the person holds, for themselves, for a team or for a unit."""
    return Wish.objects.held_by(user)
