"""A budget line of the community and what was granted."""

from cocon.models import FundEntry, FundLine
from tests.canary import CANARY

NAMES = ("预算", "事由")


def plant(ground) -> list:
    line = FundLine.objects.create(
        area=ground.town.east,
        kind="service",
        name=f"{CANARY}预算",
        year=ground.now.year,
        entered_by=ground.staff,
        entered_at=ground.now,
    )
    entry = FundEntry.objects.create(
        line=line,
        kind="budget",
        fen=1_000_000,
        day=ground.now.date(),
        by=ground.staff,
        at=ground.now,
        reason=f"{CANARY}事由",
    )
    return [line, entry]
