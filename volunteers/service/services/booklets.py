"""Paper booklets (服务记录手册) entered in batch: each line becomes a service that waits for another person's yes."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.people.models.people import phone_index
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.numbers import plain
from orgtree.text.rules.written.clocks import end_after
from orgtree.text.rules.written.names import name_key, same_name
from volunteers.members.models.member import Member
from volunteers.service.choices import ServiceOrigin, ServiceState
from volunteers.service.models.service import COUNTING, ServiceKind, ServiceRecord
from volunteers.service.services.service_entry import ServiceRow, judge_rows, lock_members
from volunteers.service.services.service_records import enter_services
from volunteers.teams.models import ServiceTeam

PLAIN_KIND = "plain_kind"  # the box: lines without a kind are taken as GENERAL
GENERAL = "S01"  # the code of 一般志愿服务
ENDED_WORDS = {state.label for state in ServiceState if state not in COUNTING}
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
    """A line of the sheet and the service it stands for.

    `by_unit` is true where the member was known by name and unit; `part` is the part of the day that stands for the start.
    """

    row: int
    member: Member
    service: ServiceRow
    team: str = ""
    by_unit: bool = False
    part: str = ""


def plan_booklets(request: Request) -> Plan:
    """Effects and errors of the lines; `work` is the list of services to enter."""
    plan, lines = Plan(), _lines(request)
    members = {line.member.pk: line.member for line in lines.good}
    if request.lock:
        members = lock_members(members.keys(), by=request.by)
    plan.errors, plan.effects = lines.errors, lines.same
    known = _known(members)
    fresh = [line for line in lines.good if (line.member.pk, line.service.client_key) not in known]
    verdicts = judge_rows([line.service for line in fresh], members, timezone.localtime())
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
    same: list[Effect]


def _lines(request: Request) -> _Lines:
    plan, good, people, own = Plan(), [], _People(request), _OwnList(request)
    kinds, teams = _Kinds(request), {name_key(team.name): team for team in ServiceTeam.objects.within(request.area)}
    for entry in request.entries:
        if own.knows(entry):
            plan.effects.append(Effect(entry.row, Action.SAME, "服务记录", entry.values["name"]))
            continue
        member, kind, team_name = people.find(entry, plan), kinds.find(entry, plan), entry.values["team"]
        team = teams.get(name_key(team_name))
        if team_name and team is None:
            plan.refuse(entry.row, "服务队", "本区域没有这支服务队，请核对名称")
        if member and kind:
            good.append(_line(entry, member, kind, team))
    return _Lines(good, plan.errors, plan.effects)


class _OwnList:
    """Lines of our own list, which say their state: what is over, and what stands as it went out, whoever entered it."""

    def __init__(self, request: Request):
        numbers = {entry.values["number"] for entry in request.entries if entry.values["state"]}
        rows = ServiceRecord.objects.allowed(request.by, P.SERVICE_ENTER).filter(member__in=numbers - {None})
        rows = rows.filter(state__in=COUNTING).values_list("member", "kind__name", "started_at", "ended_at")
        self.standing = {(member, name_key(kind), start, end) for member, kind, start, end in rows}

    def knows(self, entry: Entry) -> bool:
        values = entry.values
        key = (values["number"], name_key(values["kind"]), *_moments(values))
        return bool(values["state"]) and (values["state"] in ENDED_WORDS or key in self.standing)


def _line(entry: Entry, member: Member, kind: ServiceKind, team: ServiceTeam | None) -> Line:
    return Line(
        row=entry.row,
        member=member,
        service=_service(entry, member, kind, team),
        team=team.name if team else "",
        by_unit=not entry.values["number"] and not entry.values["phone"],
        part=entry.values.get("part", ""),
    )


class _Kinds:
    """The kinds of service offered at the area, by name; the general one for lines that name none, where that was ticked."""

    def __init__(self, request: Request):
        offered = ServiceKind.objects.offered_at(request.area).select_related("area")
        self.by_name = {name_key(kind.name): kind for kind in offered}
        general = next((kind for kind in offered if kind.code == GENERAL), None)
        self.unnamed = general if request.options.get(PLAIN_KIND) else None

    def find(self, entry: Entry, plan: Plan) -> ServiceKind | None:
        """The kind of a line; None when it is refused."""
        name = entry.values["kind"]
        kind = self.by_name.get(name_key(name)) if name else self.unnamed
        if kind is None:
            words = "没有这一类别" if name else "不能为空；整张表没有这一列的，可在上传时勾选按哪一类登记"
            plan.refuse(
                entry.row, "服务类别", f"{words}，可选：{'、'.join(kind.name for kind in self.by_name.values())}"
            )
        return kind


class _People:
    """Members of the area whom the uploader may enter services for, by number, by phone index, by name and unit."""

    def __init__(self, request: Request):
        rows = [entry.values for entry in request.entries]
        numbers = {values["number"] for values in rows if values["number"]}
        phones = {phone_index(values["phone"]) for values in rows if values["phone"]}
        names = {values["name"] for values in rows if values["unit_name"]}
        reach = Member.objects.allowed(request.by, P.SERVICE_ENTER).within(request.area)
        self.by_number = reach.by_number(numbers)
        found = [*self.by_number.values(), *reach.filter(phone_hash__in=phones)]
        self.by_phone = {member.phone_hash: member for member in found}
        self.by_unit: dict[tuple[str, str], list[Member]] = defaultdict(list)
        for member in reach.filter(name__in=names) if names else ():
            self.by_unit[name_key(member.name), name_key(member.unit_name)].append(member)

    def find(self, entry: Entry, plan: Plan) -> Member | None:
        """The member whom a line means; None when it is refused."""
        number, phone, name = entry.values["number"], entry.values["phone"], entry.values["name"]
        if not number and not phone:
            return self._find_by_unit(entry, plan)
        member = self.by_number.get(number) if number else self.by_phone.get(phone_index(phone))
        if member is None:
            plan.refuse(entry.row, "编号" if number else "手机", "本社区没有这位报到党员，或不在您的管理范围")
        elif number and phone and member.phone_hash and member.phone_hash != phone_index(phone):
            plan.refuse(entry.row, "手机", "与该编号登记的手机号不一致")
            return None
        elif not same_name(member.name, name):
            plan.refuse(entry.row, "姓名", "与该编号或手机号登记的姓名不一致，请核对")
            return None
        return member

    def _find_by_unit(self, entry: Entry, plan: Plan) -> Member | None:
        """The one member of that name and unit: the record card of offices has neither number nor phone."""
        name, unit = entry.values["name"], entry.values["unit_name"]
        if not unit:
            plan.refuse(entry.row, "编号", "编号、手机、工作单位至少填一个")
            return None
        found = self.by_unit.get((name_key(name), name_key(unit)), [])
        if len(found) > 1:
            numbers = "、".join(member.number for member in found)
            plan.refuse(entry.row, "姓名", f"该单位有{len(found)}位同名党员（编号{numbers}），请填编号")
        elif not found:
            plan.refuse(entry.row, "姓名", "本社区没有这个单位的这位报到党员，请核对姓名和单位，或填编号")
        return found[0] if len(found) == 1 else None


def _service(entry: Entry, member: Member, kind: ServiceKind, team: ServiceTeam | None) -> ServiceRow:
    values = entry.values
    start, end = _moments(values)
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


def _moments(values: dict) -> tuple[datetime, datetime]:
    """When the service of a line began and ended."""
    midnight = timezone.make_aware(datetime.combine(values["day"], time()))
    ends = end_after(values["start"], values["end"])
    return midnight + timedelta(minutes=values["start"]), midnight + timedelta(minutes=ends)


def _known(members: dict[int, Member]) -> dict[tuple, str]:
    """(member, client key) -> state of what was entered before."""
    records = ServiceRecord.objects.filter(member__in=list(members), client_key__isnull=False)
    return {(member, key): state for member, key, state in records.values_list("member", "client_key", "state")}


def _effect(line: Line, action: Action) -> Effect:
    span = line.service.span
    next_day = "次日" if span.end.date() > span.day else ""
    name = f"{line.member.name} {span.day} {span.start:%H:%M}–{next_day}{span.end:%H:%M}"
    changes = (
        ("编号", "", line.member.number if line.by_unit else ""),
        ("服务时间", line.part, f"没有写几点，按{span.start:%H:%M}起算" if line.part else ""),
        ("服务类别", "", line.service.kind.name),
        ("时长", "", f"{plain(span.hours)}小时"),
        ("服务人数", "", str(line.service.people_served)),
        ("好事实事", "", str(line.service.good_deeds)),
        ("服务队", "", line.team),
        ("内容", "", line.service.note),
    )
    changes = tuple(change for change in changes if change[2] not in ("", "0"))
    return Effect(line.row, action, "服务记录", name, changes if action == Action.ADD else ())
