"""The desk of an emergency: the list, a new one, the head-counts, opening, extending, ending."""

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgtree.acts import does, perform_one
from orgtree.choices import Permission as P
from orgtree.models import Area
from orgtree.sheets.workbooks import plain
from orgtree.text.rules.numbers import row_id
from volunteers.emergencies.choices import CallUpState
from volunteers.emergencies.declared.counted_rows import opened_count
from volunteers.emergencies.forms import DraftForm, ExtendForm
from volunteers.emergencies.models.emergency import Emergency
from volunteers.emergencies.services.closing import closing_of
from volunteers.emergencies.services.counts import head_counts
from volunteers.emergencies.services.course import emergency_acts
from volunteers.emergencies.services.drafts import draft_emergency
from volunteers.emergencies.services.hours import confirm_hours, waiting_hours
from volunteers.emergencies.services.life import (
    areas_of,
    my_tops,
    oversees,
)
from volunteers.members.pages.telling import do_in, do_told
from volunteers.service.services.service_records import service_acts

PER_PAGE = 30
ROWS_PER_PAGE = 50


class Page(NamedTuple):
    name: str
    query: str = ""


# What a card of the desk leads to, by `?running=`.
OF_THE_RUNNING = {
    "1": Page("emergency"),
    "unanswered": Page("emergency-people", f"?state={CallUpState.INVITED}"),
}


@dataclass(frozen=True)
class Desk:
    """One emergency as its viewer may work on it: the area on view, where their pages begin, and what they may do."""

    emergency: Emergency
    area: Area
    tops: list[Area]
    runs: bool
    oversees: bool


def known_to(user):
    """Emergencies that touch the viewer's reach, whichever of the two permissions they hold."""
    rows = Emergency.objects.select_related("area", "opened_by")
    return rows.concerning(user, P.EMERGENCY_RUN) | rows.concerning(user, P.EMERGENCY_OPEN)


def _only_running(user) -> int | None:
    """The id of the emergency that runs for whoever runs emergencies, where there is no other."""
    running = list(Emergency.objects.open().concerning(user, P.EMERGENCY_RUN).values_list("pk", flat=True)[:2])
    return running[0] if len(running) == 1 else None


def desk_of(request, pk: int) -> Desk:
    """The emergency and the area asked for in `?area=`, or the first where the viewer may act; 404 beyond their reach."""
    user = request.user
    emergency = get_object_or_404(known_to(user), pk=pk)
    may_open = oversees(emergency, user)
    tops = {
        area.pk: area
        for permission in (P.EMERGENCY_RUN, P.EMERGENCY_OPEN)
        for area in my_tops(emergency, user, permission)
    }
    if may_open:
        tops = {emergency.area_id: emergency.area} | tops
    area = _asked_area(request, emergency, list(tops.values()))
    runs = user.holds_at(P.EMERGENCY_RUN, area)
    return Desk(emergency, area, list(tops.values()), runs, may_open)


def _asked_area(request, emergency: Emergency, tops: list[Area]) -> Area:
    asked = request.GET.get("area", "")
    if not asked:
        if not tops:
            raise Http404
        return tops[0]
    pk = row_id(asked)
    known = next((area for area in tops if area.pk == pk), None)
    if known:
        return known
    area = Area.objects.filter(areas_of(emergency), pk=pk).first()
    if area is None or not any(area.is_descendant_of(top) for top in tops):
        raise Http404
    return area


def working_desk(request, pk: int, permission: str = P.EMERGENCY_RUN) -> Desk:
    """`desk_of`, for pages that name people or plan: only where the viewer runs the emergency, and only while it is open."""
    desk = desk_of(request, pk)
    if not (desk.emergency.is_open and request.user.holds_at(permission, desk.area)):
        raise Http404
    return desk


@require_GET
@login_required
def emergencies(request):
    """Those that touch the viewer's reach, the open ones first.

    From a card of the desk, which says what of `?running=`, straight to the page of the one where only one runs.
    """
    if not (request.user.holds(P.EMERGENCY_RUN) or request.user.holds(P.EMERGENCY_OPEN)):
        raise Http404
    if (page := OF_THE_RUNNING.get(request.GET.get("running", ""))) and (one := _only_running(request.user)):
        return redirect(f"{reverse(page.name, args=[one])}{page.query}")
    rows = known_to(request.user).order_by(F("closed_at").desc(nulls_first=True), "-number")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "volunteers/emergencies/emergencies.html",
        {"page": page, "may_open": request.user.holds(P.EMERGENCY_OPEN)},
    )


