"""A form filled for any area and period, on the page and in the office's own layout."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgtree.boards.pages.board import asked, frame
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.oneform.models import AskedForm, FormReturn
from orgtree.oneform.services.burden import HEADINGS as OF_BURDEN
from orgtree.oneform.services.burden import asked_in, burden_of, burden_sheet
from orgtree.oneform.services.cells import Filled
from orgtree.oneform.services.filling import fill_form, reported_or_filled
from orgtree.oneform.services.layouts import headings_with_spans
from orgtree.oneform.services.progress import HEADINGS, Progress, progress_of, progress_sheets
from orgtree.oneform.services.sheets import form_workbook
from orgtree.sheets.workbooks import write_workbook
from orgtree.tree.models import Area
from orgtree.web.downloads import workbook_reply


@require_GET
@login_required
def filled(request, pk: int, area_id: int):
    """The form of the area and period that the address names; 404 for an area of another part of the tree."""
    filled = _filled(request, pk, area_id)
    context = frame(request, filled.area, filled.period) | {
        "filled": filled,
        "headings": headings_with_spans(filled.layout),
        "may_export": request.user.holds_at(P.EXPORT, filled.area),
    }
    return render(request, "orgtree/oneform/filled.html", context)


@require_GET
@login_required
def filled_sheet(request, pk: int, area_id: int):
    return _sheet(_filled(request, pk, area_id, P.EXPORT))


@require_GET
@login_required
def return_sheet(request, pk: int):
    """What is reported, as it was reported."""
    rows = FormReturn.objects.allowed(request.user, P.EXPORT).select_related("form__area", "area")
    return _sheet(reported_or_filled(get_object_or_404(rows, pk=pk), viewer=request.user))


@require_GET
@login_required
def progress_home(request):
    """The progress of the viewer's own area; 404 for who has none."""
    seats = [post.area_id for post in request.user.live_posts if post.area_id]
    area = Area.objects.allowed(request.user, P.BOARD_VIEW).filter(pk__in=seats).order_by("level", "code").first()
    if area is None:
        raise Http404
    return redirect("form-progress", area.pk)


@require_GET
@login_required
def progress(request, area_id: int):
    """Who has reported what of the period, and who is missing; without a period that of the last month."""
    shown = _progress(request, area_id)
    context = frame(request, shown.area, shown.period) | {
        "progress": shown,
        "burden": burden_of(shown.area, timezone.localdate()),
        "headings": HEADINGS,
        "burden_headings": OF_BURDEN,
        "may_export": request.user.holds_at(P.EXPORT, shown.area),
    }
    return render(request, "orgtree/oneform/progress.html", context)


@require_GET
@login_required
def burden(request, area_id: int):
    """What the burden of a month is made of: each form, meeting and paper of the area's communities."""
    area, period = asked(request, area_id)
    period = Period.holding("M", period.start)
    context = frame(request, area, period) | {"asked": asked_in(area, period), "headings": OF_BURDEN}
    return render(request, "orgtree/oneform/burden.html", context)


@require_GET
@login_required
def progress_sheet(request, area_id: int):
    shown = _progress(request, area_id, P.EXPORT)
    burden = burden_of(shown.area, timezone.localdate())
    file = write_workbook([*progress_sheets(shown), burden_sheet(shown.area, burden)])
    return workbook_reply(file, f"{shown.area.name}报表上报进度_{shown.period.slug}.xlsx")


def _progress(request, area_id: int, *more: str) -> Progress:
    area, period = asked(request, area_id, *more)
    return progress_of(area, period if "period" in request.GET else period.previous)


def _filled(request, pk: int, area_id: int, *more: str) -> Filled:
    area, period = asked(request, area_id, *more)
    form = get_object_or_404(AskedForm.objects.allowed(request.user, P.BOARD_VIEW).select_related("area"), pk=pk)
    if not area.is_descendant_of(form.area, include_self=True):
        raise Http404
    if "period" not in request.GET:
        period = type(period).holding(form.period_kind, period.start)
    return fill_form(form, area, period, viewer=request.user)


def _sheet(filled: Filled):
    return workbook_reply(form_workbook(filled), f"{filled.form.title}_{filled.area.name}_{filled.period.slug}.xlsx")
