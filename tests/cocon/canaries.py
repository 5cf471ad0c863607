"""Planted rows of 共驻共建."""

from datetime import timedelta

from cocon.models import (
    Acceptance,
    Agreement,
    AgreementGoal,
    Claim,
    Matter,
    Need,
    Pairing,
    UnitContact,
    UnitProfile,
    Wish,
)
from tests.canary import CANARY, PHONE
from tests.cocon.venues import planted

NAMES = (
    "心愿",
    "结束原因",
    "责任",
    "目标",
    "单位联络员",
    "社区联络员",
    "需求",
    "认领",
    "支持",
    "联系人",
    *planted.NAMES,
)
PERSONAL = ("单位联络员", "社区联络员", "联系人", *planted.PERSONAL)


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
    return [
        wish,
        pairing,
        *plant_agreement(ground),
        *planted.plant_venues(ground),
        *plant_claim(ground),
        *plant_profile(ground),
    ]


def plant_profile(ground) -> list:
    """What the planted unit tells of itself, and somebody to call there."""
    kept = {"unit": ground.unit, "kept_by": ground.staff, "kept_at": ground.now}
    return [
        UnitProfile.objects.create(system="education", offers=f"{CANARY}支持", **kept),
        UnitContact.objects.create(name=f"{CANARY}联系人", phone=PHONE, **kept),
    ]


def plant_agreement(ground) -> list:
    """An agreement of the planted unit, signed by both, and one of its goals."""
    agreement = Agreement.objects.create(
        number="GJ2026-370702001-0001",
        unit=ground.unit,
        community=ground.town.east,
        since=ground.now.date() - timedelta(days=9),
        until=ground.now.date() + timedelta(days=9),
        duties_unit=f"{CANARY}责任",
        duties_community=f"{CANARY}责任",
        liaison_unit=f"{CANARY}单位联络员",
        liaison_community=f"{CANARY}社区联络员",
        drafted_by=ground.staff,
        drafted_at=ground.now,
        community_signed_by=ground.staff,
        community_signed_at=ground.now,
        unit_signed_by=ground.staff,
        unit_signed_at=ground.now,
    )
    goal = AgreementGoal.objects.create(agreement=agreement, text=f"{CANARY}目标", target=6, position=1)
    return [agreement, goal]


def plant_claim(ground) -> list:
    """A need of the community, a unit's claim on it that both will have to accept, and the unit's word."""
    need = Need.objects.create(
        area=ground.town.east,
        title=f"{CANARY}需求",
        words=CANARY,
        matter=Matter.objects.get(code="care"),
        until=ground.now.date() + timedelta(days=9),
        state="published",
        entered_by=ground.staff,
        entered_at=ground.now,
        published_by=ground.staff,
        published_at=ground.now,
    )
    claim = Claim.objects.create(
        need=need,
        unit=ground.unit,
        words=f"{CANARY}认领",
        outcome=CANARY,
        state="submitted",
        claimed_by=ground.staff,
        claimed_at=ground.now,
        submitted_by=ground.staff,
        submitted_at=ground.now,
        moved_at=ground.now,
    )
    said = Acceptance.objects.create(claim=claim, side="unit", rating=4, words=CANARY, by=ground.staff, at=ground.now)
    return [need, claim, said]
