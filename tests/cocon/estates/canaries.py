"""An estate of the community, and the term of the planted unit at it."""

from cocon.models import Estate, PropertyTerm
from tests.canary import CANARY

NAMES = ("花园", "不再续约")


def plant(ground) -> list:
    kept = ground.now.date()
    estate = Estate.objects.create(
        area=ground.town.east,
        name=f"{CANARY}花园",
        households=99,
        buildings=3,
        since=kept,
        entered_by=ground.staff,
        entered_at=ground.now,
    )
    term = PropertyTerm.objects.create(
        estate=estate,
        company=ground.unit,
        since=kept,
        end_reason=f"{CANARY}不再续约",
        made_by=ground.staff,
        made_at=ground.now,
    )
    return [estate, term]
