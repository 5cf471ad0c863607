"""Shifts of an emergency on the desk: plan them, put people on them, call the roll."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from orgtree.acts import does, perform_one
from orgtree.choices import Permission as P
from orgtree.looks.services.access import record_rows
from orgtree.models import AccessLog
from orgtree.text.namesakes import tell_apart
from orgtree.text.rules.numbers import row_ids
from volunteers.emergencies.choices import CallUpState
from volunteers.emergencies.forms import ShiftForm
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.shift import Shift
from volunteers.emergencies.pages.emergencies import working_desk
from volunteers.emergencies.services.counts import shifts_with_places
from volunteers.emergencies.services.hours import settle
from volunteers.emergencies.services.shifts import ROLL_OPENS, assign, leave_shift, plan_shift, roll, shift_acts
from volunteers.members.pages.telling import do_in, do_told

MOST_CANDIDATES = 200


@does(shift_acts, "plan")
@login_required
@require_http_methods(["GET", "POST"])
def shifts(request, pk: int):
    """The shifts within reach, and a form for the next."""
    desk = working_desk(request, pk)
    form = ShiftForm(request.POST or None, emergency=desk.emergency, user=request.user)
    plan = partial(plan_shift, emergency_id=pk, by=request.user)
    if made := do_in(request, form, plan, "班次已安排，请选人。"):
        return redirect("emergency-shift", made.pk)
    context = {
        "desk": desk,
        "tab": "shifts",
        "form": form,
        "shifts": shifts_with_places(desk.emergency, request.user, P.EMERGENCY_RUN),
    }
    return render(request, "volunteers/emergencies/emergency_shifts.html", context, status=422 if form.errors else 200)


@does(shift_acts, "assign", "roll", "cancel", "let_go")
@login_required
@require_http_methods(["GET", "POST"])
def shift(request, pk: int):
    """One shift: who is on it, who could be, the roll."""
    reach = Shift.objects.standing().allowed(request.user, P.EMERGENCY_RUN).filter(emergency__state="open")
    found = get_object_or_404(reach.select_related("emergency", "area__parent__parent"), pk=pk)
    if request.method == "POST":
        do_told(request, lambda: _act(request, found))
        return (
            redirect("emergency-shift", pk)
            if reach.filter(pk=pk).exists()
            else redirect("emergency-shifts", found.emergency_id)
        )
    return render(request, "volunteers/emergencies/emergency_shift.html", _context(request, found))


def _act(request, found: Shift) -> str:
    """Do what was asked, and say so; raises RuleBroken."""
    act = request.POST.get("act")
    ids = row_ids(request.POST.getlist("ids"))
    if act == "assign":
        return assign(shift_id=found.pk, member_ids=ids, by=request.user).tell_result("安排")
    if act == "roll":
        roll(shift_id=found.pk, present=ids, by=request.user)
        made = settle(shift_ids=[found.pk])
        return f"已点名，记入{made}条服务记录，等待街道确认。" if made else "已点名；这一班结束后自动记入服务时长。"
    if act == "cancel":
        perform_one(shift_acts, "cancel", pk=found.pk, by=request.user)
        return shift_acts["cancel"].done
    if act == "leave" and ids:
        leave_shift(shift_id=found.pk, member_id=ids[0], by=request.user)
        return "已从这一班移出。"
    raise Http404


def _context(request, found: Shift) -> dict:
    places = list(found.places.select_related("member", "record").order_by("member__name", "pk"))
    willing = CallUp.objects.listed(request.user, P.EMERGENCY_RUN).filter(
        emergency=found.emergency, state=CallUpState.ACCEPTED
    )
    candidates = willing.exclude(member__in=[place.member_id for place in places])
    candidates = list(candidates.select_related("member", "area__parent__parent")[:MOST_CANDIDATES])
    subject, rows = f"应急班次名单（{found.emergency.number}）", [*places, *candidates]
    record_rows(request.user, rows, action=AccessLog.Action.VIEW, subject=subject, area=found.area)
    tell_apart(row.member for row in rows)
    return {
        "shift": found,
        "places": places,
        "left": found.needed - sum(place.state != "absent" for place in places),
        "may_roll": found.starts_at - ROLL_OPENS <= timezone.now(),
        "candidates": candidates,
    }
