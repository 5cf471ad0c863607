"""The first page of a member: what to do next, what waits, the year on one line, and the rest behind tabs."""

from datetime import date

from django.db.models import Count, Q, Sum
from django.shortcuts import render
from django.utils import timezone

from orgtree.declare import HomeTab, HomeTask, registry
from volunteers.activities.models.activity import SignUp
from volunteers.members.models.report_in import BELONGING
from volunteers.members.pages.access import member_page
from volunteers.members.services.own_report_in import latest_report_in
from volunteers.points.services.points import points_of_year
from volunteers.service.choices import ServiceState
from volunteers.service.models.service import ServiceRecord

LAST_SERVICES = 3
WAITING = 3  # shown at once; the rest is unfolded
TABS = {HomeTab.NEAR: "近期活动", HomeTab.GIVE: "岗位心愿", HomeTab.MINE: "我的报到"}


@member_page
def home(request):
    """What is asked of the noun behind a tab is asked when the tab is open (`see`). Who is not accepted yet has their report-in alone."""
    year = timezone.localdate().year
    report_in = request.member.hold_spell(latest_report_in(request.user))
    may_serve = report_in is not None and report_in.state in BELONGING
    seen = _tab_asked(request, may_serve)
    waiting = tasks_of(request.member)
    context = {
        "tab": "home",
        "year": year,
        "report_in": report_in,
        "may_serve": may_serve,
        "totals": _service_totals(request.user, year),
        "points": points_of_year(request.user, year),
        "top": sections_of(request.member, HomeTab.TOP),
        "waiting": waiting[:WAITING],
        "more": waiting[WAITING:],
        "next": None if waiting else _next_session(request.member),
        "tabs": TABS if may_serve else {},
        "seen": seen,
        "sections": sections_of(request.member, seen),
    }
    if seen == HomeTab.MINE:
        context["services"] = ServiceRecord.objects.mine(request.user).select_related("kind")[:LAST_SERVICES]
    return render(request, "volunteers/home/home.html", context)


def _tab_asked(request, may_serve: bool) -> HomeTab:
    """The tab of the address; activities where none is named, one's own report-in before it is accepted."""
    asked = request.GET.get("see", "")
    if not may_serve:
        return HomeTab.MINE
    return HomeTab(asked) if asked in TABS else HomeTab.NEAR


def sections_of(member, tab: HomeTab) -> list[dict]:
    """[{"template", "section"}] of the nouns that have something to show this member behind the tab."""
    declared = sorted(registry.home_sections.values(), key=lambda section: section.position)
    shown = (section.section(member) for section in declared if section.tab == tab)
    return [{"template": template, "section": context} for template, context in filter(None, shown)]


def tasks_of(member) -> list[HomeTask]:
    """What waits for the member: first what cannot wait, then by the last day."""
    found = [task for noun in registry.home_tasks.values() for task in noun.tasks(member)]
    return sorted(found, key=lambda task: task.due or date.min)


def _next_session(member) -> SignUp | None:
    """The place that the member holds in the next session to come."""
    held = SignUp.objects.filter(member=member).taking().filter(session__ends_at__gt=timezone.now())
    held = held.filter(session__cancelled_at__isnull=True)
    return held.select_related("session__activity").order_by("session__starts_at").first()


def _service_totals(user, year: int) -> dict:
    """Confirmed hours of the year, and how many records wait, of any year."""
    confirmed = Q(state=ServiceState.CONFIRMED, served_on__year=year)
    return ServiceRecord.objects.mine(user).aggregate(
        hours=Sum("hours", filter=confirmed),
        waiting=Count("pk", filter=Q(state=ServiceState.SUBMITTED)),
    )
