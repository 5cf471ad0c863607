"""On the unit's own desk: with which communities the unit is paired."""

from django.utils import timezone

from cocon.declare import UnitSection
from cocon.units.models import Pairing, UnitProfile


def pairings_of(unit, user) -> tuple[str, dict] | None:
    """The pairings that last, the newest first."""
    rows = Pairing.objects.in_force_on(timezone.localdate()).filter(unit=unit).select_related("community__parent")
    found = list(rows.order_by("-since", "-pk"))
    return ("cocon/units/pairings_section.html", {"pairings": found}) if found else None


def profile_of(unit, user) -> tuple[str, dict]:
    """The way to what the unit tells of itself; last, once it is filled in."""
    return ("cocon/units/profile_section.html", {"profile": UnitProfile.objects.filter(unit=unit).first()})


SECTIONS = [UnitSection("pairings", 60, pairings_of), UnitSection("profile", 90, profile_of)]
