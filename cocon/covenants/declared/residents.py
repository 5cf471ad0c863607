"""What units and teams promise a community, on its page for residents."""

from django.urls import reverse

from cocon.covenants.services import covenants_shown
from orgtree.declare import DoorLine, DoorPart, registry


def covenants(community) -> list[DoorLine]:
    """One way to all promises that their givers agreed to show; none where there is none."""
    number = covenants_shown(community).count()
    return [DoorLine("共建承诺", f"{number}条", reverse("covenants", args=[community.pk]))] if number else []


registry.add_doors([DoorPart("cocon.covenants", 80, "单位和团队的承诺", covenants)])
