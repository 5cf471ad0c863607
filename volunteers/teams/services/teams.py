"""Service teams (志愿服务队): founded and changed by the desk; people ask to come in. What ends them is in `team_acts`."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from orgtree.acts import follow, note_first
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.teams.choices import TeamPlace, TeamRole
from volunteers.teams.models import ServiceTeam, TeamMember
from volunteers.teams.rules import checked_contact
from volunteers.teams.services import team_notices
from volunteers.teams.services.team_acts import service_teams
from volunteers.teams.services.team_places import team_places

EDITABLE = ("name", "kind", "slogan", "contact", "founded_on", "leader")
RECENT_DAYS = 31  # who left lately may still write down what was done with the team


# --- The team -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_team(*, area: Area, by, **fields) -> ServiceTeam:
    """The new team with its leader in it; `fields` are of EDITABLE. Raises RuleBroken at the wrong field."""
    if not Area.objects.allowed(by, P.ACTIVITY_MANAGE).current().filter(pk=area.pk).exists():
        raise not_found("区域", field="area")
    team = _save(ServiceTeam(area=area), fields, by)
    note_first(service_teams, "found", team, by=by)
    return team


@transaction.atomic
def update_team(*, team_id: int, by, **fields) -> ServiceTeam:
    """The changed team; what is not named stays. Raises RuleBroken at the wrong field."""
    return _save(_locked(team_id, by), fields, by)


def _save(team: ServiceTeam, fields: dict, by) -> ServiceTeam:
    if unknown := fields.keys() - set(EDITABLE):
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    before = team.leader_id
    for name, value in fields.items():
        setattr(team, name, value)
    team.name, team.slogan, team.contact = team.name.strip(), team.slogan.strip(), checked_contact(team.contact)
    if team.founded_on and team.founded_on > timezone.localdate():
        raise RuleBroken("founded_later", "成立日期不能晚于今天", field="founded_on")
    if team.leader and team.leader_id != before:
        _check_leader(team.leader, by)
    check_valid(team)
    with constraints_as_rules():
        team.save()
    if team.leader_id != before:
        _seat_leader(team, by)
    return team


def _check_leader(leader: Member, by) -> None:
    if not Member.objects.allowed(by, P.MEMBER_VIEW).filter(pk=leader.pk).exists():
        raise not_found("队长", field="leader")
    if not ReportIn.objects.belonging().filter(member=leader).exists():
        raise RuleBroken("leader_off_roll", "队长应为在册的报到党员", field="leader")


def _seat_leader(team: ServiceTeam, by) -> None:
    """The leader is of the team; whoever led it before stays as an ordinary member."""
    team.people.filter(role=TeamRole.LEADER).exclude(member=team.leader_id).update(role=TeamRole.MEMBER)
    if team.leader_id:
        _take_in(team, [team.leader_id], by)
        team.people.serving().filter(member=team.leader_id).update(role=TeamRole.LEADER)


def _locked(team_id: int, by) -> ServiceTeam:
    """The team, locked, in being and in reach; raises RuleBroken."""
    reach = ServiceTeam.objects.allowed(by, P.ACTIVITY_MANAGE).filter(pk=team_id)
    team = ServiceTeam.objects.select_for_update(no_key=True).filter(pk__in=reach.values("pk")).first()
    if team is None:
        raise not_found("服务队")
    if not team.in_being:
        raise RuleBroken("team_dissolved", "服务队已解散", conflict=True)
    return team


# --- Its people ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_to_join(*, team_id: int, member: Member, by) -> TeamMember:
    """The member's own request, waiting for the leader or the desk. Raises RuleBroken."""
    if member.user_id != by.pk:
        raise not_found("党员")
    team = ServiceTeam.objects.around(member).current().filter(pk=team_id).first()
    if team is None:
        raise not_found("服务队")
    if not ReportIn.objects.belonging().filter(member=member).exists():
        raise RuleBroken("not_accepted", "报到经社区接收后，才能加入服务队")
    place = TeamMember(team=team, member=member, asked_at=timezone.now())
    with constraints_as_rules():
        place.save()
    note_first(team_places, "ask", place, by=by)
    team_notices.tell_asked(place)
    return place


@transaction.atomic
def add_to_team(*, team_id: int, member_ids: Iterable[int], by) -> int:
    """Take members in who agreed on paper or face to face; how many were not in the team before. Raises RuleBroken."""
    team, wanted = _locked(team_id, by), set(member_ids)
    reach = Member.objects.allowed(by, P.MEMBER_VIEW).filter(pk__in=wanted)
    on_roll = set(ReportIn.objects.belonging().filter(member__in=reach).values_list("member", flat=True))
    if missing := wanted - on_roll:
        raise RuleBroken("not_on_roll", f"有{len(missing)}人不是您管理范围内在册的报到党员", field="member")
    return _take_in(team, sorted(wanted), by)


def _take_in(team: ServiceTeam, member_ids: Sequence[int], by) -> int:
    today, now = timezone.localdate(), timezone.now()
    of_them = team.people.filter(member__in=member_ids).select_related("member", "team").order_by("pk")
    asked = follow(team_places, "accept", of_them.waiting().select_for_update(of=("self",), no_key=True), by=by)
    inside = set(of_them.serving().values_list("member", flat=True))
    taken = {"place": TeamPlace.SERVING, "since": today, "asked_at": now, "decided_by": by, "decided_at": now}
    new = [TeamMember(team=team, member_id=pk, **taken) for pk in member_ids if pk not in inside]
    with constraints_as_rules():
        TeamMember.objects.bulk_create(new)
    note_first(team_places, "enter", *new, by=by)
    return asked + len(new)


# --- Reading ------------------------------------------------------------------------------------------------------------


def teams_to_serve_with(member: Member) -> QuerySet[ServiceTeam]:
    """The teams that a service of the member can be for: those of today and of the last weeks."""
    since = timezone.localdate() - timedelta(days=RECENT_DAYS)
    places = TeamMember.objects.filter(Q(until__isnull=True) | Q(until__gte=since), member=member, since__isnull=False)
    return ServiceTeam.objects.filter(pk__in=places.values("team")).order_by("name")


def team_services(team: ServiceTeam, *, year: int | None = None) -> QuerySet:
    """The confirmed services done for the team, the newest first: the rows of its totals."""
    done = team.services.confirmed()
    return done.filter(served_on__year=year) if year else done


def team_totals(team: ServiceTeam, *, year: int | None = None) -> dict:
    """{"hours", "services", "people_served", "good_deeds", "members"} of confirmed services done for the team."""
    return team_services(team, year=year).aggregate(
        hours=Sum("hours", default=0),
        services=Count("pk"),
        people_served=Sum("people_served", default=0),
        good_deeds=Sum("good_deeds", default=0),
        members=Count("member", distinct=True),
    )
