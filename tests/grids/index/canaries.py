"""The index of the grid, and what the planted case added."""

from grids.models import Case, GridIndex, IndexPoint
from tests.canary import CANARY

NAMES = ()


def plant(ground) -> list:
    east, now = ground.town.east, ground.now
    month = now.date().replace(day=1)
    case = Case.objects.get(title=f"{CANARY}案情")
    point = IndexPoint.objects.create(month=month, area=east, case=case, part="p1", origin="told", weight=1)
    row = GridIndex.objects.create(
        area=east,
        month=month,
        version=month,
        households=700,
        cases=9,
        accidents=0,
        index=81,
        grade="blue",
        computed_at=now,
    )
    return [point, row]
