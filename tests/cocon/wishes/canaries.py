"""A wish of the grid that the planted member has claimed."""

from datetime import timedelta

from cocon.models import Wish
from tests.canary import CANARY, PHONE

NAMES = ("心愿",)


def plant(ground) -> list:
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
    return [wish]
