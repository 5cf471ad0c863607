"""Wishes on the first page of a unit: what it holds, and how many wait in its communities."""

from collections.abc import Iterator

from django.urls import reverse

from cocon.declare import UnitSection, YearFact
from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish

SHOWN = 3


def section(unit, user) -> tuple[str, dict] | None:
    """Wishes in the unit's hand, the most urgent first, and the number of those that wait around its units."""
    held = list(Wish.objects.filter(unit=unit, state=WishState.CLAIMED).order_by("due_on", "pk")[:SHOWN])
    waiting = Wish.objects.near_units(user).open().count()
    return ("cocon/wishes/unit_section.html", {"held": held, "waiting": waiting}) if held or waiting else None


def fulfilled_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """Wishes that the unit fulfilled and that were confirmed in the year."""
    rows = Wish.objects.filter(unit=unit, state=WishState.CLOSED, closed_at__year=year).select_related("area")
    for wish in rows.order_by("closed_at", "pk"):
        yield "实现的微心愿", f"{wish.area.name}　{wish.title}", reverse("unit-wish", args=[wish.pk])


FACTS = [YearFact("wishes", 60, fulfilled_in)]
SECTIONS = [UnitSection("wishes", 70, section)]
