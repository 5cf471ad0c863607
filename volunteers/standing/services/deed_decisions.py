"""Deciding on reported deeds: confirmed, seconded, credited once; refused with a reason; taken back by reversal."""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.errors import RuleBroken, not_found
from orgtree.models.scope import scope_condition
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import step_from
from orgtree.services.constraints import constraints_as_rules
from orgtree.services.outcome import Outcome
from volunteers.members.rules.numbers import plain
from volunteers.points.models.points import PointEntry
from volunteers.points.services.points import Deed, credit_deed, lock_accounts, reverse_deed
from volunteers.standing.choices.deed import DeedState
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.rules.deeds import LABELS, ROLE_PERMISSIONS, STEPS, People, check_people, check_reply_time
from volunteers.standing.services import deductions
from volunteers.standing.services.deeds import tell_member

NOON = time(12)  # a deed of a day without an hour


@transaction.atomic
def confirm_deeds(*, deed_ids: Sequence[int], by) -> Outcome:
    """Confirm, or second, what waits for `by`; credited where nobody else is needed. The outcome names refusals."""
    reports, outcome = _reach(deed_ids, by)
    for report in reports:
        try:
            with transaction.atomic():
                _confirm(report, by)
        except RuleBroken as broken:
            outcome.refuse(report, broken.message)
        else:
            outcome.done += 1
    return outcome


def _reach(deed_ids: Sequence[int], by) -> tuple[list[DeedReport], Outcome]:
    """(the reports of an area where `by` has any confirming role, locked in the order of their ids; refusals)."""
    asked, outcome = set(deed_ids), Outcome()
    condition = Q(pk__in=[])
    for permission in ROLE_PERMISSIONS.values():
        condition |= scope_condition(DeedReport, by, permission)
    rows = DeedReport.objects.filter(condition, pk__in=asked).select_related("member__user", "area", "service")
    found = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    outcome.refuse_missing(len(asked), len(found))
    return found, outcome


def _confirm(report: DeedReport, by) -> None:
    verb = "second" if report.state == DeedState.CONFIRMED else "confirm"
    _check(report, verb, by)
    now = timezone.now()
    if verb == "second":
        report.second_by, report.second_at = by, now
    else:
        check_reply_time(
            replied=report.replied_at is not None, reply_until=report.reply_until, today=timezone.localdate()
        )
        report.first_by, report.first_at = by, now
    if verb == "confirm" and report.second_role:
        report.state = DeedState.CONFIRMED
        report.save()
    else:
        _credit(report, by)


def _check(report: DeedReport, verb: str, by) -> None:
    """Raise RuleBroken unless `by` may take the step on this report."""
    step_from(STEPS, verb, report.state, LABELS)
    people = People(report.member.user_id, report.entered_by_id, report.first_by_id)
    check_people(people, by.pk)
    role = report.second_role if verb == "second" else report.confirmer_role
    if not DeedReport.objects.allowed(by, ROLE_PERMISSIONS[role]).filter(pk=report.pk).exists():
        label = report.get_second_role_display() if verb == "second" else report.get_confirmer_role_display()
        raise RuleBroken("role", f"这一事项由{label}{STEPS[verb].label}")


def _credit(report: DeedReport, by) -> None:
    """Into the ledger, once; the same deed at a lower level is taken back first."""
    lock_accounts({(report.member_id, report.happened_on.year)})
    _replace_lower(report, by)
    report.state = DeedState.CREDITED
    with constraints_as_rules():
        report.save()
    entry = credit_deed(deed=_deed(report), by=by)
    if report.is_deduction:
        deductions.apply_effect(report, by=by)
    tell_member(
        report.member,
        key=f"deed:{report.pk}:credited",
        title=_told(report, entry),
        text=report.item().label,
        url=f"/m/deeds/{report.pk}/",
    )


def _told(report: DeedReport, entry: PointEntry) -> str:
    given = entry.credit.credited
    return f"已扣减积分：{plain(-given)}分" if report.is_deduction else f"积分事项已记入：{plain(given)}分"


def _deed(report: DeedReport) -> Deed:
    return Deed(
        member_id=report.member_id,
        item_code=report.item_code,
        quantity=report.quantity,
        occurred_at=timezone.make_aware(datetime.combine(report.happened_on, NOON)),
        area=report.area,
        source=report.source,
    )


def _replace_lower(report: DeedReport, by) -> None:
    """Raise RuleBroken where the deed stands at this level or a higher one; take back a lower one."""
    if not report.deed_key:
        return
    standing = DeedReport.objects.filter(
        member=report.member_id, item_code=report.item_code, deed_key=report.deed_key, state=DeedState.CREDITED
    )
    for earlier in standing.select_for_update(no_key=True):
        if earlier.quantity >= report.quantity:
            text = f"同一事迹已按第{plain(earlier.quantity)}级计分，只按最高级别计一次"
            raise RuleBroken("same_deed", text, conflict=True)
        _take_back(earlier, "同一事迹已按更高级别计分", by)


def _take_back(report: DeedReport, reason: str, by) -> None:
    report.state, report.reason = DeedState.REVERSED, reason
    report.ended_by, report.ended_at = by, timezone.now()
    report.save()
    # The reason stays with the report, where it can be erased: the ledger keeps its notes for ever.
    reverse_deed(source=report.source, note="积分事项已冲正", by=by)


@transaction.atomic
def reject_deeds(*, deed_ids: Sequence[int], reason: str, by) -> Outcome:
    """Send reports back with a reason that the member reads; a deduction that was not borne out ends so too."""
    text = check_reason(reason, verb="退回")
    reports, outcome = _reach(deed_ids, by)
    for report in reports:
        try:
            _check_ending(report, "reject", by)
        except RuleBroken as broken:
            outcome.refuse(report, broken.message)
            continue
        _reject(report, text, by)
        outcome.done += 1
    return outcome


def _check_ending(report: DeedReport, verb: str, by) -> None:
    """Whoever may confirm or second it may send it back or take it back; nobody their own."""
    step_from(STEPS, verb, report.state, LABELS)
    check_people(People(report.member.user_id, entered_by=0), by.pk)
    roles = {report.confirmer_role, report.second_role} - {""}
    if not any(DeedReport.objects.allowed(by, ROLE_PERMISSIONS[role]).filter(pk=report.pk).exists() for role in roles):
        raise RuleBroken("role", f"这一事项由{report.get_confirmer_role_display()}办理")


def _reject(report: DeedReport, text: str, by) -> None:
    report.state, report.reason, report.ended_by, report.ended_at = DeedState.REJECTED, text, by, timezone.now()
    report.save()
    tell_member(
        report.member,
        key=f"deed:{report.pk}:rejected",
        title="拟扣减的积分不再扣减" if report.is_deduction else "积分事项被退回",
        text=text,
        url=f"/m/deeds/{report.pk}/",
    )


@transaction.atomic
def reverse_report(*, deed_id: int, reason: str, by) -> DeedReport:
    """Take a credited report back by one reversing entry, its effects with it."""
    text = check_reason(reason, verb="冲正")
    found, _ = _reach([deed_id], by)
    if not found:
        raise not_found()
    [report] = found
    _check_ending(report, "reverse", by)
    _take_back(report, text, by)
    deductions.undo_effect(report, by=by)
    tell_member(
        report.member, key=f"deed:{report.pk}:reversed", title="积分事项已冲正", text=text, url=f"/m/deeds/{report.pk}/"
    )
    return report
