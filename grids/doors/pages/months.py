"""12345月报: the hotline's year of an area, to be read and taken as a workbook, which is recorded."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from grids.doors.services.months import EARLIEST, HEADINGS, months_of, months_title, months_workbook, places_of_months
from orgtree.choices import Permission as P
from orgtree.looks.services.access import record_access
from orgtree.models import AccessLog, Area
from orgtree.web.downloads import workbook_reply


@login_required
@require_GET
def months(request):
    """The area that was asked for, or the highest of the viewer's; 404 for whoever sees no cases there."""
    rows = places_of_months(request.user)
    asked = request.GET.get("area", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        raise Http404
    area = get_object_or_404(rows, pk=asked) if asked else rows.order_by("level", "tree_id", "lft").first()
    if area is None:
        raise Http404
    year = _year(request.GET.get("year", ""))
    if request.GET.get("form") == "xlsx":
        return _workbook(request, area, year)
    context = {
        "area": area,
        "below": rows.filter(parent=area).order_by("lft"),
        "above": rows.filter(pk=area.parent_id).first(),
        "year": year,
        "earlier": year - 1 if year > EARLIEST else None,
        "later": year + 1 if year < timezone.localdate().year else None,
        "headings": HEADINGS,
        "lines": months_of(area, year, request.user),
        "title": months_title(area, year),
        "exports": request.user.holds_at(P.EXPORT, area),
    }
    return render(request, "grids/doors/months.html", context)


def _workbook(request, area: Area, year: int):
    if not request.user.holds_at(P.EXPORT, area):
        raise Http404
    title = months_title(area, year)
    record_access(actor=request.user, action=AccessLog.Action.EXPORT, subject=title, area=area, persons=())
    return workbook_reply(months_workbook(area, year, request.user), f"{title}.xlsx")


def _year(text: str) -> int:
    """The year that was asked for; this one for anything else."""
    this = timezone.localdate().year
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this
    return min(max(year, EARLIEST), this)
