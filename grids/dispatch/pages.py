"""The dry run of a rule, for whoever reads the rule: last year's cases as they were given, beside whom they would have got."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from grids.dispatch.models import DispatchRule
from grids.dispatch.services.holding import tell_automatic
from grids.dispatch.services.trying import SHOWN, try_rule
from orgtree.choices import Permission as P


@login_required
@require_GET
def dry_run(request, pk: int):
    """Counts, then the newest cases one by one."""
    rows = DispatchRule.objects.allowed(request.user, P.CASE_VIEW).select_related("area", "category", "unit")
    rule = get_object_or_404(rows, pk=pk)
    context = {
        "rule": rule,
        "tried": try_rule(rule, request.user),
        "automatic": tell_automatic(rule),
        "shown": SHOWN,
    }
    return render(request, "grids/dispatch/dry_run.html", context)
