"""Which units a need may be proposed to, and why: facts gathered in a few queries, judged by the rules."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Count
from django.utils import timezone

from cocon.needs.choices import ClaimState, NeedReach
from cocon.needs.models import Claim, Need, Resource
from cocon.needs.rules import OPEN, Fit, order_fits
from cocon.units.models import Pairing
from orgtree.choices import AreaKind
from orgtree.models import Area, Institution

ABOVE = {NeedReach.STREET: (AreaKind.STREET, AreaKind.TOWN), NeedReach.DISTRICT: (AreaKind.DISTRICT,)}


def units_reached(need: Need):
    """Units in being that may see the need and have not taken it on."""
    paired = Pairing.objects.in_force_on(timezone.localdate()).filter(community=need.area).values("unit")
    units = Institution.objects.filter(closed_on__isnull=True)
    reached = units.filter(pk__in=paired)
    for area in need.area.get_ancestors(include_self=True):
        if area.kind in ABOVE.get(need.reach, ()):
            reached = reached | units.filter(area__in=area.get_descendants(include_self=True))
    return reached.exclude(pk__in=Claim.objects.live().filter(need=need).values("unit"))


def fits_of(need: Need) -> list[Fit]:
    """Every unit that may take on the need, the best first. Six queries, however many units there are."""
    units = list(units_reached(need).select_related("area").order_by("pk"))
    ids = [unit.pk for unit in units]
    today = timezone.localdate()
    paired = set(Pairing.objects.in_force_on(today).filter(community=need.area).values_list("unit", flat=True))
    resources = _resources(ids, need, today)
    done = _counted(Claim.objects.filter(state=ClaimState.ACCEPTED, need__matter=need.matter_id, unit__in=ids))
    hand = _counted(Claim.objects.filter(state__in=OPEN, unit__in=ids))
    above = list(need.area.get_ancestors(ascending=True, include_self=True))
    return order_fits(
        Fit(
            unit.pk,
            is_paired=unit.pk in paired,
            resources=tuple(resources[unit.pk]),
            steps=_steps(above, unit.area),
            earlier=done[unit.pk],
            in_hand=hand[unit.pk],
        )
        for unit in units
    )


def _resources(ids: Sequence[int], need: Need, today) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = Resource.objects.shared_on(today).filter(unit__in=ids, matter=need.matter_id).order_by("pk")
    for unit, title in rows.values_list("unit", "title"):
        found[unit].append(title)
    return found


def _counted(claims) -> Counter:
    rows = claims.order_by().values_list("unit").annotate(number=Count("pk"))
    return Counter(dict(rows))


def _steps(above: Sequence[Area], area: Area | None) -> int:
    """How many steps up from the community the unit's area meets it."""
    if area is None:
        return len(above)
    for steps, node in enumerate(above):
        if node.tree_id == area.tree_id and node.lft <= area.lft and area.rght <= node.rght:
            return steps
    return len(above)
