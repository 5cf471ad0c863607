"""Places that are limited: how many are left, who gets one, who waits (docs/decisions/0039)."""

from orgtree.places.rules import Room
from orgtree.places.services import Capacity

__all__ = ["Capacity", "Room"]
