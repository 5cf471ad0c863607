"""Changing hours that were confirmed: one person asks, another decides; the old value stays, the points follow exactly."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import (
    Act,
    Acts,
    Doing,
    NotBy,
    Tell,
    ask_reason,
    check_said,
    declare_acts,
    leave_as_it_was,
    note_first,
)
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.errors import RuleBroken, not_found
from volunteers.declare import records_changed
from volunteers.members.models.member import Member
from volunteers.points.services.points import reverse_deed
from volunteers.service.choices import HourChangeState, ServiceState
from volunteers.service.models.hour_change import HourChange
from volunteers.service.models.service import ServiceKind, ServiceRecord
from volunteers.service.services.service_entry import ServiceRow, records_of, save_records
from volunteers.service.services.service_records import credit_records

CHANGED = ("kind", "area", "served_on", "started_at", "ended_at", "hours")


@transaction.atomic
def propose_change(
    *, record_id: int, started_at: datetime, ended_at: datetime, kind: ServiceKind | None = None, reason: str, by
) -> HourChange:
    """The proposal, by the member or by the desk with SERVICE_ENTER; the record stays as it is until it is decided.

    `kind` None keeps the kind. Raises RuleBroken: `wrong_state`, `no_change`, `already_asked`, and all that `log_service` refuses.
    """
    text = check_said(hour_changes["propose"], reason=reason)["reason"]
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
    note_first(hour_changes, "propose", change, by=by, reason=text)
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


def _approve(change: HourChange, doing: Doing) -> None:
    """Put the new values into the record, take the old points back and credit the new ones."""
    record = _locked_record(change.record_id)
    fresh = _checked(record, change.new_kind, change.new_started_at, change.new_ended_at)
    earlier = record.source
    for name in CHANGED:
        setattr(record, name, getattr(fresh, name))
    record.revision += 1
    save_records([record])
    reverse_deed(source=earlier, note="服务记录更正，按更正后的内容重新计分", by=doing.by)
    credit_records([record], by=doing.by)
    records_changed.run(record_ids=[record.pk], reason="所依据的服务记录已更正")


def _tell(change: HourChange, doing: Doing) -> list[Tell]:
    title = "服务记录已更正" if change.state == HourChangeState.APPROVED else "服务记录更正未同意"
    text = f"{change.record.served_on}：{change.answer or change.new_in_words}"
    url = reverse("member-service", args=[change.record_id])
    return [Tell((change.record.member.user_id,), title, text, url)]


# Source: docs/rules.md, "Service records": a change after confirmation needs a second person and keeps the old value;
# 个人信息保护法 Art. 46: the person may ask for a correction.
OPEN = frozenset({HourChangeState.PROPOSED})
DECIDED = ("decided_by", "decided_at")
SECOND_PERSON = (
    NotBy("record.member.user_id", "own_record", "不能办理本人的服务记录，请由其他工作人员办理"),
    NotBy("proposed_by_id", "own_proposal", "更正由您提出，须由另一位工作人员办理"),
)

hour_changes = declare_acts(
    Acts(
        HourChange,
        member="record__member",
        loads=("record__member", "record__area", "old_kind", "new_kind", "proposed_by"),
        acts=(
            Act(
                "propose",
                "更正时长",
                "提出更正",
                frozenset(),
                HourChangeState.PROPOSED,
                permission=P.SERVICE_ENTER,
                own=True,
                by_form=True,
                asks=(ask_reason("更正", column="reason"),),
                hint="已确认的记录有误时提出更正：须由另一位工作人员办理，原来的内容会保留，积分按更正后的内容重新计算。",
                icon="edit_calendar",
            ),
            Act(
                "approve",
                "同意更正",
                "更正",
                OPEN,
                HourChangeState.APPROVED,
                permission=P.SERVICE_CONFIRM,
                stamps=DECIDED,
                not_by=SECOND_PERSON,
                run=_approve,
                many=True,
                tells=_tell,
                final=True,
                done="记录已更正，积分已重新计算。",
                hint="原记录的内容保留在这里；积分原条目冲正，按更正后的内容重新计分。",
                icon="check_circle",
                summary="批量同意更正",
                description="由提出人以外的工作人员办理：记录改为新内容，原积分冲正，按新内容计分。",
            ),
            Act(
                "decline",
                "不同意",
                "退回",
                OPEN,
                HourChangeState.DECLINED,
                permission=P.SERVICE_CONFIRM,
                asks=(ask_reason("退回", column="answer", told="未同意的原因，提出人可见"),),
                stamps=DECIDED,
                not_by=SECOND_PERSON,
                many=True,
                tells=_tell,
                undo=leave_as_it_was,
                done="已退回，记录保持原样。",
                hint="记录保持原样，提出人会看到原因。",
                icon="undo",
                summary="批量不同意更正",
                description="记录保持原样，写明原因。",
            ),
            Act(
                "withdraw",
                "撤回更正",
                "撤回",
                OPEN,
                HourChangeState.WITHDRAWN,
                permission=P.SERVICE_ENTER,
                own=True,
                done="更正已撤回，记录保持原样。",
                hint="撤回后记录保持原样，可以重新提出。",
                icon="block",
                summary="撤回更正",
                description="办理以前可以撤回。",
            ),
        ),
    )
)
