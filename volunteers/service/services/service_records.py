"""Service records: logged by the member or the desk, decided by another person, credited once, voided by reversal."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from orgtree.acts import (
    Act,
    Acts,
    Doing,
    Making,
    NotBy,
    ask_reason,
    asks_of,
    declare_acts,
    follow,
    leave_as_it_was,
    note_first,
    perform,
    perform_on,
    perform_one,
)
from orgtree.acts.outcome import Outcome
from orgtree.choices import Permission as P
from orgtree.database.kept import Kept
from orgtree.errors import RuleBroken, not_found
from orgtree.files.services import clean_photo
from orgtree.files.storing import delete_on_commit
from orgtree.scope.models.either import rows_of_either
from volunteers.declare import records_changed
from volunteers.members.models.member import Member
from volunteers.members.services.meant import ask_member, lock_meant
from volunteers.members.services.report_ins import mark_serving
from volunteers.points.rules.roles import waits_for_first
from volunteers.points.services.points import reverse_deed
from volunteers.service.choices import ServiceOrigin, ServiceState
from volunteers.service.models.service import ServiceKind, ServiceRecord
from volunteers.service.services.confirmers import confirm_unsaved, not_first, not_theirs, not_to_end
from volunteers.service.services.crediting import credit_records
from volunteers.service.services.service_entry import (
    MOST_GOOD_DEEDS,
    MOST_PEOPLE_SERVED,
    ServiceRow,
    lock_members,
    records_of,
    save_records,
)
from volunteers.teams.models import ServiceTeam, TeamMember

MEASURED = ("area", "served_on", "hours", "confirmer_role", "second_role")
REVISABLE = (
    "kind",
    "area",
    "served_on",
    "started_at",
    "ended_at",
    "hours",
    "people_served",
    "good_deeds",
    "team_id",
    "note",
    "proof",
    "confirmer_role",
    "second_role",
    "first_by",
    "first_at",
    "entered_by",
    "entered_at",  # whoever revised it may not confirm it
)


def _lock_whose(doing: Doing, ids: Sequence[int]) -> None:
    """The member, locked, so that two services of one person are checked in turn; and where the hours come from."""
    lock_meant(doing, ids)
    own = doing.said["member"].user_id == doing.by.pk
    doing.said["origin"] = ServiceOrigin.SELF if own else doing.said["origin"] or ServiceOrigin.PROXY


def _measure(record: ServiceRecord, doing: Doing) -> None:
    """Raises RuleBroken at the wrong field: `overlap`, `day_full`, `half_hours`, `future`, `too_late`, ..."""
    said = dict(doing.said)
    photo, member, team = (said.pop(name) for name in ("photo", "member", "team"))
    row = ServiceRow(member_id=member.pk, team_id=team and team.pk, **said)
    [measured] = records_of([row], {member.pk: member}, by=doing.by)
    for name in MEASURED:
        setattr(record, name, getattr(measured, name))
    record.photo = clean_photo(photo) if photo else ""


def _kinds(user, ids: Sequence[int] | None = None):
    return ServiceKind.objects.select_related("area")


KINDS = Kept(lambda: {name: kind for kind in _kinds(None) for name in (kind.pk, kind.code)}, {ServiceKind: ["area"]})


def _find_kind(user, name: int | str) -> ServiceKind | None:
    """By id or code."""
    return KINDS().get(name)


def _teams(user, ids: Sequence[int] | None = None):
    """Of whom one may log: the rules say on which day somebody was of the team."""
    own, desk = Member.objects.mine(user), Member.objects.allowed(user, P.SERVICE_ENTER)
    places = [TeamMember.objects.filter(member__in=members.values("pk")).values("team") for members in (own, desk)]
    return rows_of_either(ServiceTeam.objects.all(), *(ServiceTeam.objects.filter(pk__in=teams) for teams in places))


def _told(record: ServiceRecord) -> str:
    if record.origin == ServiceOrigin.SELF:
        return "已保存，等待社区确认。"
    return f"已代录{record.member.name}的一次服务，须由另一位工作人员确认。"


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
    record = _returned(record_id, by)
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
    record.decided_by = record.decided_at = None
    if photo:
        delete_on_commit([record.photo])
        record.photo = clean_photo(photo)
    return perform_on(service_acts, "resubmit", record, by=by)


def _confirm(records: Sequence[ServiceRecord], doing: Doing) -> None:
    """Whoever serves is serving now; the points are credited."""
    mark_serving(member_ids={record.member_id for record in records}, by=doing.by)
    credit_records(records, by=doing.by)


def _unconfirm(record: ServiceRecord, doing: Doing) -> None:
    """Take the points back; confirmed again, the record credits them under its next version."""
    reverse_deed(source=record.source, note="确认已撤销", by=doing.by)
    record.revision += 1
    records_changed.run(record_ids=[record.pk], reason="所依据的服务记录已撤销确认")


def _void(record: ServiceRecord, doing: Doing) -> None:
    """Take the points back by a reversing entry."""
    record.voided_at = doing.at
    # The ledger keeps its notes for ever: what was said about a person stays with the record, where it can be erased.
    reverse_deed(source=record.source, note="服务记录已作废", by=doing.by)
    records_changed.run(record_ids=[record.pk], reason="所依据的服务记录已作废")


def _returned(record_id: int, by) -> ServiceRecord:
    """The record that was sent back, locked, for the member or the desk to hand in again; raises RuleBroken."""
    locked = ServiceRecord.objects.select_related("member").select_for_update(of=("self",), no_key=True)
    record = locked.filter(pk=record_id).first()
    desk = ServiceRecord.objects.allowed(by, P.SERVICE_ENTER).filter(pk=record_id)
    if record is None or not (record.member.user_id == by.pk or desk.exists()):
        raise not_found()
    if record.state != ServiceState.REJECTED:
        raise RuleBroken("wrong_state", f"当前状态为“{record.get_state_display()}”，不能修改", conflict=True)
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
        confirm_unsaved(records, new, confirmed_by, by, service_acts["confirm"])
    save_records(records)
    note_first(service_acts, "confirm" if confirmed_by else "enter", *records, by=confirmed_by or by)
    if confirmed_by:
        mark_serving(member_ids=locked.keys(), by=confirmed_by)
        credit_records(records, by=confirmed_by)
    return records


# --- The acts -----------------------------------------------------------------------------------------------------------

BY_DESK = [(origin, origin.label) for origin in (ServiceOrigin.PROXY, ServiceOrigin.PAPER)]
SUBMITTED, CONFIRMED = frozenset({ServiceState.SUBMITTED}), frozenset({ServiceState.CONFIRMED})
DECIDED = ("decided_by", "decided_at")
# Source: docs/rules.md, "Service records". Whoever entered a record may still send it back or void it; only confirming takes a second person.
NOT_OWN = NotBy("member.user_id", "own_record", "不能办理本人的服务记录，请由其他工作人员办理")
NOT_FIRST = NotBy("first_by_id", "own_first", "这条记录由您先行确认，须由另一人确认")
NOT_ENTERED = NotBy("entered_by_id", "own_entry", "这条记录由您录入，须由另一位工作人员确认")

KIND = {"label": "服务类别", "rows": _kinds, "found": _find_kind, "found_by": None, "named_by": "code", "longest": 10}
LOGGED = (
    ask_member(P.SERVICE_ENTER, "代录时填写党员编号；党员本人填报时省略"),
    *asks_of(
        ServiceRecord,
        "kind started_at ended_at note people_served good_deeds team proof photo client_key origin",
        kind=KIND | {"told": "服务类别代码"},
        started_at={"told": "开始时间，整点或半点"},
        ended_at={"told": "结束时间，整点或半点"},
        note={"label": "服务内容"},
        people_served={"label": "服务人数", "most": MOST_PEOPLE_SERVED, "usual": 0},
        good_deeds={"most": MOST_GOOD_DEEDS, "usual": 0, "told": "办成的好事实事，件"},
        team={"rows": _teams, "told": "服务队编号；随队服务的填写，须是当天的队员"},
        proof={"told": "证明人或凭据，可省略"},
        client_key={"told": "提交标识：发送前生成并保存，重试时原样再发，只会有一条记录"},
        origin={"choices": BY_DESK, "is_optional": True, "by_page": True},
    ),
)
service_acts = declare_acts(
    Acts(
        ServiceRecord,
        member="member",
        loads=("member", "kind", "area", "team"),
        acts=(
            Making(
                "log",
                "填报服务",
                "填报",
                ServiceState.SUBMITTED,
                permission=P.SERVICE_ENTER,
                own=True,
                on="member",
                entered="enter",
                asks=LOGGED,
                stamps=("entered_by", "entered_at"),
                first=_lock_whose,
                run=_measure,
                done=_told,
                again="此前已用同一提交标识登记，返回原记录",
                summary="登记服务",
                description=(
                    "党员本人填报，或有“代录服务记录”权限的人代录。新记录返回201；同一提交标识、同样内容再次提交返回200和原记录；"
                    "内容不同返回422。"
                ),
            ),
            Act(
                "enter",
                "代录服务",
                "代录",
                frozenset(),
                ServiceState.SUBMITTED,
                permission=P.SERVICE_ENTER,
                by_form=True,
                hint="为不便使用手机的党员录入一次服务。请按实际起止时间填写，不含路途；录入后由另一位工作人员确认。",
            ),
            # From the roll of a session or of a shift.
            Act("roll", "由点名得出", "记入", frozenset(), ServiceState.SUBMITTED),
            Act(
                "resubmit",
                "修改后重新提交",
                "重新提交",
                frozenset({ServiceState.REJECTED}),
                ServiceState.SUBMITTED,
                permission=P.SERVICE_ENTER,
                own=True,
                by_form=True,
                clears=("reason",),
            ),
            Act(
                "vouch",
                "先行确认",
                "先行确认",
                SUBMITTED,
                None,
                leads="待第二人确认",
                permission=P.SERVICE_ENTER,
                stamps=("first_by", "first_at"),
                not_by=(NOT_OWN, NOT_ENTERED),
                refuse=not_first,
                many=True,
                undo=leave_as_it_was,
                done="已先行确认，等待另一人确认。",
                hint="用于须两人确认的服务：您先核实，再由另一人确认后才计入时长和积分。",
                icon="how_to_reg",
                entry="为所选服务先行确认",
                fits=waits_for_first,
                summary="先行确认服务",
                description="须两人确认的服务（如专业服务），由积分表所列的第一确认人先核实。逐条判断，不能办的列出原因。",
            ),
            Act(
                "confirm",
                "确认",
                "确认",
                SUBMITTED,
                ServiceState.CONFIRMED,
                permission=P.SERVICE_CONFIRM,
                stamps=DECIDED,
                clears=("reason",),
                not_by=(NOT_OWN, NOT_ENTERED, NOT_FIRST),
                refuse=not_theirs,
                fits=lambda record: not waits_for_first(record),
                many=True,
                batch=_confirm,
                undo=_unconfirm,
                done="已确认，积分已记入。",
                hint="确认后记入服务时长和积分。",
                description="逐条判断：能办的办，不能办的列出原因。本人的记录和自己录入的记录须由他人确认。",
            ),
            Act(
                "reject",
                "退回",
                "退回",
                SUBMITTED,
                ServiceState.REJECTED,
                permission=P.SERVICE_CONFIRM,
                asks=(ask_reason("退回", column="reason", told="退回原因，党员可见"),),
                stamps=DECIDED,
                not_by=(NOT_OWN,),
                refuse=not_to_end,
                many=True,
                undo=leave_as_it_was,
                done="已退回。",
                hint="退回后本人会看到原因，可以修改后重新提交。",
                description="退回并写明原因，党员可修改后重新提交。",
            ),
            Act(
                "void",
                "作废",
                "作废",
                CONFIRMED,
                ServiceState.VOID,
                permission=P.SERVICE_CONFIRM,
                asks=(ask_reason("作废", column="reason"),),
                not_by=(NOT_OWN,),
                refuse=not_to_end,
                run=_void,
                done="记录已作废，这一条的积分已冲正。",
                hint="用于经核实不属实的服务：时长不再计入，积分由一条冲正条目扣回，记录保留。作废后不能恢复。",
                summary="作废服务",
                description="用于已确认、经核实不属实的服务：时长不再计入，积分由冲正条目扣回，不能恢复。同样原因重复提交返回同一结果。",
            ),
            Act(
                "withdraw",
                "撤回",
                "撤回",
                frozenset({ServiceState.SUBMITTED, ServiceState.REJECTED}),
                ServiceState.WITHDRAWN,
                permission=P.SERVICE_ENTER,
                own=True,
                done="已撤回。",
                hint="撤回后不再等待确认。",
                summary="撤回服务",
                description="确认前由本人或代录的社区撤回。",
            ),
        ),
    )
)


def confirm_services(*, record_ids: Sequence[int], by) -> Outcome:
    """Confirm what may be confirmed and credit its points; the outcome names what was refused and why."""
    return perform(service_acts, "confirm", ids=record_ids, by=by)


def confirm_rolled(records: Sequence[ServiceRecord], *, by) -> int:
    """Confirm locked records whose roll is proof enough, and credit them; how many."""
    return follow(service_acts, "confirm", records, by=by)


def reject_services(*, record_ids: Sequence[int], reason: str, by) -> Outcome:
    """Send records back with a reason that the member reads."""
    return perform(service_acts, "reject", ids=record_ids, by=by, reason=reason)


def void_service(*, record_id: int, reason: str, by) -> ServiceRecord:
    """Declare a confirmed record void and take its points back. Raises RuleBroken."""
    return perform_one(service_acts, "void", pk=record_id, by=by, reason=reason)
