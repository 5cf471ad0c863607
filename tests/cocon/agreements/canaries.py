"""An agreement of the planted unit, signed by both, and one of its goals."""

from datetime import timedelta

from cocon.models import Agreement, AgreementGoal
from tests.canary import CANARY

NAMES = ("责任", "目标", "乙方联络人", "甲方联络人")
PERSONAL = ("乙方联络人", "甲方联络人")


def plant(ground) -> list:
    agreement = Agreement.objects.create(
        number="GJ2026-370702001-0001",
        unit=ground.unit,
        community=ground.town.east,
        since=ground.now.date() - timedelta(days=9),
        until=ground.now.date() + timedelta(days=9),
        duties_unit=f"{CANARY}责任",
        duties_community=f"{CANARY}责任",
        liaison_unit=f"{CANARY}乙方联络人",
        liaison_community=f"{CANARY}甲方联络人",
        drafted_by=ground.staff,
        drafted_at=ground.now,
        community_signed_by=ground.staff,
        community_signed_at=ground.now,
        unit_signed_by=ground.staff,
        unit_signed_at=ground.now,
    )
    goal = AgreementGoal.objects.create(agreement=agreement, text=f"{CANARY}目标", target=6, position=1)
    return [agreement, goal]
