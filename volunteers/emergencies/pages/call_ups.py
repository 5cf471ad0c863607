"""A member's own call-ups and shifts: answer in one tap, join a shift, see where to be."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from orgtree.acts import does
from orgtree.errors import RuleBroken
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.shift import ShiftPlace
from volunteers.emergencies.services.answers import answer_call_up, call_up_acts
from volunteers.emergencies.services.shifts import join_shift, leave_shift, shift_acts, shifts_to_join
from volunteers.members.pages.access import member_page
from volunteers.members.pages.refused import Refused
from volunteers.members.pages.telling import do_told

MOST_SHIFTS = 20


@member_page
def call_ups(request):
    """What the member is called up for, and where they are needed."""
    return _shown(request)


def _shown(request, refused: Refused | None = None):
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
        "shifts": shifts_to_join(request.member)[:MOST_SHIFTS],
    }
    context["refused"] = refused
    return render(request, "volunteers/emergencies/call_ups.html", context, status=422 if refused else 200)


@does(call_up_acts, "answer")
@member_page
@require_POST
def answer(request, pk: int):
    """Yes or no to an invitation; the same tap twice changes nothing."""
    accept, reason = request.POST.get("answer") == "accept", request.POST.get("reason", "")
    try:
        answer_call_up(call_up_id=pk, accept=accept, reason=reason, by=request.user)
        said = (
            "感谢！已记录您能参加，请留意班次安排。" if accept else "已记录您不能参加，没有任何影响；情况有变可以再改。"
        )
        messages.success(request, said)
    except RuleBroken as error:
        if error.field == "reason":
            return _shown(request, Refused(pk, reason, error.message))
        messages.error(request, error.message)
    return redirect("member-call-ups")


@does(shift_acts, "join", "leave")
@member_page
@require_POST
def join(request, pk: int):
    """Take a place on a shift, or give it up."""

    def act() -> str:
        if request.POST.get("act") == "leave":
            leave_shift(shift_id=pk, member_id=request.member.pk, by=request.user)
            return "已退出这一班。"
        join_shift(shift_id=pk, by=request.user)
        return "已排入这一班，请按时到岗。"

    do_told(request, act)
    return redirect("member-call-ups")
