"""A scheme as one table that a clerk can check, and its dry run over last year's figures."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.schemes.models import Scheme
from assessments.schemes.rules.tables import ROUNDING
from assessments.schemes.services.red_lines import lines_on
from assessments.schemes.services.tables import MODELS, rows_of
from assessments.schemes.services.trial import figures_of, last_year_of, try_scheme
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.desk.menu import stands_at
from orgtree.models import Area

KINDS = {
    "district": (AreaKind.DISTRICT,),
    "street": (AreaKind.STREET, AreaKind.TOWN),
    "community": (AreaKind.COMMUNITY, AreaKind.VILLAGE),
}
MOST = 200  # areas of one dry run


def _scheme_or_404(request, pk: int) -> Scheme:
    if not request.user.holds(P.ASSESS_VIEW):
        raise PermissionDenied
    row = Scheme.objects.allowed(request.user, P.ASSESS_VIEW).select_related("area").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@stands_at(Scheme)
@login_required
@require_GET
def table(request, pk: int):
    """All tables of the scheme, the rounding, and the red lines that hold."""
    scheme = _scheme_or_404(request, pk)
    tables = {name: rows_of(scheme, name) for name in MODELS}
    for component in tables["components"]:
        component.lines = [item.told for item in tables["items"] if item.component_id == component.pk]
    context = {"scheme": scheme, **tables, "rounding": ROUNDING}
    context["red_lines"] = lines_on(timezone.localdate(), scheme.area)
    return render(request, "assessments/schemes/table.html", context)


@stands_at(Scheme)
@login_required
@require_GET
def trial(request, pk: int):
    """What the figures of last year would have given, area by area."""
    scheme = _scheme_or_404(request, pk)
    areas = Area.objects.allowed(request.user, P.ASSESS_VIEW).filter(kind__in=KINDS.get(scheme.level, ()))
    areas = areas.filter(dissolved_on=None).order_by("tree_id", "lft")
    items = figures_of(scheme)
    lines = try_scheme(scheme, areas[:MOST]) if items else []
    context = {"scheme": scheme, "items": items, "lines": lines, "period": last_year_of(scheme), "most": MOST}
    return render(request, "assessments/schemes/trial.html", context)
