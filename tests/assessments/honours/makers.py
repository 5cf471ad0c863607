"""Honours, trainings and rolls for tests, made through the services."""

from datetime import date
from itertools import count

from django.utils import timezone

from assessments.honours.choices import Audience, EntryState, HonourKind, HonourState, OrganLevel, TrainingKind
from assessments.honours.services.honours import honour_acts
from assessments.honours.services.trainings import roll_acts, training_acts
from assessments.models import Honour, Training, TrainingRoll
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.models import User
from orgtree.people.services.people import appoint, create_user
from tests.town import PASSWORD

_numbers = count(1)
DOCUMENT = {"organ": "市委组织部", "organ_level": OrganLevel.CITY, "issued_on": date(2026, 3, 1)}


def honour(town, member=None, **changes) -> Honour:
    """A demonstration site, entered by the community."""
    said = {"area": town.east, "kind": HonourKind.SITE, "name": "城市基层党建示范点", **DOCUMENT}
    said |= {"number": f"潍组发〔2026〕{next(_numbers)}号", "until": None, "people": None} | changes
    return make(honour_acts, "enter", by=said.pop("by", town.secretary), **said).row


def checked(town, member=None, **changes) -> Honour:
    return perform_one(honour_acts, "check", pk=honour(town, **changes).pk, by=town.street_secretary)


def training(town, member=None, **changes) -> Training:
    said = {"area": town.east, "kind": TrainingKind.TOGETHER, "title": f"基层治理{next(_numbers)}", "hours": 4}
    said |= {"held_on": timezone.localdate()} | changes
    return make(training_acts, "enter", by=said.pop("by", town.secretary), **said).row


def roll(town, member=None, **changes) -> TrainingRoll:
    said = {"audience": Audience.WORKER, "people": 30} | changes
    said["training"] = said.get("training") or training(town)
    return make(roll_acts, "count", by=said.pop("by", town.secretary), **said).row


def community_hands(town) -> tuple[User, User]:
    """A second secretary of the community and the street's: neither is the clerk, who handles no honours."""
    known = User.objects.filter(account="dongyuan2").first()
    if known is None:
        known = create_user(account="dongyuan2", name="东园副书记", password=PASSWORD, home=town.east, by=None)
        appoint(holder_id=known.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
    return User.objects.get(pk=known.pk), town.street_secretary


MAKERS = {
    "assessments.honour": {HonourState.ENTERED: honour, HonourState.HELD: checked},
    "assessments.training": {EntryState.COUNTED: training},
    "assessments.trainingroll": {EntryState.COUNTED: roll},
}
DESKS = dict.fromkeys(MAKERS, community_hands)
WORDS = {
    "assessments.honour.edit": {
        "name": "党建引领示范点",
        "organ_level": OrganLevel.CITY,
        "issued_on": date(2026, 3, 1),
        "until": None,
        "people": None,
    }
}
BEGINNINGS = {
    "assessments.honour.enter": lambda town, member: {
        "area": town.east,
        "kind": HonourKind.SITE,
        "name": "城市基层党建示范点",
        "number": "潍组发〔2026〕1号",
        **DOCUMENT,
    },
    "assessments.training.enter": lambda town, member: {
        "area": town.east,
        "kind": TrainingKind.TOGETHER,
        "title": "基层治理",
        "held_on": timezone.localdate(),
        "hours": 4,
    },
    "assessments.trainingroll.count": lambda town, member: {
        "training": training(town),
        "audience": Audience.WORKER,
        "people": 30,
    },
}
