"""Covenants on the unit's own pages, and the page of a community that everybody may read and print."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cocon.covenants.lists import covenant_list
from cocon.covenants.services import covenant_acts, covenants_shown, own_covenants
from cocon.units.pages import unit_page
from orgtree.acts.pages import Group, Phone
from orgtree.models import Area

covenant_pages = Phone(
    covenant_acts,
    covenant_list,
    many="unit-covenants",
    one="unit-covenant",
    seen=own_covenants,
    groups=(
        Group(
            "履行中",
            lambda user: own_covenants(user).in_force_on(timezone.localdate()).order_by("-since", "pk"),
            "area until",
            empty="还没有本单位的承诺。",
        ),
        Group(
            "已期满",
            lambda user: own_covenants(user).filter(until__lt=timezone.localdate()).order_by("-until", "pk"),
            "area until",
        ),
    ),
    facts="state giver area words since until is_public",
    makes="pledge",
    does="show hide end",
    access=unit_page,
    back=("unit-home", "返回本单位共建"),
    row_template="cocon/covenants/covenant.html",
)


@require_GET
def board(request, area_id: int):
    """What units and teams promise the community, for everybody; 404 where nobody has agreed to be shown."""
    area = get_object_or_404(Area.objects.current(), pk=area_id)
    shown = list(covenants_shown(area).prefetch_related("recognitions"))
    if not shown:
        raise Http404
    return render(request, "cocon/covenants/board.html", {"area": area, "covenants": shown})
