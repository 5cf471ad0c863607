"""A rule of the community, and why the planted unit got the planted case although the rule said otherwise."""

from grids.models import Category, DispatchRule, Leg, RuleUse
from tests.canary import CANARY

NAMES = ()


def plant(ground) -> list:
    east, staff, now = ground.town.east, ground.staff, ground.now
    rule = DispatchRule.objects.create(
        area=east,
        category=Category.objects.get(code="0202"),
        code="0202",
        unit=ground.unit,
        active_from=now.date(),
        words=f"{CANARY}依据",
        entered_by=staff,
        entered_at=now,
    )
    leg = Leg.objects.get(asked=f"{CANARY}承办")
    use = RuleUse.objects.create(leg=leg, rule=rule, words=f"{CANARY}改派")
    return [rule, use]
