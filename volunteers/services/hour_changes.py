"""Changing hours that were confirmed: one person asks, another decides; the old value stays, the points follow exactly."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import check_actor, step_from
from orgtree.services.constraints import constraints_as_rules
from orgtree.services.notices import notify
from orgtree.services.outcome import Outcome
from volunteers.choices import HourChangeState, ServiceState
from volunteers.models import HourChange, Member, ServiceKind, ServiceRecord
from volunteers.rules.hour_changes import LABELS, STEPS, check_second_person
from volunteers.services.certificates import revoke_resting_on
from volunteers.services.points import reverse_deed
from volunteers.services.service_entry import ServiceRow, records_of, save_records
from volunteers.services.service_records import credit_records

CHANGED = ("kind", "area", "served_on", "started_at", "ended_at", "hours")


@transaction.atomic
def propose_change(
    *, record_id: int, started_at: datetime, ended_at: datetime, kind: ServiceKind | None = None, reason: str, by
) -> HourChange:
    """The proposal, by the member or by the desk with SERVICE_ENTER; the record stays as it is until it is decided.

    `kind` None keeps the kind. Raises RuleBroken: `wrong_state`, `no_change`, `already_asked`, and all that `log_service` refuses.
    """
    text = check_reason(reason, verb="更正")
    record = _locked_record(record_id)
    own = ServiceRecord.objects.mine(by).filter(pk=record_id)
    if not (own.exists() or ServiceRecord.objects.allowed(by, P.SERVICE_ENTER).filter(pk=record_id).exists()):
        raise not_found()
    kind = kind or record.kind
    if (kind.pk, started_at, ended_at) == (record.kind_id, record.started_at, record.ended_at):
        raise RuleBroken("no_change", "更正后的类别和时间与原记录相同", field="started_at")
    if record.hour_changes.waiting().exists():
        raise RuleBroken("already_asked", "这条记录已有一份更正在等待办理", conflict=True)
    fresh = _checked(record, kind, started_at, ended_at)
    change = HourChange(
        record=record,
        old_kind=record.kind,
        old_started_at=record.started_at,
        old_ended_at=record.ended_at,
        old_hours=record.hours,
        new_kind=kind,
        new_started_at=started_at,
        new_ended_at=ended_at,
        new_hours=fresh.hours,
        reason=text,
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    with constraints_as_rules():
        change.save()
    return change


def _locked_record(record_id: int) -> ServiceRecord:
    """The record, locked; raises RuleBroken for one that is not there."""
    rows = ServiceRecord.objects.select_related("member", "kind", "area", "entered_by")
    record = rows.select_for_update(of=("self",), no_key=True).filter(pk=record_id).first()
    if record is None:
        raise not_found()
    return record


def _checked(record: ServiceRecord, kind: ServiceKind, started_at: datetime, ended_at: datetime) -> ServiceRecord:
    """What the record would be, unsaved, after all the rules for a record: shape, limits, overlap, the day's hours."""
    if record.state != ServiceState.CONFIRMED:
        raise RuleBroken("wrong_state", "只有已确认的记录才需要申请更正", conflict=True)
    member = Member.objects.select_for_update(no_key=True).get(pk=record.member_id)
    row = ServiceRow(
        member.pk,
        kind,
        started_at,
        ended_at,
        record.note,
        origin=record.origin,
        team_id=record.team_id,
        corrects=record,
    )
    [fresh] = records_of([row], {member.pk: member}, by=record.entered_by)
    return fresh


def approve_changes(*, change_ids: Sequence[int], by) -> Outcome:
    """Make the changes that may be made, each whole or not at all; the outcome names what was refused and why."""
    return _decide("approve", change_ids, _approve, by)


def decline_changes(*, change_ids: Sequence[int], reason: str, by) -> Outcome:
    """Leave the records as they are, with a reason that whoever asked can read."""
    text = check_reason(reason, verb="退回")
    return _decide(
        "decline", change_ids, lambda change, by: _close(change, HourChangeState.DECLINED, by, answer=text), by
    )


def _decide(verb: str, change_ids: Sequence[int], act: Callable, by) -> Outcome:
    """One transaction each: no lock of one change is held while another waits for its own."""
    outcome, asked = Outcome(), set(change_ids)
    reach = HourChange.objects.allowed(by, P.SERVICE_CONFIRM).filter(pk__in=asked).order_by("pk")
    for change in (found := list(reach.select_related("record"))):
        try:
            _decide_one(verb, change.pk, act, by)
        except RuleBroken as broken:
            outcome.refuse(change, broken.message)
        else:
            outcome.done += 1
    outcome.refuse_missing(len(asked), len(found))
    return outcome


@transaction.atomic
def _decide_one(verb: str, change_id: int, act: Callable, by) -> None:
    change = _locked(change_id)
    step_from(STEPS, verb, change.state, LABELS)
    member_user = change.record.member.user_id
    check_second_person(decider=by.pk, proposer=change.proposed_by_id, member_user=member_user)
    act(change, by)


def _locked(change_id: int) -> HourChange:
    """The change, locked; raises RuleBroken for one that is not there."""
    rows = HourChange.objects.select_related("record__member", "new_kind")
    change = rows.select_for_update(of=("self",), no_key=True).filter(pk=change_id).first()
    if change is None:
        raise not_found()
    return change


def _approve(change: HourChange, by) -> None:
    """Put the new values into the record, take the old points back and credit the new ones."""
    record = _locked_record(change.record_id)
    fresh = _checked(record, change.new_kind, change.new_started_at, change.new_ended_at)
    earlier = record.source
    for name in CHANGED:
        setattr(record, name, getattr(fresh, name))
    record.revision += 1
    save_records([record])
    reverse_deed(source=earlier, note="服务记录更正，按更正后的内容重新计分", by=by)
    credit_records([record], by=by)
    revoke_resting_on(record_ids=[record.pk], reason="所依据的服务记录已更正")
    _close(change, HourChangeState.APPROVED, by)


def _close(change: HourChange, state: str, by, *, answer: str = "") -> None:
    change.state, change.answer, change.decided_by, change.decided_at = state, answer, by, timezone.now()
    change.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    if change.record.member.user_id:
        title = "服务记录已更正" if state == HourChangeState.APPROVED else "服务记录更正未同意"
        notify(
            users=[change.record.member.user_id],
            key=f"hour-change:{change.pk}",
            title=title,
            text=f"{change.record.served_on}：{answer or change.new_in_words}",
            url=reverse("member-service", args=[change.record_id]),
        )


@transaction.atomic
def withdraw_change(*, change_id: int, by) -> HourChange:
    """The proposal, taken back by whoever may propose it before it was decided; raises RuleBroken."""
    change = _locked(change_id)
    desk = HourChange.objects.allowed(by, P.SERVICE_ENTER).filter(pk=change_id)
    own = HourChange.objects.mine(by).filter(pk=change_id)
    check_actor(STEPS["withdraw"], is_member=own.exists(), is_desk=desk.exists())
    step_from(STEPS, "withdraw", change.state, LABELS)
    change.state = HourChangeState.WITHDRAWN
    change.save(update_fields=["state"])
    return change
