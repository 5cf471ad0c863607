"""The cards of a community's grids on its page for residents."""

from django.urls import reverse

from grids.staff.models import GridCard
from orgtree.declare import DoorLine, DoorPart, registry


def cards(community) -> list[DoorLine]:
    """Each grid with a published card, and the telephone of its duty desk."""
    rows = GridCard.objects.public().within(community).select_related("area").order_by("area__position", "area__code")
    return [
        DoorLine(card.area.name, f"值守电话 {card.phone}", reverse("grid-card", args=[card.area.code])) for card in rows
    ]


registry.add_doors([DoorPart("grids.cards", 60, "我住的网格", cards)])
