"""A covenant of the planted unit, which has not agreed to be shown, and what is recognised of it."""

from cocon.covenants.models import Covenant, Recognition
from tests.canary import CANARY

NAMES = ("公约", "办法")


def plant(ground) -> list:
    east, staff, now = ground.town.east, ground.staff, ground.now
    covenant = Covenant.objects.create(
        area=east,
        unit=ground.unit,
        title=f"{CANARY}公约",
        words=f"{CANARY}办法",
        since=now.date(),
        entered_by=staff,
        entered_at=now,
    )
    return [covenant, Recognition.objects.create(covenant=covenant, kind="kept", day=now.date(), by=staff, at=now)]
