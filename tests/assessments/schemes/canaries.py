"""A draft of 东园社区 and an item that a red line refused."""

from assessments.models import RedLine, Refusal, Scheme
from tests.canary import CANARY

NAMES = ("评议方案",)


def plant(ground) -> list:
    scheme = Scheme.objects.create(
        area=ground.town.east, kind="report", level="community", year=2026, title=f"{CANARY}方案", note=CANARY
    )
    refusal = Refusal.objects.create(
        scheme=scheme, line=CANARY, red_line=RedLine.objects.earliest("pk"), refused_at=ground.now
    )
    return [scheme, refusal]
