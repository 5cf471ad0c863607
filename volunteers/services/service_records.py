"""Service records: logged by the member or the desk, decided by another person, credited once, voided by reversal."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import Step, check_actor, step_from
from orgtree.services.outcome import Outcome
from volunteers.choices import PointUnit, ServiceOrigin, ServiceState
from volunteers.declare import records_changed
from volunteers.models import Member, ServiceKind, ServiceRecord, ServiceTeam
from volunteers.rules.service import LABELS, STEPS, check_decider
from volunteers.services.photos import clean_photo
from volunteers.services.points import Deed, credit_deeds, reverse_deed
from volunteers.services.report_ins import mark_serving
from volunteers.services.rule_sets import RuleBook
from volunteers.services.service_entry import ServiceRow, lock_members, records_of, same_body, save_records
from volunteers.services.years import without_closed

REVISABLE = (
    *("kind", "area", "served_on", "started_at", "ended_at", "hours", "people_served", "good_deeds", "team_id"),
    *("note", "proof"),
    *("entered_by", "entered_at"),  # whoever revised it may not confirm it
)


@transaction.atomic
def log_service(
    *,
    member: Member,
    kind: ServiceKind,
    started_at: datetime,
    ended_at: datetime,
    note: str,
    people_served: int = 0,
    good_deeds: int = 0,
    team: ServiceTeam | None = None,
    proof: str = "",
    photo=None,
    client_key: UUID | None = None,
    origin: str,
    by,
) -> tuple[ServiceRecord, bool]:
    """(record, True), or (the record of an earlier call with this key, False).

    The member logs their own (`origin` SELF); the desk logs for them (PROXY, PAPER) where it has SERVICE_ENTER.
    Raises RuleBroken at the wrong field: `overlap`, `day_full`, `half_hours`, `future`, `too_late`, `key_reused`, ...
    """
    row = ServiceRow(
        member.pk,
        kind,
        started_at,
        ended_at,
        note,
        people_served,
        origin,
        client_key,
        good_deeds=good_deeds,
        team_id=team and team.pk,
        proof=proof,
    )
    locked = lock_members([member.pk], by=by, own=origin == ServiceOrigin.SELF)
    earlier = locked[member.pk].services.filter(client_key=client_key).first() if client_key else None
    if earlier:
        return _repeated(earlier, row), False
    [record] = records_of([row], locked, by=by)
    if photo:
        record.photo = clean_photo(photo)
    save_records([record])
    return record, True


def _repeated(earlier: ServiceRecord, row: ServiceRow) -> ServiceRecord:
    if not same_body(earlier, row):
        raise RuleBroken("key_reused", "这一提交标识已用于另一条记录，请刷新页面后重试", field="client_key")
    return earlier


@transaction.atomic
def revise_service(
    *,
    record_id: int,
    kind: ServiceKind,
    started_at: datetime,
    ended_at: datetime,
    note: str,
    people_served: int = 0,
    good_deeds: int = 0,
    team: ServiceTeam | None = None,
    proof: str = "",
    photo=None,
    by,
) -> ServiceRecord:
    """The record, handed in again after it was sent back; `photo` None keeps the old one."""
    record = _open(record_id, "revise", P.SERVICE_ENTER, by)
    row = ServiceRow(
        record.member_id,
        kind,
        started_at,
        ended_at,
        note,
        people_served,
        record.origin,
        good_deeds=good_deeds,
        team_id=team and team.pk,
        proof=proof,
    )
    locked = lock_members([record.member_id], by=by, own=record.member.user_id == by.pk)
    [fresh] = records_of([row], locked, by=by)
    for name in REVISABLE:
        setattr(record, name, getattr(fresh, name))
    record.state, record.reason, record.decided_by, record.decided_at = ServiceState.SUBMITTED, "", None, None
    if photo:
        _drop_file(record)
        record.photo = clean_photo(photo)
    save_records([record])
    return record


def _drop_file(record: ServiceRecord) -> None:
    """Delete the stored photo, once it is certain that nothing refers to it any more."""
    if record.photo:
        storage, name = record.photo.storage, record.photo.name
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def withdraw_service(*, record_id: int, by) -> ServiceRecord:
    """The record, taken back by the member or by the desk before it was confirmed."""
    record = _open(record_id, "withdraw", P.SERVICE_ENTER, by)
    record.state = ServiceState.WITHDRAWN
    record.save(update_fields=["state"])
    return record


@transaction.atomic
def confirm_services(*, record_ids: Sequence[int], by) -> Outcome:
    """Confirm what may be confirmed and credit its points; the outcome names what was refused and why."""
    records, outcome = _decidable(record_ids, "confirm", by)
    outcome.done = confirm_records(records, by=by, at=timezone.now())
    return outcome


def confirm_records(records: Sequence[ServiceRecord], *, by, at: datetime) -> int:
    """Mark locked records as confirmed and credit them; how many."""
    ServiceRecord.objects.filter(pk__in=[record.pk for record in records]).update(
        state=ServiceState.CONFIRMED, decided_by=by, decided_at=at, reason=""
    )
    mark_serving(member_ids={record.member_id for record in records}, by=by)
    credit_records(records, by=by)
    return len(records)


def credit_records(records: Sequence[ServiceRecord], *, by) -> None:
    """Enter confirmed records in the ledger, in hours or times as the item's unit says."""
    book = RuleBook()
    counting = without_closed([record for record in records if record.counts_for_evaluation])
    credit_deeds(deeds=[_deed(record, book) for record in counting], by=by, book=book)


