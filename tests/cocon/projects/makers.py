"""Budgets and projects for the contract of acts; the street decides."""

from decimal import Decimal

from django.utils import timezone

from cocon.projects.choices import LineState
from cocon.projects.services.funds import line_acts
from orgtree.acts import perform_one
from tests.cocon.projects.world import allotted, granted, street_person


def deciders(town):
    return street_person(town, "jiewei1"), street_person(town, "jiewei2")


def closed(town, member=None):
    return perform_one(line_acts, "close", pk=granted(town).pk, by=town.street_secretary, reason="年度已结束")


MAKERS = {
    "cocon.fundline": {LineState.OPEN: lambda town, member: allotted(town), LineState.CLOSED: closed},
}
DESKS = {"cocon.fundline": deciders}
WORDS = {"cocon.fundline.adjust": {"yuan": Decimal("100.50")}}
BEGINNINGS = {
    "cocon.fundline.grant": lambda town, member: {
        "area": town.street,
        "kind": "party",
        "name": "党建活动经费",
        "year": timezone.localdate().year,
        "yuan": Decimal("40000"),
    },
    "cocon.fundline.allot": lambda town, member: {
        "parent": granted(town),
        "area": town.east,
        "yuan": Decimal("400"),
    },
}
