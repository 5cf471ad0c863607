"""A quarter of all branches on one page."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from assessments.life.models import LifeQuarter
from assessments.life.rules import MEETINGS
from assessments.life.services.entering import enter_quarter, usual_of
from assessments.life.services.quarters import last_quarter, life_acts, missing
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken

OFFERED = 4  # quarters that are over


@does(life_acts, "enter")
@login_required
def enter(request):
    """Branches of which nothing is entered, a line each; `?all=1` begins with all kept, what a branch has not left as it was."""
    if not request.user.holds(P.MEMBER_REVIEW):
        raise PermissionDenied
    quarters = _offered()
    quarter = next((one for one in quarters if one.slug == request.GET.get("quarter")), quarters[0])
    branches, error = list(missing(request.user, quarter)), None
    said = usual_of(branches) if request.GET.get("all") else {}
    if request.method == "POST":
        said = {one.pk: {name: request.POST.get(f"{name}-{one.pk}", "") for name in MEETINGS} for one in branches}
        try:
            entered = enter_quarter(quarter=quarter, said=said, by=request.user)
        except RuleBroken as broken:
            error = broken
        else:
            messages.success(request, f"已登记{entered}个支部，由另一位工作人员核对后计入。")
            return redirect("admin:assessments_lifequarter_changelist")
    context = {"quarter": quarter, "quarters": quarters, "lines": _lines(branches, said), "error": error}
    reply = render(request, "assessments/life/enter.html", context)
    reply["Cache-Control"] = "private, no-store"
    return reply


def _offered() -> list[Period]:
    found = [last_quarter()]
    while len(found) < OFFERED:
        found.append(Period.holding("Q", found[-1].start - timedelta(days=1)))
    return found


def _lines(branches, said) -> list[tuple]:
    """(branch, [(field, its name on the page, its value)]) of each."""
    fields = [LifeQuarter._meta.get_field(name) for name in MEETINGS]
    return [
        (
            branch,
            [(field, f"{field.name}-{branch.pk}", said.get(branch.pk, {}).get(field.name, "")) for field in fields],
        )
        for branch in branches
    ]
