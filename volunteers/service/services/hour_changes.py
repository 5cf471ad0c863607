"""Changing hours that were confirmed: one person asks, another decides; the old value stays, the points follow exactly."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, Making, NotBy, Tell, ask_reason, asks_of, declare_acts, leave_as_it_was
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.models.either import rows_of_either
from volunteers.declare import records_changed
from volunteers.members.models.member import Member
from volunteers.points.rules.roles import ROLE_PERMISSIONS, waits_for_first
from volunteers.points.services.points import reverse_deed
from volunteers.service.choices import HourChangeState, ServiceState
from volunteers.service.models.hour_change import HourChange
from volunteers.service.models.service import ServiceKind, ServiceRecord
from volunteers.service.services.confirmers import not_first, not_theirs, not_to_end
from volunteers.service.services.crediting import credit_records
from volunteers.service.services.service_entry import ServiceRow, records_of, save_records
from volunteers.service.services.service_records import KIND

CHANGED = ("kind", "area", "served_on", "started_at", "ended_at", "hours", "confirmer_role", "second_role")
OLD = ("kind", "started_at", "ended_at", "hours")


def records_to_correct(user, ids=None) -> QuerySet[ServiceRecord]:
    """One's own, and those that the person may enter services for."""
    own, by_post = ServiceRecord.objects.mine(user), ServiceRecord.objects.allowed(user, P.SERVICE_ENTER)
    return rows_of_either(ServiceRecord.objects.all(), own, by_post)


def _complete(doing: Doing, ids) -> None:
    """The record is locked; no kind keeps the one that it has."""
    record = doing.said["record"] = _locked_record(doing.said["record"].pk)
    doing.said["kind"] = doing.said["kind"] or record.kind


def _propose(change: HourChange, doing: Doing) -> None:
    """The record stays as it is until somebody decides. Raises RuleBroken: `wrong_state`, `no_change`, and all that logging one refuses."""
    record, asked = change.record, (change.new_kind_id, change.new_started_at, change.new_ended_at)
    if asked == (record.kind_id, record.started_at, record.ended_at):
        raise RuleBroken("no_change", "更正后的类别和时间与原记录相同", field="started_at")
    fresh = _checked(record, change.new_kind, change.new_started_at, change.new_ended_at)
    change.new_hours = fresh.hours
    _ask_confirmers(change, fresh, doing)
    for name in OLD:
        setattr(change, f"old_{name}", getattr(record, name))


def _ask_confirmers(change: HourChange, fresh: ServiceRecord, doing: Doing) -> None:
    """Keep who confirms the record as it is to be; staff of the first role who propose it have said their word."""
    change.confirmer_role, change.second_role = fresh.confirmer_role, fresh.second_role
    if fresh.is_rolled:  # the roll is the first word
        change.confirmer_role, change.second_role = fresh.second_role or fresh.confirmer_role, ""
    if waits_for_first(change) and doing.by.pk != fresh.member.user_id:
        right = ROLE_PERMISSIONS[change.confirmer_role]
        if ServiceRecord.objects.allowed(doing.by, right).filter(pk=change.record_id).exists():
            change.first_by, change.first_at = doing.by, timezone.now()


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
    if change.second_role:
        record.first_by, record.first_at, record.decided_by = change.first_by, change.first_at, doing.by
    record.revision += 1
    save_records([record])
    reverse_deed(source=earlier, note="服务记录更正，按更正后的内容重新计分", by=doing.by)
    credit_records([record], by=doing.by)
    records_changed.run(record_ids=[record.pk], reason="所依据的服务记录已更正")


def _tell(change: HourChange, doing: Doing) -> list[Tell]:
    title = "服务记录已更正" if change.state == HourChangeState.APPROVED else "服务记录更正未同意"
    text = f"{change.record.served_on}的服务，社区的答复请打开查看。"
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
NOT_FIRST = NotBy("first_by_id", "own_first", "这份更正由您先行确认，须由另一人办理")

ASKED = (
    *asks_of(
        HourChange,
        "record new_kind new_started_at new_ended_at",
        record={"rows": records_to_correct, "found_by": None, "told": "服务记录编号"},
        new_kind=KIND | {"name": "kind", "is_optional": True, "told": "更正后的服务类别代码；省略则不变"},
        new_started_at={"name": "started_at", "label": "开始时间", "told": "更正后的开始时间，整点或半点"},
        new_ended_at={"name": "ended_at", "label": "结束时间", "told": "更正后的结束时间，整点或半点"},
    ),
    ask_reason("更正", column="reason", told="更正原因"),
)
hour_changes = declare_acts(
    Acts(
        HourChange,
        member="record__member",
        loads=("record__member", "record__area", "old_kind", "new_kind", "proposed_by"),
        acts=(
            Making(
                "propose",
                "更正时长",
                "提出更正",
                HourChangeState.PROPOSED,
                permission=P.SERVICE_ENTER,
                own=True,
                on="record",
                asks=ASKED,
                stamps=("proposed_by", "proposed_at"),
                first=_complete,
                run=_propose,
                fits=lambda record: record.state == ServiceState.CONFIRMED,
                done="更正已提出，须由另一位工作人员办理；办理以前按原记录计算。",
                hint="已确认的记录有误时提出更正：须由另一位工作人员办理，原来的内容会保留，积分按更正后的内容重新计算。",
                icon="edit_calendar",
                summary="提出更正",
                description="党员本人，或有“代录服务记录”权限的人提出；办理以前记录不变。",
            ),
            Act(
                "vouch",
                "先行确认",
                "先行确认",
                OPEN,
                None,
                leads="待第二人办理",
                permission=P.SERVICE_ENTER,
                stamps=("first_by", "first_at"),
                not_by=SECOND_PERSON,
                refuse=not_first,
                many=True,
                undo=leave_as_it_was,
                done="已先行确认，等待另一人办理。",
                hint="用于更正后须两人确认的服务（如专业服务）：您先核实，再由另一人同意更正。",
                icon="how_to_reg",
                entry="为所选更正先行确认",
                fits=waits_for_first,
                summary="先行确认更正",
                description="更正后的服务须两人确认的（如专业服务），由积分表所列的第一确认人先核实。逐条判断，不能办的列出原因。",
            ),
            Act(
                "approve",
                "同意更正",
                "更正",
                OPEN,
                HourChangeState.APPROVED,
                permission=P.SERVICE_CONFIRM,
                stamps=DECIDED,
                not_by=(*SECOND_PERSON, NOT_FIRST),
                refuse=not_theirs,
                run=_approve,
                many=True,
                tells=_tell,
                final=True,
                done="记录已更正，积分已重新计算。",
                hint="原记录的内容保留在这里；积分原条目冲正，按更正后的内容重新计分。",
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
                refuse=not_to_end,
                many=True,
                tells=_tell,
                undo=leave_as_it_was,
                done="已退回，记录保持原样。",
                hint="记录保持原样，提出人会看到原因。",
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
                done="更正申请已撤回，记录保持原样。",
                hint="撤回后记录保持原样，可以重新提出。",
                icon="block",
                description="办理以前可以撤回。",
            ),
        ),
    )
)
