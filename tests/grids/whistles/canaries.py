"""A whistle over the planted case, and what the department did about it."""

from grids.models import Case, Whistle, WhistleClock, WhistleLeg
from tests.canary import CANARY

NAMES = ("吹哨",)


def plant(ground) -> list:
    case = Case.objects.filter(title__contains=CANARY).earliest("pk")
    by = {"asked_by": ground.staff, "asked_at": ground.now}
    whistle = Whistle.objects.create(case=case, words=f"{CANARY}吹哨", lead=ground.unit, state="blown", **by)
    leg = WhistleLeg.objects.create(
        whistle=whistle,
        unit=ground.unit,
        is_lead=True,
        called_at=ground.now,
        answer=CANARY,
        on_site=CANARY,
        outcome=CANARY,
        remark=CANARY,
        contest=CANARY,
        decision=CANARY,
    )
    return [whistle, leg, WhistleClock.objects.create(leg=leg, kind="sign")]
