"""Service teams on the phone: those around the member, one in full, asking to come in, leaving, taking others in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from orgtree.acts import does, perform_one
from orgtree.errors import RuleBroken
from orgtree.looks.services.access import record_shown
from orgtree.text.namesakes import tell_apart
from orgtree.text.rules.numbers import year_in
from volunteers.members.pages.access import member_page
from volunteers.members.pages.refused import Refused
from volunteers.members.pages.telling import do_told
from volunteers.teams.choices import TeamPlace, TeamRole
from volunteers.teams.models import ServiceTeam, TeamMember
from volunteers.teams.services.team_places import team_places
from volunteers.teams.services.teams import ask_to_join, team_services, team_totals

PER_PAGE = 50
ROLE_ORDER = {TeamRole.LEADER: 0, TeamRole.DEPUTY: 1, TeamRole.MEMBER: 2}


@member_page
def teams(request):
    """The member's own teams, and others of the community and above."""
    around = (
        ServiceTeam.objects.around(request.member).current().select_related("area").order_by("-area__level", "name")
    )
    mine = {place.team_id: place for place in TeamMember.objects.mine(request.user).live().select_related("team")}
    listed = list(around)
    context = {
        "tab": "services",
        "own": [(team, mine[team.pk]) for team in listed if team.pk in mine],
        "others": [team for team in listed if team.pk not in mine],
    }
    return render(request, "volunteers/teams/teams.html", context)


def _team_or_404(request, pk: int) -> ServiceTeam:
    return get_object_or_404(ServiceTeam.objects.around(request.member).select_related("area", "leader"), pk=pk)


@member_page
def team(request, pk: int):
    """One team: its card, its people (names in full only for those inside), its totals, what the member can do."""
    return _shown(request, pk)


def _shown(request, pk: int, refused: Refused | None = None):
    """The page; with a reason that was refused, if there is one."""
    shown = _team_or_404(request, pk)
    places = list(shown.people.serving().select_related("member").order_by("since", "pk"))
    places.sort(key=lambda place: ROLE_ORDER[place.role])
    mine = TeamMember.objects.mine(request.user).live().filter(team=shown).first()
    leads = shown.in_being and shown.leader_id == request.member.pk
    asking, inside = list(shown.people.waiting().select_related("member")) if leads else [], is_inside(request, shown)
    named = [place for place in (*places, *asking) if inside and place.member_id != request.member.pk]
    tell_apart(place.member for place in named)
    record_shown(actor=request.user, rows=named, subject=f"服务队队员（编号{shown.pk}）", area=shown.area)
    context = {
        "tab": "services",
        "team": shown,
        "places": places,
        "mine": mine,
        "inside": inside,
        "asking": asking,
        "year": timezone.localdate().year,
        "totals": team_totals(shown, year=timezone.localdate().year),
        "all_totals": team_totals(shown),
    }
    context["refused"] = refused
    return render(request, "volunteers/teams/team.html", context, status=422 if refused else 200)


def is_inside(request, shown: ServiceTeam) -> bool:
    """Whether the member serves in the team, or leads it."""
    leads = shown.in_being and shown.leader_id == request.member.pk
    return leads or TeamMember.objects.mine(request.user).serving().filter(team=shown).exists()


@member_page
def served(request, pk: int):
    """The services behind the totals, without persons, of one year or of all: for those inside the team."""
    shown = _team_or_404(request, pk)
    if not is_inside(request, shown):
        raise Http404
    year = year_in(request.GET.get("year"), last=timezone.localdate().year)
    records = team_services(shown, year=year).select_related("kind").order_by("-served_on", "-pk")
    page = Paginator(records, PER_PAGE).get_page(request.GET.get("page"))
    context = {"tab": "services", "team": shown, "year": year, "page": page, "totals": team_totals(shown, year=year)}
    return render(request, "volunteers/teams/team_services.html", context)


@does(team_places, "ask")
@member_page
@require_POST
def join(request, pk: int):
    """Ask to come in."""
    shown = _team_or_404(request, pk)

    def ask() -> str:
        ask_to_join(team_id=shown.pk, member=request.member, by=request.user)
        return f"已申请加入{shown.name}，队长或社区接收后会在这里显示。"

    do_told(request, ask)
    return redirect("member-team", pk)


@does(team_places, "withdraw", "leave")
@member_page
@require_POST
def leave(request, pk: int):
    """Leave, or take back the request."""
    place = get_object_or_404(TeamMember.objects.mine(request.user).live().select_related("team"), team=pk)
    waiting = place.place == TeamPlace.ASKED

    def act() -> str:
        perform_one(team_places, "withdraw" if waiting else "leave", pk=place.pk, by=request.user)
        return "申请已撤回。" if waiting else f"您已离开{place.team.name}，服务时长和积分都会保留。"

    do_told(request, act)
    return redirect("member-teams")


@does(team_places, "accept", "refuse")
@member_page
@require_POST
def decide(request, pk: int, place_pk: int):
    """The leader takes a person in, or says why not."""
    place = get_object_or_404(TeamMember.objects.led_by(request.user), pk=place_pk, team=pk)
    reason = request.POST.get("reason", "")
    try:
        if request.POST.get("verb") == "accept":
            perform_one(team_places, "accept", pk=place.pk, by=request.user)
            messages.success(request, "已接收。")
        else:
            perform_one(team_places, "refuse", pk=place.pk, reason=reason, by=request.user)
            messages.success(request, "已回复不接收。")
    except RuleBroken as error:
        if error.field == "reason":
            return _shown(request, pk, Refused(place.pk, reason, error.message))
        messages.error(request, error.message)
    return redirect("member-team", pk)
