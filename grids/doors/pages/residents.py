"""The page of a community for residents, behind the code at its door: everything that needs no account, in one place.

What stands on it each app declares (`registry.add_doors`). It sets no cookie, runs no script and counts nobody.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from orgtree.declare import registry
from orgtree.files.pdf import qr_reply
from orgtree.models import Area
from volunteers.members.pages.picker import open_communities, pick_community


def community_or_404(code: str) -> Area:
    """The community or village of this code that stands today."""
    area = open_communities().filter(code=code).first()
    if area is None:
        raise Http404
    return area


@require_GET
def find(request):
    """Which community: by its name or down the tree; a community of the address leads to its page."""
    picker = pick_community(request.GET)
    if picker.chosen:
        return redirect("community", picker.chosen.code)
    return render(request, "grids/doors/find_community.html", {"picker": picker})


@require_GET
def community(request, code: str):
    """What residents can do here today, by noun; nouns that have nothing here are left out."""
    area = community_or_404(code)
    parts = sorted(registry.doors.values(), key=lambda part: part.position)
    shown = [(part, lines) for part in parts if (lines := list(part.lines(area)))]
    context = {"area": area, "parts": shown, "address": _address(request, area)}
    return render(request, "grids/doors/community.html", context)


@require_GET
def community_qr(request, code: str):
    """The page's address as a code."""
    return qr_reply(_address(request, community_or_404(code)))


@require_GET
def community_sign(request, code: str):
    """The sign to print and hang at the door."""
    return render(request, "grids/doors/community_sign.html", {"area": community_or_404(code)})


def _address(request, area: Area) -> str:
    return request.build_absolute_uri(reverse("community", args=[area.code]))
