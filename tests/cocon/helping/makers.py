"""Helping pairs and social services for tests, made through the services."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from cocon.helping.choices import EngagementState, HelpState, PairState
from cocon.helping.models import Contribution, Engagement, HelpGiven, HelpingPair, SocialService
from cocon.helping.services.contributions import contribution_acts
from cocon.helping.services.helps import help_acts
from cocon.helping.services.pairs import pair_acts
from cocon.helping.services.social import engagement_acts, service_acts
from cocon.units.services.pairings import pairings
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Institution
from orgtree.people.services.people import appoint


def unit(town, name: str = "城关小学", kind: str = InstitutionKind.SCHOOL) -> Institution:
    return Institution.objects.get_or_create(name=name, area=town.street, defaults={"kind": kind})[0]


def organisation(town, name: str = "暖阳社工服务中心") -> Institution:
    return unit(town, name, InstitutionKind.SOCIAL)


def own_unit(town, member, made: Institution) -> Institution:
    """The unit, whose shared matters the member handles."""
    appoint(holder_id=member.user_id, kind=PostKind.UNIT_ORG, institution=made, by=None)
    return made


def with_pairing(town, made: Institution) -> Institution:
    """The unit, paired with 东园社区."""
    if not made.pairings.exists():
        make(pairings, "make", unit=made, community=town.east, since=days_ago(30), by=town.secretary)
    return made


def days_ago(days: int):
    return timezone.localdate() - timedelta(days=days)


def paired(town, member=None, **changes) -> HelpingPair:
    """A pair of the unit; with a member, whose clerk the member is."""
    helper = own_unit(town, member, unit(town)) if member else unit(town)
    said = {"area": town.east, "unit": helper, "need": "living", "since": days_ago(20), "client_key": uuid4()}
    return make(pair_acts, "pair", **{"by": town.secretary} | said | changes).row


def ended(town, member=None) -> HelpingPair:
    return perform_one(pair_acts, "end", pk=paired(town).pk, by=town.secretary, until=None, reason="over")


def given(town, member=None, *, pair: HelpingPair | None = None, **changes) -> HelpGiven:
    said = {"pair": pair or paired(town), "kind": "visit", "words": "上门看了看，送去米面油", "day": None}
    return make(help_acts, "log", **{"by": town.secretary} | said | changes).row


def void(town, member=None) -> HelpGiven:
    return perform_one(help_acts, "void", pk=given(town).pk, by=town.secretary, reason="wrong")


def contributed(town, member=None, **changes) -> Contribution:
    said = {"area": town.east, "unit": unit(town), "kind": "money", "yuan": Decimal("800.50"), "words": "楼道照明改造"}
    return make(contribution_acts, "log", **{"by": town.secretary, "day": None} | said | changes).row


def void_contribution(town, member=None) -> Contribution:
    return perform_one(contribution_acts, "void", pk=contributed(town).pk, by=town.secretary, reason="wrong")


def engaged(town, member=None, **changes) -> Engagement:
    said = {"area": town.east, "organisation": organisation(town), "purpose": "为老服务", "since": days_ago(20)}
    return make(engagement_acts, "engage", **{"by": town.secretary} | said | changes).row


def over(town, member=None) -> Engagement:
    row = engaged(town)
    Engagement.objects.filter(pk=row.pk).update(until=days_ago(1))
    row.refresh_from_db()
    return row


def served(town, member=None, *, engagement: Engagement | None = None, **changes) -> SocialService:
    said = {"kind": "group", "title": "防跌倒小组第一节", "day": None, "hours": Decimal("1.5"), "heads": 12}
    said |= {"engagement": engagement or engaged(town)}
    return make(service_acts, "log", **{"by": town.secretary} | said | changes).row


def void_service(town, member=None) -> SocialService:
    return perform_one(service_acts, "void", pk=served(town).pk, by=town.secretary, reason="wrong")


MAKERS = {
    "cocon.helpingpair": {PairState.IN_FORCE: paired, PairState.ENDED: ended},
    "cocon.helpgiven": {HelpState.KEPT: given, HelpState.VOID: void},
    "cocon.contribution": {HelpState.KEPT: contributed, HelpState.VOID: void_contribution},
    "cocon.engagement": {EngagementState.IN_FORCE: engaged, EngagementState.ENDED: over},
    "cocon.socialservice": {HelpState.KEPT: served, HelpState.VOID: void_service},
}
SERVED = {"kind": "case", "title": "个案会谈", "day": None, "hours": Decimal("1"), "heads": 1}
BEGINNINGS = {
    "cocon.helpingpair.pair": lambda town, member: {
        "area": town.east,
        "unit": own_unit(town, member, unit(town)),
        "need": "health",
        "plan": "每月走访一次",
        "client_key": uuid4(),
    },
    "cocon.helpgiven.log": lambda town, member: {
        "pair": paired(town),
        "kind": "money",
        "words": "资助医疗费",
        "yuan": Decimal("500.50"),
    },
    "cocon.helpgiven.give": lambda town, member: {
        "pair": paired(town, unit=own_unit(town, member, unit(town))),
        "kind": "visit",
        "words": "上门走访",
    },
    "cocon.contribution.log": lambda town, member: {
        "area": town.east,
        "unit": unit(town),
        "kind": "goods",
        "yuan": Decimal("300"),
        "words": "送来桌椅十套",
    },
    "cocon.contribution.give": lambda town, member: {
        "unit": with_pairing(town, own_unit(town, member, unit(town))),
        "area": town.east,
        "kind": "money",
        "yuan": Decimal("1200"),
        "words": "楼道照明改造",
    },
    "cocon.engagement.engage": lambda town, member: {
        "area": town.east,
        "organisation": organisation(town),
        "purpose": "为老服务",
    },
    "cocon.socialservice.log": lambda town, member: {"engagement": engaged(town), **SERVED},
    "cocon.socialservice.serve": lambda town, member: {
        "engagement": engaged(town, organisation=own_unit(town, member, organisation(town))),
        **SERVED,
    },
}
