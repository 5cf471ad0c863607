"""A member's own call-ups and shifts: answer in one tap, join a shift, see where to be."""

from django.contrib import messages
from django.db.models import Count, F, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from orgtree.errors import RuleBroken
from orgtree.models.scope import inside
from orgtree.rules.tree import RESIDENT_COMMITTEE_KINDS
from volunteers.models import CallUp, Shift, ShiftPlace
from volunteers.services.emergencies.answers import answer_call_up
from volunteers.services.emergencies.shifts import HOLDING, join_shift, leave_shift
from volunteers.views.access import member_page

MOST_SHIFTS = 20


@member_page
def call_ups(request):
    """The invitations of emergencies that are open, the member's shifts, and shifts near them that still need people."""
    mine = list(CallUp.objects.mine(request.user).select_related("emergency").order_by("-pk"))
    places = (
        ShiftPlace.objects.mine(request.user)
        .filter(shift__emergency__state="open")
        .select_related("shift__area__parent__parent")
    )
    context = {
        "tab": "home",
        "call_ups": mine,
        "places": places.order_by("starts_at"),
        "shifts": _open_shifts(request, mine),
    }
    return render(request, "volunteers/call_ups.html", context)


def _open_shifts(request, mine: list[CallUp]):
    """Shifts to come with room left, of emergencies that the member said yes to, in their community or the areas above it."""
    willing = [call_up.emergency_id for call_up in mine if call_up.state == "accepted"]
    if not willing:
        return []
    above = list(request.member.area.get_ancestors(include_self=True))
    home = next((area for area in above if area.kind in RESIDENT_COMMITTEE_KINDS), request.member.area)
    near = Q(area__in=above) | inside(home, "area")
    rows = Shift.objects.standing().filter(near, emergency__in=willing, ends_at__gt=timezone.now())
    rows = rows.exclude(places__member=request.member).select_related("area__parent__parent")
    taken = Count("places", filter=Q(places__state__in=HOLDING))
    return rows.annotate(left=F("needed") - taken).filter(left__gt=0).order_by("starts_at")[:MOST_SHIFTS]


@member_page
@require_POST
def answer(request, pk: int):
    """Yes or no to an invitation; the same tap twice changes nothing."""
    accept = request.POST.get("answer") == "accept"
    try:
        answer_call_up(call_up_id=pk, accept=accept, reason=request.POST.get("reason", ""), by=request.user)
        said = (
            "感谢！已记录您能参加，请留意班次安排。" if accept else "已记录您不能参加，没有任何影响；情况有变可以再改。"
        )
        messages.success(request, said)
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("member-call-ups")


@member_page
@require_POST
def join(request, pk: int):
    """Take a place on a shift, or give it up."""
    try:
        if request.POST.get("act") == "leave":
            leave_shift(shift_id=pk, member_id=request.member.pk, by=request.user)
            messages.success(request, "已退出这一班。")
        else:
            join_shift(shift_id=pk, by=request.user)
            messages.success(request, "已排入这一班，请按时到岗。")
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("member-call-ups")
