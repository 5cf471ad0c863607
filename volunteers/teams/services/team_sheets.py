"""Service teams as a workbook, out and in: the same columns both ways. A team is known by its name within the area."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.sheets.workbooks import Heading, Sheet, plain, write_workbook
from orgtree.text.rules.written.names import name_key, same_value
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.teams.choices import TeamKind, TeamPlace
from volunteers.teams.models import ServiceTeam, TeamMember
from volunteers.teams.rules import checked_contact
from volunteers.teams.services.teams import add_to_team, create_team, team_totals, update_team

KINDS = {label: code for code, label in TeamKind.choices}
LABELS = {
    "name": "名称",
    "kind": "类别",
    "slogan": "口号",
    "contact": "联系方式",
    "founded_on": "成立日期",
    "leader": "队长编号",
}
HEADINGS = (
    Heading(LABELS["name"], width=24),
    Heading(LABELS["kind"]),
    Heading("所属区域", width=24),
    Heading(LABELS["slogan"], width=24),
    Heading(LABELS["contact"], width=20),
    Heading(LABELS["founded_on"]),
    Heading("解散日期"),
    Heading(LABELS["leader"]),
    Heading("在队人数", number=True, summed=True),
    Heading("服务次数", number=True, summed=True),
    Heading("服务时长", number=True, decimals=1, summed=True),
    Heading("服务人次", number=True, summed=True),
    Heading("好事实事", number=True, summed=True),
)


def teams_workbook(teams: QuerySet[ServiceTeam]) -> IO[bytes]:
    """The teams with their totals since founding; people by number only. Columns can be imported again."""
    serving = Count("people", filter=Q(people__place=TeamPlace.SERVING))
    listed = teams.annotate(serving=serving).select_related("area__parent__parent", "leader").order_by("name", "pk")
    about = f"数据截至{plain(timezone.now())}；次数、时长只计已确认、填写了本队的服务"
    return write_workbook([Sheet("服务队", "志愿服务队一览表", about, HEADINGS, [_row(team) for team in listed])])


def _row(team: ServiceTeam) -> list[Any]:
    totals = team_totals(team)
    return [
        team.name,
        team.get_kind_display(),
        team.area.place_label,
        team.slogan,
        team.contact,
        team.founded_on,
        team.dissolved_on,
        team.leader.number if team.leader else "",
        team.serving,
        totals["services"],
        totals["hours"],
        totals["people_served"],
        totals["good_deeds"],
    ]


@dataclass
class TeamLine:
    """What one row asks for: the team it changes (None: a new one), the changed fields, people to take in."""

    team: ServiceTeam | None
    fields: dict[str, Any]
    new_people: list[int] = field(default_factory=list)


def plan_teams(request: Request) -> Plan:
    """Effects and errors of the rows; `work` is a list of TeamLine."""
    plan, work, seen = Plan(), [], set()
    # Of two with one name, the community's own.
    teams = ServiceTeam.objects.current().within(request.area).order_by("-area__level")
    known = {name_key(team.name): team for team in teams}
    members = _members(request)
    for entry in request.entries:
        name, before = entry.values["name"], len(plan.errors)
        if (over := entry.values["dissolved_on"]) and over <= timezone.localdate():  # of our own list
            plan.effects.append(Effect(entry.row, Action.SAME, "服务队", name))
            continue
        key = name_key(name)
        if key in seen:
            plan.refuse(entry.row, LABELS["name"], "表中有同名的服务队")
        seen.add(key)
        line = _line(entry, known.get(key), members, plan)
        if len(plan.errors) == before:
            work.append(line)
            plan.effects.append(_effect(entry.row, name, line))
    plan.work = work
    return plan


def write_teams(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Carry the rows out through the services."""
    for count, line in enumerate(plan.work, start=1):
        team = line.team
        if team is None:
            team = create_team(area=request.area, by=request.by, **line.fields)
        elif line.fields:
            update_team(team_id=team.pk, by=request.by, **line.fields)
        if line.new_people:
            add_to_team(team_id=team.pk, member_ids=line.new_people, by=request.by)
        progress(count)


def _members(request: Request) -> dict[int, Member]:
    """Members on the roll whom the uploader may see, by each number that finds them: of two that were merged by both."""
    wanted = {entry.values["leader"] for entry in request.entries} - {None}
    wanted |= {number for entry in request.entries for number in entry.values["people"]}
    on_roll = ReportIn.objects.belonging().values("member")
    return Member.objects.allowed(request.by, P.MEMBER_VIEW).filter(pk__in=on_roll).by_number(wanted)


def _line(entry: Entry, team: ServiceTeam | None, members: dict[int, Member], plan: Plan) -> TeamLine:
    values = entry.values
    wanted = {name: values[name] for name in ("name", "slogan", "contact", "founded_on") if values[name]}
    if values["kind"]:
        wanted["kind"] = KINDS.get(values["kind"])
        if wanted["kind"] is None:
            plan.refuse(entry.row, LABELS["kind"], f"没有这一类别，可选：{'、'.join(KINDS)}")
    leader = members.get(values["leader"])
    if values["leader"] and not (team and team.leader_id == (leader.pk if leader else values["leader"])):
        wanted["leader"] = leader
        if wanted["leader"] is None:
            plan.refuse(entry.row, LABELS["leader"], "没有这位在册党员，或不在您的管理范围")
    if missing := [number for number in values["people"] if number not in members]:
        plan.refuse(
            entry.row, "队员编号", f"没有这些在册党员，或不在您的管理范围：{'、'.join(f'{n:08d}' for n in missing)}"
        )
    _check(entry, wanted, team, plan)
    people = list(dict.fromkeys(members[number].pk for number in values["people"] if number in members))
    if team is None:
        return TeamLine(None, wanted, people)
    changed = {name: value for name, value in wanted.items() if not same_value(getattr(team, name), value)}
    inside = set(TeamMember.objects.serving().filter(team=team).values_list("member", flat=True))
    return TeamLine(team, changed, [pk for pk in people if pk not in inside])


def _check(entry: Entry, wanted: dict, team: ServiceTeam | None, plan: Plan) -> None:
    for name in ("kind", "founded_on"):
        if team is None and not entry.values[name]:
            plan.refuse(entry.row, LABELS[name], "新增必填")
    if wanted.get("founded_on") and wanted["founded_on"] > timezone.localdate():
        plan.refuse(entry.row, LABELS["founded_on"], "成立日期不能晚于今天")
    try:
        checked_contact(wanted.get("contact", ""))
    except RuleBroken as broken:
        plan.refuse(entry.row, LABELS["contact"], broken.message)


def _effect(row: int, name: str, line: TeamLine) -> Effect:
    old = {field: _shown(field, getattr(line.team, field)) if line.team else "" for field in line.fields}
    changes = tuple((LABELS[key], old[key], _shown(key, value)) for key, value in line.fields.items() if key != "name")
    if line.new_people:
        changes = (*changes, ("队员", "", "新增" + "、".join(f"{number:08d}" for number in line.new_people)))
    action = Action.ADD if line.team is None else Action.UPDATE if changes else Action.SAME
    return Effect(row, action, "服务队", name, changes)


def _shown(name: str, value) -> str:
    if name == "kind":
        return TeamKind(value).label
    return value.number if isinstance(value, Member) else plain(value)
