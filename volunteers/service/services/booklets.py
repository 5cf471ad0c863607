"""Paper booklets (服务记录手册) entered in batch: each line becomes a service that waits for another person's yes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models.people import phone_index
from orgtree.rules.numbers import plain
from orgtree.rules.written.clocks import end_after
from orgtree.rules.written.names import name_key, same_name
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from volunteers.members.models.member import Member
from volunteers.service.choices import ServiceOrigin
from volunteers.service.models.service import COUNTING, ServiceKind, ServiceRecord
from volunteers.service.services.service_entry import ServiceRow, judged, lock_members
from volunteers.service.services.service_records import enter_services
from volunteers.teams.models import ServiceTeam

COLUMNS = {
    "started_at": "开始",
    "ended_at": "结束",
    "kind": "服务类别",
    "note": "内容",
    "people_served": "服务人数",
    "good_deeds": "好事实事",
    "team": "服务队",
}


@dataclass(frozen=True)
class Line:
    """A line of the sheet and the service it stands for."""

    row: int
    member: Member
    service: ServiceRow
    team: str = ""


def plan_booklets(request: Request) -> Plan:
    """Effects and errors of the lines; `work` is the list of services to enter."""
    plan, lines = Plan(), _lines(request)
    members = {line.member.pk: line.member for line in lines.good}
    if request.lock:
        members = lock_members(members.keys(), by=request.by)
    plan.errors = lines.errors
    known = _known(members)
    fresh = [line for line in lines.good if (line.member.pk, line.service.client_key) not in known]
    verdicts = judged([line.service for line in fresh], members, timezone.localtime())
    for line, (_, _, verdict) in zip(fresh, verdicts, strict=True):
        if isinstance(verdict, RuleBroken):
            plan.refuse(line.row, COLUMNS.get(verdict.field, ""), verdict.message)
    for line in lines.good:
        state = known.get((line.member.pk, line.service.client_key))
        if state and state not in COUNTING:
            plan.refuse(line.row, "", "这条服务以前录入过，已退回、撤回或作废，请在“服务记录”中办理")
        plan.effects.append(_effect(line, Action.SAME if state else Action.ADD))
    plan.work = [line.service for line in fresh]
    return plan


def write_booklets(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Enter the services; nobody confirms what they entered themselves, so they wait."""
    enter_services(rows=plan.work, by=request.by)
    progress(len(request.entries))


@dataclass
class _Lines:
    good: list[Line]
    errors: list


def _lines(request: Request) -> _Lines:
    plan, good = Plan(), []
    by_number, by_phone = _members(request)
    kinds = {name_key(kind.name): kind for kind in ServiceKind.objects.offered_at(request.area).select_related("area")}
    teams = {name_key(team.name): team for team in ServiceTeam.objects.within(request.area)}
    for entry in request.entries:
        member = _member(entry, by_number, by_phone, plan)
        kind, team_name = kinds.get(name_key(entry.values["kind"])), entry.values["team"]
        team = teams.get(name_key(team_name))
        if team_name and team is None:
            plan.refuse(entry.row, "服务队", "本区域没有这支服务队，请核对名称")
        if kind is None:
            plan.refuse(entry.row, "服务类别", f"没有这一类别，可选：{'、'.join(kind.name for kind in kinds.values())}")
        if member and kind:
            good.append(Line(entry.row, member, _service(entry, member, kind, team), team.name if team else ""))
    return _Lines(good, plan.errors)


def _members(request: Request) -> tuple[dict[int, Member], dict[str, Member]]:
    """Members of the area whom the uploader may enter services for, by number and by phone index."""
    numbers = {entry.values["number"] for entry in request.entries if entry.values["number"]}
    phones = {phone_index(entry.values["phone"]) for entry in request.entries if entry.values["phone"]}
    reach = Member.objects.allowed(request.by, P.SERVICE_ENTER).within(request.area)
    found = [*reach.filter(pk__in=numbers), *reach.filter(phone_hash__in=phones)]
    return {member.pk: member for member in found}, {member.phone_hash: member for member in found}


def _member(entry: Entry, by_number: dict, by_phone: dict, plan: Plan) -> Member | None:
    number, phone, name = entry.values["number"], entry.values["phone"], entry.values["name"]
    column = "编号" if number else "手机"
    if not number and not phone:
        plan.refuse(entry.row, "编号", "编号与手机至少填一个")
        return None
    member = by_number.get(number) if number else by_phone.get(phone_index(phone))
    if member is None:
        plan.refuse(entry.row, column, "本社区没有这位报到党员，或不在您的管理范围")
    elif number and phone and member.phone_hash and member.phone_hash != phone_index(phone):
        plan.refuse(entry.row, "手机", "与该编号登记的手机号不一致")
        return None
    elif not same_name(member.name, name):
        plan.refuse(entry.row, "姓名", "与该编号或手机号登记的姓名不一致，请核对")
        return None
    return member


def _service(entry: Entry, member: Member, kind: ServiceKind, team: ServiceTeam | None) -> ServiceRow:
    values = entry.values
    midnight = timezone.make_aware(datetime.combine(values["day"], time()))
    start = midnight + timedelta(minutes=values["start"])
    end = midnight + timedelta(minutes=end_after(values["start"], values["end"]))
    return ServiceRow(
        member_id=member.pk,
        kind=kind,
        started_at=start,
        ended_at=end,
        note=values["note"],
        people_served=values["people_served"] or 0,
        good_deeds=values["good_deeds"] or 0,
        team_id=team and team.pk,
        origin=ServiceOrigin.PAPER,
        # The same line of the same booklet, typed twice or imported twice, is one record.
        client_key=uuid5(NAMESPACE_URL, f"booklet:{member.pk}:{kind.pk}:{start.isoformat()}:{end.isoformat()}"),
    )


def _known(members: dict[int, Member]) -> dict[tuple, str]:
    """(member, client key) -> state of what was entered before."""
    records = ServiceRecord.objects.filter(member__in=list(members), client_key__isnull=False)
    return {(member, key): state for member, key, state in records.values_list("member", "client_key", "state")}


def _effect(line: Line, action: Action) -> Effect:
    span = line.service.span
    next_day = "次日" if span.end.date() > span.day else ""
    name = f"{line.member.name} {span.day} {span.start:%H:%M}–{next_day}{span.end:%H:%M}"
    changes = (
        ("服务类别", "", line.service.kind.name),
        ("时长", "", f"{plain(span.hours)}小时"),
        ("服务人数", "", str(line.service.people_served)),
        ("好事实事", "", str(line.service.good_deeds)),
        ("服务队", "", line.team),
        ("内容", "", line.service.note),
    )
    changes = tuple(change for change in changes if change[2] not in ("", "0"))
    return Effect(line.row, action, "服务记录", name, changes if action == Action.ADD else ())
