"""The planted member's hand in the planted case."""

from grids.models import Case, CaseHand
from tests.canary import CANARY

NAMES = ("上报",)
PERSONAL = ("上报",)


def plant(ground) -> list:
    case = Case.objects.get(title=f"{CANARY}案情")
    hand = CaseHand.objects.create(
        case=case,
        member=ground.member,
        kind="mediated",
        entered_by=ground.staff,
        entered_at=ground.now,
        reason=f"{CANARY}上报",
    )
    return [hand]
