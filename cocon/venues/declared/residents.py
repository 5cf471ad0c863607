"""Rooms that residents may book, on their community's page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from cocon.venues.models.rooms import Room
from orgtree.declare import DoorLine, DoorPart, registry


def rooms(community) -> list[DoorLine]:
    """One way to all rooms of the community that are lent; none where there is none."""
    number = Room.objects.lent(timezone.localdate()).within(community).count()
    if not number:
        return []
    page = f"{reverse('venues')}?{urlencode({'community': community.pk})}"
    return [DoorLine("预约场地", f"{number}间可以预约，居民、团队都行", page)]


registry.add_doors([DoorPart("cocon.rooms", 20, "用社区的场地", rooms)])
