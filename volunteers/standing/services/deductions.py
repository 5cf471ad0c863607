"""What a deduction brings beside its points, and the cards that follow from deductions that stand."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from volunteers.points.choices import CapWindow, CardRule, DeductionEffect
from volunteers.points.models.points import PointCredit, PointEntry, RuleCap, RuleItem
from volunteers.points.services.points import Deed, credit_deed, reverse_deed
from volunteers.service.choices import ServiceState
from volunteers.service.services.service_records import void_service
from volunteers.standing.choices.deed import DeedState
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.rules.standing import Card, Deduction, cards


def apply_effect(report: DeedReport, *, by) -> None:
    """The session's points go, or the whole record: the reversal names the deduction as its reason."""
    item, service = report.item(), report.service
    if service is None or service.state != ServiceState.CONFIRMED:
        return
    reason = f"{item.label}，当次服务"
    if item.effect == DeductionEffect.NO_POINTS:
        reverse_deed(source=service.source, note=f"{item.code}，当次服务不计分", by=by)
    elif item.effect == DeductionEffect.VOID:
        void_service(record_id=service.pk, reason=f"{reason}作废", by=by)


def undo_effect(report: DeedReport, *, by) -> None:
    """Points that a deduction took from a session come back as a new entry; a void record is entered anew."""
    if report.service is None or report.service.state != ServiceState.CONFIRMED:
        return
    if not report.is_deduction or report.item().effect != DeductionEffect.NO_POINTS:
        return
    entry = PointEntry.objects.standing_for(report.service.source).filter(reversal__isnull=False)
    for lost in entry.select_related("area", "account")[:1]:
        deed = Deed(
            member_id=lost.account.member_id,
            item_code=lost.item_code,
            quantity=lost.quantity,
            occurred_at=lost.occurred_at,
            area=lost.area,
            source=f"restored:{report.pk}",
            note="扣减已冲正，恢复当次服务的积分",
        )
        credit_deed(deed=deed, by=by)


def cards_of(member_ids: Collection[int], today: date | None = None) -> dict[int, list[Card]]:
    """The cards in force by member, for those who have any. Three queries."""
    standing = DeedReport.objects.deductions().filter(member__in=member_ids, state=DeedState.CREDITED)
    reports = list(standing.select_related("rule_set").order_by("second_at"))
    items = _items(reports)
    credits = dict(
        PointCredit.objects.filter(entry__source__in=[report.source for report in reports]).values_list(
            "entry__source", "credited"
        )
    )
    told = defaultdict(list)
    for report in reports:
        base = items[report.rule_set_id, report.item_code]
        told[report.member_id].append(
            replace(
                base,
                year=report.happened_on.year,
                decided_on=timezone.localdate(report.second_at),
                points=credits[report.source],
                months=report.rule_set.card_months,
            )
        )
    day = today or timezone.localdate()
    shown = {member: cards(deductions, day) for member, deductions in told.items()}
    return {member: live for member, live in shown.items() if live}


def _items(reports: Collection[DeedReport]) -> dict[tuple[int, str], Deduction]:
    """(rule set, code) → what the item says about cards, to be completed by each report."""
    sets = {report.rule_set_id for report in reports}
    rows = RuleItem.objects.filter(rule_set__in=sets, code__in={report.item_code for report in reports})
    caps = RuleCap.objects.filter(item__in=rows, window=CapWindow.YEAR).values_list("item", "points")
    lowest = dict(caps)
    return {
        (item.rule_set_id, item.code): Deduction(
            item.code, item.label, item.card, 0, date.min, item.points, lowest.get(item.pk), 0
        )
        for item in rows
    }


def redemption_stopped(member_id: int, year: int) -> bool:
    """Whether a deduction that stands stops redemption for the year. One query."""
    stops = RuleItem.objects.filter(
        rule_set=OuterRef("rule_set"), code=OuterRef("item_code"), effect=DeductionEffect.NO_REDEMPTION
    )
    standing = DeedReport.objects.deductions().filter(member=member_id, state=DeedState.CREDITED)
    return standing.filter(Exists(stops), happened_on__year=year).exists()


def barred_from_excellent(member_ids: Collection[int]) -> set[tuple[int, int]]:
    """(member, year) of deductions with a red card that stand: that year's best band is closed to them. One query.

    Source: docs/rules.md, "Year close": the negative list is N04 and N05, and blocks 优秀.
    """
    reds = RuleItem.objects.filter(rule_set=OuterRef("rule_set"), code=OuterRef("item_code"), card=CardRule.RED)
    standing = DeedReport.objects.deductions().filter(member__in=member_ids, state=DeedState.CREDITED)
    return set(standing.filter(Exists(reds)).values_list("member", "happened_on__year"))
