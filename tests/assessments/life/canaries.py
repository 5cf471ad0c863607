"""A quarter of a planted branch."""

from datetime import date

from assessments.models import LifeQuarter
from orgtree.models import PartyOrg
from tests.canary import CANARY

NAMES = ("会课支部",)


def plant(ground) -> list:
    branch = PartyOrg.objects.create(name=f"{CANARY}会课支部", kind="branch", area=ground.town.east)
    held = {"congress": "kept", "committee": "none", "group": "none", "lecture": "kept", "is_kept": True}
    by = {"entered_by": ground.staff, "entered_at": ground.now}
    return [
        LifeQuarter.objects.create(branch=branch, year=2025, quarter="4", ended_on=date(2025, 12, 31), **held, **by)
    ]
