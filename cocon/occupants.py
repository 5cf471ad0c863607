"""What keeps an area from being dissolved and a unit from being closed: pairings and agreements in force."""

from django.utils import timezone

from cocon.agreements.models import Agreement
from cocon.units.models import Pairing
from orgtree.declare import Occupant, registry


def in_force():
    return Pairing.objects.in_force_on(timezone.localdate())


def agreements():
    return Agreement.objects.in_force_on(timezone.localdate())


registry.add_occupants(
    [Occupant("agreements", "有效的共建协议", "份", lambda area: agreements().filter(community=area))]
)
registry.add_unit_occupants(
    [Occupant("agreements", "有效的共建协议", "份", lambda unit: agreements().filter(unit=unit))]
)
registry.add_occupants([Occupant("pairings", "结对单位", "家", lambda area: in_force().filter(community=area))])
registry.add_unit_occupants([Occupant("pairings", "结对社区", "个", lambda unit: in_force().filter(unit=unit))])
