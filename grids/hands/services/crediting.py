"""Points for what members did about a case: once, when it is closed; taken back when it turns out not to be ours. Source: docs/rules.md, "Cases"."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from grids.cases.choices import CaseResult
from grids.cases.models import Case
from grids.hands.choices import HandKind
from grids.hands.models import CaseHand
from grids.hands.services.acts import hand_acts
from orgtree.acts import follow
from orgtree.errors import RuleBroken
from volunteers.points.services.points import Deed, credit_deed, reverse_deed

ITEMS = {HandKind.REPORTED: "G05", HandKind.MEDIATED: "S10"}


def credit_hands(*, case: Case, by) -> None:
    """Points of those who had a hand in the case; each member once a kind, however many of the merged cases were theirs.

    Mediating counts where it was solved. Whoever verified or closed the case themselves gets none by their own hand. What no
    rules cover stays without points: a case is not kept open for them.
    """
    rows = CaseHand.objects.of_case(case).filter(credited_at__isnull=True, voided_at__isnull=True)
    for hand in rows.select_related("member").order_by("pk").select_for_update(of=("self",), no_key=True):
        if hand.member.user_id in (case.verified_by_id, case.closed_by_id) and hand.member.user_id:
            continue
        if hand.kind == HandKind.MEDIATED and case.result != CaseResult.SOLVED:
            continue
        _credit(hand, case, by or case.verified_by)


def _credit(hand: CaseHand, case: Case, by) -> None:
    item = ITEMS[HandKind(hand.kind)]
    hand.source = f"case:{case.pk}:{item}:{hand.member_id}"
    deed = Deed(hand.member_id, item, Decimal(1), case.closed_at, case.area, hand.source, note=case.number)
    try:
        with transaction.atomic():
            credit_deed(deed=deed, by=by)
    except RuleBroken:
        return
    hand.credited_at = timezone.now()
    follow(hand_acts, "credit", [hand], by=by)


def drop_hands(*, case: Case, by, reason: str) -> None:
    """The case is not ours, or was entered by mistake: what was given for it is taken back, and none will be."""
    rows = CaseHand.objects.of_case(case).filter(voided_at__isnull=True).order_by("pk")
    for hand in rows.select_for_update(of=("self",), no_key=True):
        if hand.credited_at:
            reverse_deed(source=hand.source, note="事项不再计入", by=by)
        follow(hand_acts, "drop", [hand], by=by, reason=reason)
