"""Numbers of an area and of those below it that are hardly so, each with its rows and the way to mark it 待核实."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from orgtree.boards.pages.board import asked, frame
from orgtree.boards.services.boards import children_in, fill_of, window_of
from orgtree.database.replica import from_copy
from orgtree.doubts.services import marks_of
from orgtree.figures.services.plausibility import outliers_of


@require_GET
@login_required
def show(request, area_id: int):
    area, period = asked(request, area_id)
    fill = fill_of(period)

    def read():
        areas = [area, *children_in(area, window_of(period, fill))]
        return outliers_of(areas, period), marks_of([period], [one.pk for one in areas])

    found, marks = from_copy(request, read)
    lines = [
        (
            one,
            f"{reverse('board-rows', args=[one.area.pk, one.measure.key])}?period={period.slug}",
            marks.get((period.start, one.area.pk, one.measure.key)),
            urlencode({"area": one.area.pk, "figure": one.measure.label, "period": period.slug, "reason": one.why}),
        )
        for one in found
    ]
    context = frame(request, area, period) | {"lines": lines, "fill": fill}
    return render(request, "orgtree/boards/outliers.html", context)