def _deed(record: ServiceRecord, book: RuleBook) -> Deed:
    unit = book.item_for(record.kind.item_code, record.area, record.served_on).unit
    return Deed(
        member_id=record.member_id,
        item_code=record.kind.item_code,
        quantity=record.hours if unit == PointUnit.HOUR else 1,
        occurred_at=record.started_at,
        area=record.area,
        source=record.source,
    )


@transaction.atomic
def reject_services(*, record_ids: Sequence[int], reason: str, by) -> Outcome:
    """Send records back with a reason that the member reads."""
    text = check_reason(reason, verb="退回")
    records, outcome = _decidable(record_ids, "reject", by)
    outcome.done = ServiceRecord.objects.filter(pk__in=[record.pk for record in records]).update(
        state=ServiceState.REJECTED, decided_by=by, decided_at=timezone.now(), reason=text
    )
    return outcome


@transaction.atomic
def void_service(*, record_id: int, reason: str, by) -> ServiceRecord:
    """Declare a confirmed record void and take its points back by a reversing entry."""
    text = check_reason(reason, verb="作废")
    [record], _ = _decidable([record_id], "void", by, strict=True)
    record.state, record.reason, record.voided_at = ServiceState.VOID, text, timezone.now()
    record.save(update_fields=["state", "reason", "voided_at"])
    # The ledger keeps its notes for ever: what was said about a person stays with the record, where it can be erased.
    reverse_deed(source=record.source, note="服务记录已作废", by=by)
    records_changed.run(record_ids=[record.pk], reason="所依据的服务记录已作废")
    return record


def _decidable(record_ids: Sequence[int], verb: str, by, *, strict=False) -> tuple[list[ServiceRecord], Outcome]:
    """(records, locked in the order of their ids, on which `by` may take the step; the refusals so far).

    `strict`: raise the first refusal instead of noting it.
    """
    asked = set(record_ids)
    rows = ServiceRecord.objects.allowed(by, P.SERVICE_CONFIRM).filter(pk__in=asked)
    found = list(
        rows.select_related("member", "kind", "area").select_for_update(of=("self",), no_key=True).order_by("pk")
    )
    outcome, fit, streets = Outcome(), [], _left_to_the_street(found, verb, by)
    for record in found:
        try:
            if record.pk in streets:
                raise RuleBroken("street_confirms", "应急处置的时长由街道确认")
            _check_decision(record, STEPS[verb], verb, by)
        except RuleBroken as broken:
            if strict:
                raise
            outcome.refuse(record, broken.message)
        else:
            fit.append(record)
    outcome.refuse_missing(len(asked), len(found))
    if strict and not found:
        raise not_found()
    return fit, outcome


def _left_to_the_street(records: Sequence[ServiceRecord], verb: str, by) -> set[int]:
    """The records from the roll of an emergency that `by` may not confirm: their hours are the street's (docs/rules.md)."""
    called = {record.pk for record in records if record.origin == ServiceOrigin.CALL_UP}
    if verb != "confirm" or not called:
        return set()
    own = ServiceRecord.objects.allowed(by, P.EMERGENCY_OPEN).filter(pk__in=called)
    return called - set(own.values_list("pk", flat=True))


def _check_decision(record: ServiceRecord, step: Step, verb: str, by) -> None:
    step_from(STEPS, verb, record.state, LABELS)
    # Whoever entered a record may still send it back or void it; only confirming takes a second person.
    entered_by = record.entered_by_id if verb == "confirm" else 0
    check_decider(decider=by.pk, member_user=record.member.user_id, entered_by=entered_by)


def _open(record_id: int, verb: str, permission: str, by) -> ServiceRecord:
    """The record, locked, on which `by` may take the step as the member or as the desk; raises RuleBroken."""
    locked = ServiceRecord.objects.select_related("member").select_for_update(of=("self",), no_key=True)
    record = locked.filter(pk=record_id).first()
    if record is None:
        raise not_found()
    check_actor(
        STEPS[verb],
        is_member=record.member.user_id == by.pk,
        is_desk=ServiceRecord.objects.allowed(by, permission).filter(pk=record_id).exists(),
    )
    step_from(STEPS, verb, record.state, LABELS)
    return record


@transaction.atomic
def enter_services(*, rows: Sequence[ServiceRow], confirmed_by=None, by) -> list[ServiceRecord]:
    """The new records of `rows`, confirmed and credited when `confirmed_by` is given: the path for thousands.

    The same rules as `log_service` and `confirm_services`, set-based. A row whose client key is known is skipped,
    so that a repeated import adds nothing. Raises RuleBroken naming the row (from 1), and then writes nothing.
    """
    locked = lock_members({row.member_id for row in rows}, by=by)
    known = set(
        ServiceRecord.objects.filter(member__in=locked, client_key__isnull=False).values_list("member", "client_key")
    )
    new = [row for row in rows if (row.member_id, row.client_key) not in known]
    records = records_of(new, locked, by=by)
    if confirmed_by:
        _confirm_unsaved(records, new, confirmed_by)
    save_records(records)
    if confirmed_by:
        mark_serving(member_ids=locked.keys(), by=confirmed_by)
        credit_records(records, by=confirmed_by)
    return records


def _confirm_unsaved(records: Sequence[ServiceRecord], rows: Sequence[ServiceRow], confirmer) -> None:
    reached = set(
        Member.objects.allowed(confirmer, P.SERVICE_CONFIRM)
        .filter(pk__in={row.member_id for row in rows})
        .values_list("pk", flat=True)
    )
    now = timezone.now()
    for record, row in zip(records, rows, strict=True):
        if record.member_id not in reached:
            raise not_found(field="confirmed_by")
        check_decider(decider=confirmer.pk, member_user=record.member.user_id, entered_by=record.entered_by_id)
        record.state, record.decided_by, record.decided_at = ServiceState.CONFIRMED, confirmer, row.decided_at or now
