"""The sheet of departments: how the streets rated them in a month, with and without what was excluded, and how many that were."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from grids.whistles.models import WhistleLeg
from grids.whistles.rules import FEWEST
from grids.whistles.services.scores import unit_sheets
from orgtree.choices import Permission as P

DAY = timedelta(days=1)


@login_required
@require_GET
def scores(request):
    """The month that was asked for, or this one."""
    if not request.user.holds(P.CASE_VIEW):
        raise PermissionDenied
    first = _month(request.GET.get("month", ""))
    last = (first + 31 * DAY).replace(day=1) - DAY
    legs = WhistleLeg.objects.allowed(request.user, P.CASE_VIEW)
    context = {
        "sheets": unit_sheets(legs, first, last),
        "first": first,
        "earlier": (first - DAY).replace(day=1),
        "later": last + DAY if last < timezone.localdate() else None,
        "fewest": FEWEST,
    }
    return render(request, "grids/whistles/scores.html", context)


def _month(text: str) -> date:
    """The first day of 2026-11; of this month for anything else."""
    try:
        asked = parse_date(f"{text}-01")
    except ValueError:
        asked = None
    return asked or timezone.localdate().replace(day=1)
