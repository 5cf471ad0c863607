"""Counts of cases for everybody, without an account: streets that have any, a street's months, the same as JSON and CSV."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from grids.opened.choices import OpenTable
from grids.opened.models import OpenMonth
from grids.opened.services.files import ABOUT, as_csv, as_json
from orgtree.models import Area

SHOWN = 36  # months of a street on a page or in a file
an_hour = cache_control(public=True, max_age=3600)


@require_safe
@an_hour
def streets(request):
    """Those of which something is published, by the district that they lie in."""
    found = Area.objects.filter(pk__in=OpenMonth.objects.order_by().values("area")).select_related("parent")
    context = {"streets": found.order_by("tree_id", "lft"), "about": ABOUT}
    return render(request, "grids/opened/streets.html", context)


@require_safe
@an_hour
def street(request, code: str):
    """A month of a street, the newest unless another is asked for, beside the sums of all."""
    rows = _rows_or_404(code)
    row = next((one for one in rows if f"{one.month:%Y-%m}" == request.GET.get("month")), rows[0])
    tables = [(table.label, row.tables.get(table, [])) for table in OpenTable]
    context = {"area": row.area, "rows": rows, "row": row, "tables": tables, "about": ABOUT}
    return render(request, "grids/opened/street.html", context)


@require_safe
@an_hour
def street_file(request, code: str, form: str):
    """All its months for programs."""
    rows = _rows_or_404(code)
    if form == "json":
        return JsonResponse(as_json(rows), json_dumps_params={"ensure_ascii": False})
    if form != "csv":
        raise Http404
    name = content_disposition_header(as_attachment=True, filename=f"{rows[0].area.name}网格事项.csv")
    return HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


def _rows_or_404(code: str) -> list[OpenMonth]:
    rows = list(OpenMonth.objects.filter(area__code=code).select_related("area__parent")[:SHOWN])
    if not rows:
        raise Http404
    return rows
