"""A published survey as each community sees it: what was asked, and the results of its own places alone."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from assessments.surveys.choices import SurveyState
from assessments.surveys.lists import cell_list, share_told
from assessments.surveys.models import Survey, SurveyCell
from assessments.surveys.rules.folding import sum_counts
from orgtree.answers.rules import LEAST
from orgtree.choices import Permission as P
from orgtree.desk.menu import stands_at
from orgtree.models import Area
from orgtree.scope.models.rows import inside


@stands_at(Survey)
@login_required
@require_GET
def places(request, pk: int):
    """The survey with the cells that the viewer may look at; 404 unless it is published and the right is held at or below its area."""
    survey = get_object_or_404(Survey.objects.filter(state=SurveyState.PUBLISHED).select_related("area"), pk=pk)
    if not Area.objects.allowed(request.user, P.ASSESS_VIEW).filter(inside(survey.area, "")).exists():
        raise Http404
    rows = SurveyCell.objects.allowed(request.user, P.ASSESS_VIEW).filter(survey=survey)
    cells = list(rows.select_related(*cell_list.loads).order_by("area__tree_id", "area__lft", "estate"))
    columns = cell_list.pick("where share n one two three")
    context = {
        "survey": survey,
        "heads": [column.label for column in columns],
        "rows": [[column.value(cell) for column in columns] for cell in cells],
        "total": sum_counts(cell.counts for cell in cells) if cells else None,
        "least": LEAST,
    }
    if cells:
        context["share"] = share_told(context["total"].share)
    return render(request, "assessments/surveys/places.html", context)
