"""Deciding on check-ins: accepted many at once and credited, sent back with a reason, taken back by reversal."""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Notice
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import step_from
from orgtree.services.notices import notify_each
from orgtree.services.outcome import Outcome
from volunteers.check_ins.choices import CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import LABELS, STEPS, check_people
from volunteers.points.services.points import Deed, credit_deeds, reverse_deed
from volunteers.points.services.rule_sets import RuleBook

NOON = time(12)  # a check-in has a day and no hour


@transaction.atomic
def accept_check_ins(*, check_in_ids: Sequence[int], by) -> Outcome:
    """Accept and credit what may be accepted; the outcome names what was refused and why."""
    check_ins, outcome = _decidable(check_in_ids, "accept", by)
    _accept_together(check_ins, outcome, by)
    return outcome


def _decidable(check_in_ids: Sequence[int], verb: str, by) -> tuple[list[CheckIn], Outcome]:
    """(the rows within reach on which `by` may take the step, locked in the order of their ids; refusals)."""
    asked, outcome, fit = set(check_in_ids), Outcome(), []
    reach = CheckIn.objects.allowed(by, P.REPORT_IN_DECIDE).filter(pk__in=asked).select_related("member", "area")
    found = list(reach.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for check_in in found:
        try:
            step_from(STEPS, verb, check_in.state, LABELS)
            check_people(decider=by.pk, member_user=check_in.member.user_id, entered_by=check_in.entered_by_id)
        except RuleBroken as broken:
            outcome.refuse(check_in, broken.message)
        else:
            fit.append(check_in)
    outcome.refuse_missing(len(asked), len(found))
    return fit, outcome


def _accept_together(check_ins: list[CheckIn], outcome: Outcome, by) -> None:
    """All at once; where one cannot be credited (its year is closed), one by one, so that only that one is refused."""
    if not check_ins:
        return
    try:
        with transaction.atomic():
            _accept(check_ins, by)
    except RuleBroken as broken:
        if len(check_ins) == 1:
            outcome.refuse(check_ins[0], broken.message)
            return
        for check_in in check_ins:
            _accept_together([check_in], outcome, by)
    else:
        outcome.done += len(check_ins)


def _accept(check_ins: list[CheckIn], by) -> None:
    rows, book = CheckIn.objects.filter(pk__in=[check_in.pk for check_in in check_ins]), RuleBook()
    rows.update(state=CheckInState.ACCEPTED, decided_by=by, decided_at=timezone.now())
    credit_deeds(deeds=[_deed(check_in) for check_in in check_ins if _earns(check_in, book)], by=by, book=book)
    _tell(check_ins, "社区已接收")


def _earns(check_in: CheckIn, book: RuleBook) -> bool:
    """Whether the rules in force there on its day have the item; a table without it accepts without points."""
    try:
        book.item_for(check_in.item_code, check_in.area, check_in.happened_on)
    except RuleBroken:
        return False
    return True


def _deed(check_in: CheckIn) -> Deed:
    return Deed(
        member_id=check_in.member_id,
        item_code=check_in.item_code,
        quantity=1,
        occurred_at=timezone.make_aware(datetime.combine(check_in.happened_on, NOON)),
        area=check_in.area,
        source=check_in.source,
        note=str(check_in),
    )


@transaction.atomic
def return_check_ins(*, check_in_ids: Sequence[int], reason: str, by) -> Outcome:
    """Send back what waits, with a reason that the member reads."""
    text = check_reason(reason, verb="退回")
    check_ins, outcome = _decidable(check_in_ids, "return", by)
    _send_back(check_ins, text, by)
    outcome.done = len(check_ins)
    return outcome


def _send_back(check_ins: list[CheckIn], text: str, by) -> None:
    rows = CheckIn.objects.filter(pk__in=[check_in.pk for check_in in check_ins])
    rows.update(state=CheckInState.RETURNED, reason=text, decided_by=by, decided_at=timezone.now())
    _tell(check_ins, "被退回", text)


@transaction.atomic
def take_back_check_in(*, check_in_id: int, reason: str, by) -> CheckIn:
    """An accepted one goes back to the member, its points by a reversing entry; raises RuleBroken."""
    text = check_reason(reason, verb="撤销")
    check_ins, outcome = _decidable([check_in_id], "take_back", by)
    outcome.raise_first()
    [check_in] = check_ins
    reverse_deed(source=check_in.source, note=text, by=by)
    _send_back([check_in], text, by)
    CheckIn.objects.filter(pk=check_in.pk).update(revision=check_in.revision + 1)
    check_in.refresh_from_db()
    return check_in


def _tell(check_ins: list[CheckIn], what: str, text: str = "") -> None:
    """A notice for every member with an account; one per decision, since a row may come back more than once."""
    moment = f"{timezone.now():%Y%m%d%H%M%S%f}"
    notify_each(
        Notice(
            user_id=check_in.member.user_id,
            key=f"check-in:{check_in.pk}:{moment}",
            title=f"{check_in}{what}",
            text=text,
            url=reverse("member-check-in", args=[check_in.pk]),
        )
        for check_in in check_ins
        if check_in.member.user_id
    )
