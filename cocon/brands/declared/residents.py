"""What a community is known for, on its page for residents."""

from django.urls import reverse

from cocon.brands.models import Brand
from orgtree.declare import DoorLine, DoorPart, registry


def brands(community) -> list[DoorLine]:
    """The brands whose page is open."""
    rows = Brand.objects.public().within(community).order_by("-is_main", "name")
    return [DoorLine(brand.name, "", reverse("brand", args=[brand.pk])) for brand in rows]


registry.add_doors([DoorPart("cocon.brands", 70, "我们的特色", brands)])
