"""Planted rows of 共驻共建."""

from datetime import timedelta

from cocon.models import Pairing, Wish
from tests.canary import CANARY, PHONE

NAMES = ("心愿", "结束原因")
PERSONAL: tuple[str, ...] = ()


def plant(ground) -> list:
    """A wish of the grid that the planted member has claimed, the planted unit's pairing."""
    pairing = Pairing.objects.create(
        unit=ground.unit,
        community=ground.town.east,
        since=ground.now.date() - timedelta(days=9),
        until=ground.now.date() + timedelta(days=9),
        end_reason=f"{CANARY}结束原因",
        made_by=ground.staff,
        made_at=ground.now,
    )
    wish = Wish.objects.create(
        area=ground.grid,
        title=f"{CANARY}心愿",
        need=CANARY,
        kind="other",
        phone=PHONE,
        entered_by=ground.staff,
        entered_at=ground.now,
        state="claimed",
        claimed_by=ground.member,
        claimed_at=ground.now,
        due_on=ground.now.date() + timedelta(days=9),
    )
    return [wish, pairing]