@does(emergency_acts, "draft")
@login_required
@require_http_methods(["GET", "POST"])
def draft(request):
    """A new one, as a draft; it is opened from its own page."""
    if not request.user.holds(P.EMERGENCY_OPEN):
        raise Http404
    form = DraftForm(request.POST or None, user=request.user)
    if made := do_in(request, form, partial(draft_emergency, by=request.user), "已拟稿，请核对后启动。"):
        return redirect("emergency", made.pk)
    return render(
        request, "volunteers/emergencies/emergency_draft.html", {"form": form}, status=422 if form.errors else 200
    )


@login_required
@never_cache
@require_GET
def emergency(request, pk: int):
    """Head-counts of an area and what is below it; only the numbers when the page asks again by itself."""
    return _shown(request, desk_of(request, pk))


def _shown(request, desk: Desk, extend_form: ExtendForm | None = None):
    """The page; with an extension that was refused, if there is one."""
    total, below = head_counts(desk.emergency, desk.area)
    context = {
        "desk": desk,
        "tab": "counts",
        "total": total,
        "below": below,
        "path": _path(desk),
        "screen": request.GET.get("screen") == "1",
        "waiting": waiting_hours(desk.emergency, request.user).count() if desk.oversees else 0,
        "extend_form": (extend_form or ExtendForm()) if desk.oversees and desk.emergency.is_open else None,
    }
    part = (
        "volunteers/emergencies/parts/emergency_counts.html"
        if request.htmx
        else "volunteers/emergencies/emergency.html"
    )
    return render(request, part, context, status=422 if extend_form else 200)


@login_required
@never_cache
@require_GET
def counted(request, pk: int, what: str):
    """The rows behind one head-count of the area on view; persons only for whoever runs the emergency there, while it is open."""
    desk = desk_of(request, pk)
    found = opened_count(desk.emergency, desk.area, what, names=desk.runs)
    if found is None:
        raise Http404
    page = Paginator(found.queryset, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": desk,
        "found": found,
        "page": page,
        "path": _path(desk),
        "lines": [[(plain(column.value(row)), column) for column in found.columns] for row in page],
    }
    return render(request, "volunteers/emergencies/emergency_rows.html", context)


def _path(desk: Desk) -> list[Area]:
    """The areas from where the viewer's pages begin down to the one on view."""
    above = desk.area.get_ancestors(include_self=True)
    tops = {top.pk for top in desk.tops}
    path = list(above)
    first = next((at for at, area in enumerate(path) if area.pk in tops), len(path) - 1)
    return path[first:]


@does(service_acts, "confirm")
@does(emergency_acts, "drop", "open", "extend", "purge")
@login_required
@require_POST
def order(request, pk: int, verb: str):
    """Open a draft, drop it, extend, or confirm the hours that wait."""
    known = get_object_or_404(known_to(request.user), pk=pk)
    if verb == "extend":
        return _extended(request, pk)
    do_told(request, lambda: _ordered(request, known, verb))
    return redirect("emergencies") if not Emergency.objects.filter(pk=pk).exists() else redirect("emergency", pk)


def _ordered(request, known: Emergency, verb: str) -> str:
    """Do it, and say so; raises RuleBroken."""
    if verb == "confirm":
        return confirm_hours(emergency_id=known.pk, by=request.user).tell_result("确认")
    if verb in ("drop", "open", "purge", "close"):
        perform_one(emergency_acts, verb, pk=known.pk, by=request.user)
        return emergency_acts[verb].done
    raise Http404


def _extended(request, pk: int):
    """Extend it; a refusal comes back in the form, with what was typed."""
    form = ExtendForm(request.POST)
    if do_in(request, form, partial(perform_one, emergency_acts, "extend", pk=pk, by=request.user), "已延长。"):
        return redirect("emergency", pk)
    desk = desk_of(request, pk)
    if not (desk.oversees and desk.emergency.is_open):
        messages.error(request, "；".join(error for errors in form.errors.values() for error in errors))
        return redirect("emergency", pk)
    return _shown(request, desk, form)


@does(emergency_acts, "close")
@login_required
@require_http_methods(["GET", "POST"])
def close(request, pk: int):
    """What ending it would end and remove; POST does it."""
    known = get_object_or_404(known_to(request.user), pk=pk)
    if not oversees(known, request.user):
        raise Http404
    if request.method == "POST":
        do_told(request, lambda: _ordered(request, known, "close"))
    if request.method == "POST" or not known.is_open:
        return redirect("emergency", pk)
    runs = request.user.holds_at(P.EMERGENCY_RUN, known.area)
    context = {"emergency": known, "closing": closing_of(known), "runs": runs}
    return render(request, "volunteers/emergencies/emergency_close.html", context)
