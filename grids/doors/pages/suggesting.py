"""投诉建议: the way to say a word about the community's work or about this platform, from every page; it is a case like others."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from grids.doors.services import telling
from orgtree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from volunteers.members.models.member import Member
from volunteers.members.pages.picker import Picker, pick_community


@require_GET
def suggest(request):
    """Which community it is about, then what kind of word; whoever is signed in begins with their own community."""
    picker = pick_community(request.GET)
    own = None if request.GET.keys() & {"community", "q", "in"} else _own_community(request.user)
    if own:
        picker = Picker(chosen=own)
    offered = telling.suggestions_offered(picker.chosen) if picker.chosen else []
    return render(
        request, "grids/doors/suggest.html", {"picker": picker, "community": picker.chosen, "offered": offered}
    )


def _own_community(user) -> Area | None:
    """Where a member reports in, else where the first of the person's posts in a community sits; None for others."""
    if not user.is_authenticated:
        return None
    member = Member.objects.mine(user).first()
    spell = member.live_spell() if member else None
    if spell:
        return spell.community
    seats = (post.area for post in user.live_posts if post.area_id)
    return next((area for area in seats if area.kind in RESIDENT_COMMITTEE_KINDS), None)
