"""Covenants for tests, made through the services."""

from datetime import timedelta

from django.utils import timezone

from cocon.covenants.choices import CovenantState
from cocon.covenants.models import Covenant, Recognition
from cocon.covenants.services import covenant_acts, recognition_acts
from cocon.units.models import Pairing
from orgtree.acts import make
from orgtree.choices import PostKind
from orgtree.models import Institution, Post, User
from orgtree.people.services.people import appoint, create_user
from volunteers.models import ServiceTeam


def days_ago(days: int):
    return timezone.localdate() - timedelta(days=days)


def unit(town, member=None, name: str = "城关小学") -> Institution:
    """A unit of the street, paired with 东园; with a member, whose clerk the member is."""
    made, is_new = Institution.objects.get_or_create(name=name, area=town.street, defaults={"kind": "school"})
    if is_new:
        stamps = {"made_by": town.secretary, "made_at": timezone.now()}
        Pairing.objects.create(unit=made, community=town.east, since=days_ago(30), **stamps)
    if member and not Post.objects.live().filter(holder=member.user_id, institution=made).exists():
        appoint(holder_id=member.user_id, kind=PostKind.UNIT_ORG, institution=made, by=None)
    return made


def team(town) -> ServiceTeam:
    return ServiceTeam.objects.get_or_create(
        area=town.east, name="红马甲服务队", defaults={"kind": "community", "founded_on": days_ago(400)}
    )[0]


def entered(town, member=None, **changes) -> Covenant:
    said = {"area": town.east, "unit": unit(town, member), "title": "每周三免费量血压", "since": days_ago(20)}
    return make(covenant_acts, "enter", **{"by": town.secretary} | said | changes).row


def of_team(town, **changes) -> Covenant:
    """A team's, which the desk may show."""
    return entered(town, unit=None, team=team(town), **changes)


def over(town, member=None) -> Covenant:
    row = entered(town, member)
    Covenant.objects.filter(pk=row.pk).update(until=days_ago(1))
    row.refresh_from_db()
    return row


def recognised(town, member=None, *, covenant: Covenant | None = None, **changes) -> Recognition:
    said = {"covenant": covenant or entered(town, member), "kind": "kept", "day": None}
    return make(recognition_acts, "recognise", **{"by": town.secretary} | said | changes).row


def both_hands(town) -> tuple[User, User]:
    """Two who are at the community's desk and the unit's at once, whom nobody would appoint: either does every act."""

    def person(account: str) -> User:
        if known := User.objects.filter(account=account).first():
            return known
        user = create_user(account=account, name="两头办", home=town.district, by=None)
        appoint(holder_id=user.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
        appoint(holder_id=user.pk, kind=PostKind.UNIT_ORG, institution=unit(town), by=None)
        return user

    return person("chengnuo1"), person("chengnuo2")


MAKERS = {
    "cocon.covenant": {CovenantState.IN_FORCE: entered, CovenantState.ENDED: over},
    "cocon.recognition": {"given": recognised},
}
DESKS = {"cocon.covenant": both_hands}
BEGINNINGS = {
    "cocon.covenant.enter": lambda town, member: {
        "area": town.east,
        "unit": unit(town),
        "title": "门前三包，干净整洁",
    },
    "cocon.covenant.pledge": lambda town, member: {
        "unit": unit(town, member),
        "area": town.east,
        "title": "寒暑假开放操场",
        "is_public": True,
    },
    "cocon.recognition.recognise": lambda town, member: {
        "covenant": entered(town, member),
        "kind": "thanked",
    },
}
