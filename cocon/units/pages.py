"""The unit's own desk (本单位共建): what waits for it and what it has, on phone and desktop."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cocon.declare import sections_of
from orgtree.choices import Permission as P
from orgtree.models import Institution
from orgtree.text.rules.numbers import row_id

CHOSEN_UNIT = "cocon_unit"


def units_of(user):
    """The units, open ones, whose shared matters the person handles, by name."""
    seats = [post.institution_id for post in user.live_posts if post.institution_id]
    own = Institution.objects.allowed(user, P.COCON_UNIT).filter(pk__in=seats, closed_on__isnull=True)
    return own.select_related("area").order_by("name")


def unit_page(view):
    """Decorator: the clerk of a unit gets the page with `request.unit` and `request.units` set, 404 for anybody else.

    Whoever handles several units works for one at a time, which the session remembers.
    """

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.units = list(units_of(request.user)) if request.user.holds(P.COCON_UNIT) else []
        if not request.units:
            raise Http404
        chosen = request.session.get(CHOSEN_UNIT)
        request.unit = next((unit for unit in request.units if unit.pk == chosen), request.units[0])
        return view(request, *args, **kwargs)

    return guarded


@unit_page
@require_GET
def unit_home(request):
    """What waits for the unit and what it has; `?unit=` turns to another unit of the same clerk."""
    wanted = row_id(request.GET.get("unit", ""))
    if wanted in {unit.pk for unit in request.units}:
        request.session[CHOSEN_UNIT] = wanted
        return redirect("unit-home")
    context = {"unit": request.unit, "units": request.units, "sections": sections_of(request.unit, request.user)}
    return render(request, "cocon/units/unit_home.html", context)
