"""Who may be called by a whistle, who is told, and who stands above the street that rates."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from grids.whistles.models import Whistle, WhistleLeg
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.models import Area, Institution, Post
from orgtree.scope.rules.grants import post_kinds_with


def units_to_call(user, ids=None) -> QuerySet[Institution]:
    """Units of the areas where the person sends cases on, and of those above them: where somebody could sign."""
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.CASE_UNIT)).exclude(institution=None)
    units = Institution.objects.filter(closed_on__isnull=True, pk__in=posts.values("institution")).order_by("name")
    if user is None:
        return units
    around = Area.objects.none()
    for seat in user.live_posts:
        if seat.area_id and seat.kind in post_kinds_with(P.CASE_DISPATCH):
            around = around | seat.area.get_ancestors(include_self=True) | seat.area.get_descendants()
    return units.filter(area__in=around.values("pk"))


def clerks_of(units: Iterable[int]) -> tuple[int, ...]:
    """The accounts of those who handle cases for any of these units (ids) now, each once."""
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.CASE_UNIT), institution__in=units)
    return tuple(sorted(set(posts.values_list("holder", flat=True))))


def street_of(area: Area) -> Area:
    """The street above it; where there is none, the area itself."""
    return area.get_ancestors(include_self=True).filter(kind__in=[AreaKind.STREET, AreaKind.TOWN]).first() or area


def stands_above(user, area: Area) -> bool:
    """Whether the person approves for something above the street of `area`: the second level, which did not rate."""
    above = street_of(area).parent
    return bool(above) and user is not None and user.holds_at(P.CASE_APPROVE, above)


def own_legs(user) -> QuerySet[WhistleLeg]:
    """The parts of the units whose cases the person handles."""
    return WhistleLeg.objects.allowed(user, P.CASE_UNIT)


def leg_page(leg: WhistleLeg) -> str:
    return reverse("unit-whistle", args=[leg.pk])


def whistle_page(whistle: Whistle) -> str:
    return reverse("admin:grids_whistle_change", args=[whistle.pk])
