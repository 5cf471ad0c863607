"""The first page of a member: where they stand, and the way to log a service."""

from django.db.models import Count, Q, Sum
from django.shortcuts import render
from django.utils import timezone

from orgtree.declare import registry
from volunteers.members.models.report_in import BELONGING
from volunteers.members.pages.access import member_page
from volunteers.members.services.own_report_in import latest_report_in
from volunteers.points.services.points import points_of_year
from volunteers.service.choices import ServiceState
from volunteers.service.models.service import ServiceRecord

LAST_SERVICES = 3


@member_page
def home(request):
    """State of the report-in, this year in numbers, the last services."""
    year = timezone.localdate().year
    report_in = request.member.hold_spell(latest_report_in(request.user))
    context = {
        "tab": "home",
        "year": year,
        "report_in": report_in,
        "may_serve": report_in is not None and report_in.state in BELONGING,
        "totals": _service_totals(request.user, year),
        "points": points_of_year(request.user, year),
        "sections": sections_of(request.member),
        "services": ServiceRecord.objects.mine(request.user).select_related("kind")[:LAST_SERVICES],
    }
    return render(request, "volunteers/home/home.html", context)


def sections_of(member) -> list[dict]:
    """[{"template", "section"}] of the nouns that have something to show this member."""
    declared = sorted(registry.home_sections.values(), key=lambda section: section.position)
    shown = (section.section(member) for section in declared)
    return [{"template": template, "section": context} for template, context in filter(None, shown)]


def _service_totals(user, year: int) -> dict:
    """Confirmed hours of the year, and how many records wait or came back, of any year."""
    confirmed = Q(state=ServiceState.CONFIRMED, served_on__year=year)
    return ServiceRecord.objects.mine(user).aggregate(
        hours=Sum("hours", filter=confirmed),
        waiting=Count("pk", filter=Q(state=ServiceState.SUBMITTED)),
        rejected=Count("pk", filter=Q(state=ServiceState.REJECTED)),
    )
