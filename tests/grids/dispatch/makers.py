"""Rules of dispatch for tests, made through the services."""

from datetime import timedelta

from django.utils import timezone

from grids.dispatch.choices import RuleState
from grids.dispatch.services.acts import rule_acts
from grids.models import DispatchRule
from orgtree.acts import make, perform_one
from tests.grids.cases import world
from tests.grids.whistles import world as whistles


def day(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def rule(town, unit=None, **changes) -> DispatchRule:
    """路灯不亮 in the street goes to 城管局 from today on."""
    said = {"area": town.street, "category": world.category("0202"), "active_from": day(), "is_automatic": False}
    said |= {"unit": unit or world.department(town).unit, "words": "三定方案第五条"}
    return make(rule_acts, "enter", **{"by": town.street_secretary} | said | changes).row


def planned(town, member=None) -> DispatchRule:
    return rule(town, active_from=day(7))


def ended(town, member=None) -> DispatchRule:
    return perform_one(
        rule_acts, "end", pk=rule(town).pk, by=town.street_secretary, active_to=None, reason="职责已调整"
    )


MAKERS = {
    "grids.dispatchrule": {
        RuleState.PLANNED: planned,
        RuleState.HELD: lambda town, member: rule(town),
        RuleState.ENDED: ended,
    }
}
DESKS = {"grids.dispatchrule": lambda town: (whistles.deputy(town, "2"), whistles.deputy(town, "3"))}
BEGINNINGS = {
    "grids.dispatchrule.enter": lambda town, member: {
        "area": town.street,
        "category": world.category("0202"),
        "unit": world.department(town).unit,
        "active_from": day(),
        "is_automatic": True,
        "words": "三定方案第五条",
    }
}
