"""Somebody who serves in the grid and has not agreed to stand on its card, their training, and the card."""

from grids.models import GridCard, GridCover, StaffTerm, StaffTraining
from tests.canary import CANARY, PHONE

NAMES = ("网格力量", "街巷", "培训", "四至")
PERSONAL = ("网格力量", "培训")


def plant(ground) -> list:
    town, staff, now = ground.town, ground.staff, ground.now
    term = StaffTerm.objects.create(
        area=town.east,
        role="street_chief",
        holder=f"{CANARY}网格力量",
        phone=PHONE,
        beat=f"{CANARY}街巷",
        since=now.date(),
        entered_by=staff,
        entered_at=now,
    )
    training = StaffTraining.objects.create(
        term=term, title=f"{CANARY}培训", held_on=now.date(), hours=2, entered_by=staff, entered_at=now
    )
    card = GridCard.objects.create(
        area=town.east_grid,
        boundary=f"{CANARY}四至",
        phone="0536-8230000",
        supervision_phone="0536-8230001",
        kept_by=staff,
        kept_at=now,
    )
    return [term, training, card, GridCover.objects.get(pk=town.east_grid.pk)]
