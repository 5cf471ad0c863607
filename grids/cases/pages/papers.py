"""The papers of a case as files, for whoever may see it and take things out, and for a unit those of its own part; each is recorded."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from grids.cases.choices import PaperKind
from grids.cases.models import Case, Leg
from grids.cases.services.legs import own_legs
from grids.cases.services.papers import papers_for, papers_of_leg, printed
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken


def _case_or_404(request, pk: int) -> Case:
    rows = Case.objects.allowed(request.user, P.CASE_VIEW).allowed(request.user, P.EXPORT)
    return get_object_or_404(rows.select_related("area__parent", "category", "lead"), pk=pk)


@login_required
@require_GET
def papers(request, pk: int):
    """Those that the case has come to, each to print or to work on."""
    case = _case_or_404(request, pk)
    return render(request, "grids/cases/papers.html", {"case": case, "kinds": papers_for(case)})


@login_required
@require_GET
def paper(request, pk: int, kind: str, form: str):
    """One of them; 404 for one that the case has not come to."""
    case = _case_or_404(request, pk)
    return _reply(request, case, kind, form, papers_for(case))


@login_required
@require_GET
def paper_of_unit(request, pk: int, kind: str, form: str):
    """What was given to the unit, or what it answered, of its own part alone."""
    rows = own_legs(request.user).select_related("case__area__parent", "case__category", "case__lead", "institution")
    leg = get_object_or_404(rows, pk=pk)
    return _reply(request, leg.case, kind, form, papers_of_leg(leg), leg)


def _reply(request, case: Case, kind: str, form: str, offered: list[PaperKind], leg: Leg | None = None) -> HttpResponse:
    try:
        return printed(case, kind, form, offered=offered, by=request.user, leg=leg)
    except RuleBroken as broken:
        raise Http404 from broken
