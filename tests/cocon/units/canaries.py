"""The planted unit's pairing, what it tells of itself, and somebody to call there."""

from datetime import timedelta

from cocon.models import Pairing, UnitContact, UnitProfile, UnitYear
from tests.canary import CANARY, PHONE

NAMES = ("结束原因", "支持", "做法", "联系人")
PERSONAL = ("联系人",)


def plant(ground) -> list:
    kept = {"unit": ground.unit, "kept_by": ground.staff, "kept_at": ground.now}
    pairing = Pairing.objects.create(
        unit=ground.unit,
        community=ground.town.east,
        since=ground.now.date() - timedelta(days=9),
        until=ground.now.date() + timedelta(days=9),
        end_reason=f"{CANARY}结束原因",
        made_by=ground.staff,
        made_at=ground.now,
    )
    return [
        pairing,
        UnitProfile.objects.create(system="education", offers=f"{CANARY}支持", **kept),
        UnitYear.objects.create(year=2026, done=f"{CANARY}做法", **kept),
        UnitContact.objects.create(name=f"{CANARY}联系人", phone=PHONE, **kept),
    ]
