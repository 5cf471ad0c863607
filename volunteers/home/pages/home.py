"""The first page of a member: what to do next, what waits, the year on one line, and the rest behind tabs."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, Subquery, Sum, Value
from django.shortcuts import render
from django.utils import timezone

from orgtree.declare import HomeSection, HomeTab, HomeTask, HomeTasks, registry
from orgtree.models import Notice
from volunteers.activities.models.activity import SignUp
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import BELONGING
from volunteers.members.pages.access import member_page
from volunteers.members.services.own_report_in import latest_report_in
from volunteers.points.services.points import entries_of_year
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
    first = _first_asked(request.member, year, seen)
    request.user.unread_notices = first.unread
    waiting = tasks_of(request.member, first.found)
    context = {
        "tab": "home",
        "year": year,
        "report_in": report_in,
        "may_serve": may_serve,
        "totals": first,
        "top": sections_of(request.member, HomeTab.TOP, first.found),
        "waiting": waiting[:WAITING],
        "more": waiting[WAITING:],
        "next": _next_session(request.member) if first.has_next and not waiting else None,
        "tabs": TABS if may_serve else {},
        "seen": seen,
        "sections": sections_of(request.member, seen, first.found),
    }
    if seen == HomeTab.MINE:
        context["services"] = ServiceRecord.objects.mine(request.user).select_related("kind")[:LAST_SERVICES]
    return render(request, "volunteers/home/home.html", context)


@dataclass(frozen=True)
class First:
    """What is asked ahead of all else: confirmed hours and points of the year, how many services wait and notices are unread, whether a
    session is to come, and the nouns of which there is something.
    """

    hours: Decimal | None
    points: Decimal | None
    waiting: int | None
    unread: int
    has_next: bool
    found: frozenset[HomeSection | HomeTasks]


def _first_asked(member, year: int, seen: HomeTab) -> First:
    """One statement; of the nouns those with `rows`, of sections those that may be on view."""
    shown = [one for one in registry.home_sections.values() if one.tab in (HomeTab.TOP, seen)]
    nouns = [one for one in (*registry.home_tasks.values(), *shown) if one.rows]
    own = ServiceRecord.objects.mine(member.user)
    row = Member.objects.filter(pk=member.pk).values(
        hours=_of(own.filter(state=ServiceState.CONFIRMED, served_on__year=year), Sum("hours")),
        points=_of(entries_of_year(member.user, year), Sum("credit__credited")),
        waiting=_of(own.filter(state=ServiceState.SUBMITTED), Count("pk")),
        unread=_of(Notice.objects.mine(member.user).unread(), Count("pk")),
        has_next=Exists(_to_come(member)),
        **{f"noun_{place}": Exists(one.rows(member)) for place, one in enumerate(nouns)},
    )
    told = row.get()
    found = frozenset(one for place, one in enumerate(nouns) if told.pop(f"noun_{place}"))
    return First(**told, found=found)


def _of(rows, number) -> Subquery:
    """One number of all the rows."""
    return Subquery(rows.order_by().annotate(all=Value(1)).values("all").annotate(number=number).values("number"))


def _tab_asked(request, may_serve: bool) -> HomeTab:
    """The tab of the address; activities where none is named, one's own report-in before it is accepted."""
    asked = request.GET.get("see", "")
    if not may_serve:
        return HomeTab.MINE
    return HomeTab(asked) if asked in TABS else HomeTab.NEAR


def sections_of(member, tab: HomeTab, found: Container[HomeSection | HomeTasks] | None = None) -> list[dict]:
    """[{"template", "section"}] of the nouns that have something to show this member behind the tab.

    `found` are the nouns with `rows` of which there are any; None: nothing was asked of them yet.
    """
    declared = sorted(registry.home_sections.values(), key=lambda section: section.position)
    shown = (one.section(member) for one in declared if one.tab == tab and _may_show(one, found))
    return [{"template": template, "section": context} for template, context in filter(None, shown)]


def tasks_of(member, found: Container[HomeSection | HomeTasks] | None = None) -> list[HomeTask]:
    """What waits for the member: first what cannot wait, then by the last day. `found` as in `sections_of`."""
    nouns = [noun for noun in registry.home_tasks.values() if _may_show(noun, found)]
    return sorted((task for noun in nouns for task in noun.tasks(member)), key=lambda task: task.due or date.min)


def _may_show(noun: HomeSection | HomeTasks, found: Container[HomeSection | HomeTasks] | None) -> bool:
    return noun.rows is None or found is None or noun in found


def _to_come(member):
    """The places that the member holds in sessions to come."""
    held = SignUp.objects.filter(member=member).taking().filter(session__ends_at__gt=timezone.now())
    return held.filter(session__cancelled_at__isnull=True)


def _next_session(member) -> SignUp | None:
    """The place that the member holds in the next session to come."""
    return _to_come(member).select_related("session__activity").order_by("session__starts_at").first()
