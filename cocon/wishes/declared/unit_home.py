"""Wishes on the first page of a unit: what it holds, and how many wait in its communities."""

from cocon.declare import UnitSection
from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish

SHOWN = 3


def section(unit, user) -> tuple[str, dict] | None:
    """Wishes in the unit's hand, the most urgent first, and the number of those that wait around its units."""
    held = list(Wish.objects.filter(unit=unit, state=WishState.CLAIMED).order_by("due_on", "pk")[:SHOWN])
    waiting = Wish.objects.near_units(user).open().count()
    return ("cocon/wishes/unit_section.html", {"held": held, "waiting": waiting}) if held or waiting else None


SECTIONS = [UnitSection("wishes", 70, section)]
