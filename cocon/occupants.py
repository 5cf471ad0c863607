"""What keeps an area from being dissolved and a unit from being closed: pairings in force."""

from django.utils import timezone

from cocon.units.models import Pairing
from orgtree.declare import Occupant, registry


def in_force():
    return Pairing.objects.in_force_on(timezone.localdate())


registry.add_occupants([Occupant("pairings", "结对单位", "家", lambda area: in_force().filter(community=area))])
registry.add_unit_occupants([Occupant("pairings", "结对社区", "个", lambda unit: in_force().filter(unit=unit))])
