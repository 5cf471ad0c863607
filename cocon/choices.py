"""Short permanent codes and their Chinese labels, a module per noun."""

from cocon.bodies.choices import SeatRole, SeatState
from cocon.needs.choices import ClaimState, NeedReach, NeedSource, NeedState, Side
from cocon.wishes.choices import WishKind, WishState

__all__ = [
    "ClaimState",
    "NeedReach",
    "NeedSource",
    "NeedState",
    "SeatRole",
    "SeatState",
    "Side",
    "WishKind",
    "WishState",
]
