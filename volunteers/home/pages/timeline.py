"""The timeline of outcomes of a community, for those who belong to it or work there."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.models import Area
from volunteers.home.services.timeline import (
    communities_to_show,
    community_in_sight,
    months_of,
)
from volunteers.members.pages.access import member_page

PER_PAGE = 50


@member_page
def own(request):
    """To the timeline of the member's own community."""
    report_in = request.member.report_ins.belonging().first()
    return redirect("timeline", report_in.community_id) if report_in else redirect("member-home")


@login_required
def timelines(request):
    """From the desk: the communities to choose from, or straight to the only one."""
    if not request.user.holds(P.AREA_VIEW):
        raise Http404
    query = request.GET.get("q", "")
    page = Paginator(communities_to_show(request.user, text=query), PER_PAGE).get_page(request.GET.get("page"))
    if page.paginator.count == 1 and not query:
        return redirect("timeline", page[0].pk)
    return render(request, "volunteers/home/timelines.html", {"tab": "activities", "page": page, "query": query})


@login_required
def timeline(request, area_id: int):
    """Month by month, without names."""
    community = _community_or_404(request, area_id)
    months = months_of(community, today=timezone.localdate())
    chooses = request.user.is_staff and communities_to_show(request.user, text="").count() > 1
    context = {
        "tab": "services",
        "community": community,
        "months": months,
        "chooses": chooses,
        "sees_services": request.user.is_staff and request.user.holds_at(P.SERVICE_VIEW, community),
    }
    return render(request, "volunteers/home/timeline.html", context)


def _community_or_404(request, area_id: int) -> Area:
    community = community_in_sight(area_id, request.user)
    if community is None:
        raise Http404
    return community
