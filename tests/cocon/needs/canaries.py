"""A need of the community, a unit's claim on it that both will have to accept, the unit's word, and what it shares."""

from datetime import timedelta

from cocon.models import Acceptance, Claim, Matter, Need, Resource, UnitAsk
from tests.canary import CANARY

NAMES = ("需求", "认领", "资源", "单位需求")


def plant(ground) -> list:
    need = Need.objects.create(
        area=ground.town.east,
        title=f"{CANARY}需求",
        words=CANARY,
        matter=Matter.objects.get(code="care"),
        until=ground.now.date() + timedelta(days=9),
        state="published",
        entered_by=ground.staff,
        entered_at=ground.now,
        published_by=ground.staff,
        published_at=ground.now,
    )
    claim = Claim.objects.create(
        need=need,
        unit=ground.unit,
        words=f"{CANARY}认领",
        outcome=CANARY,
        state="submitted",
        claimed_by=ground.staff,
        claimed_at=ground.now,
        submitted_by=ground.staff,
        submitted_at=ground.now,
        moved_at=ground.now,
    )
    said = Acceptance.objects.create(claim=claim, side="unit", rating=4, words=CANARY, by=ground.staff, at=ground.now)
    shared = Resource.objects.create(
        area=ground.town.east,
        unit=ground.unit,
        kind="place",
        matter=need.matter,
        title=f"{CANARY}资源",
        conditions=CANARY,
        entered_by=ground.staff,
        entered_at=ground.now,
    )
    asked = UnitAsk.objects.create(
        area=ground.town.east,
        unit=ground.unit,
        matter=need.matter,
        title=f"{CANARY}单位需求",
        words=CANARY,
        until=need.until,
        asked_by=ground.staff,
        asked_at=ground.now,
    )
    return [need, claim, said, shared, asked]
