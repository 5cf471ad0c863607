"""Members' hands in cases, made through the services."""

from uuid import UUID

from django.utils import timezone

from grids.hands.choices import HandState
from grids.hands.services.acts import hand_acts
from grids.models import CaseHand
from orgtree.acts import make, perform_one
from tests.grids.cases import world


def mediated(town, member, **words) -> CaseHand:
    """The member helped in a quarrel of 东园一网格."""
    case = world.case(town, code="0401", title="邻里噪声", **words)
    return make(hand_acts, "mediate", by=town.secretary, case=case, member=member).row


def credited(town, member) -> CaseHand:
    row = mediated(town, member)
    CaseHand.objects.filter(pk=row.pk).update(credited_at=timezone.now())
    row.refresh_from_db()
    return row


def voided(town, member) -> CaseHand:
    return perform_one(hand_acts, "void", pk=mediated(town, member).pk, by=town.secretary, reason="登记错了人")


MAKERS = {
    "grids.casehand": {HandState.WAITS: mediated, HandState.CREDITED: credited, HandState.VOID: voided},
}
BEGINNINGS = {
    "grids.casehand.report": lambda town, member: {
        "area": town.east_grid,
        "category": world.category(),
        "client_key": UUID(int=11),
        **world.WORDS,
    },
    "grids.casehand.mediate": lambda town, member: {
        "case": world.case(town, code="0401", title="邻里噪声"),
        "member": member,
    },
}
