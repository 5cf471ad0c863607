"""Short permanent codes and their Chinese labels, a module per noun."""

from cocon.bodies.choices import SeatRole, SeatState
from cocon.meetings.choices import OutcomeKind, TopicSource
from cocon.needs.choices import AskState, ClaimState, NeedReach, NeedSource, NeedState, ResourceKind, Side
from cocon.wishes.choices import WishKind, WishState

__all__ = [
    "AskState",
    "ClaimState",
    "NeedReach",
    "NeedSource",
    "NeedState",
    "OutcomeKind",
    "ResourceKind",
    "SeatRole",
    "SeatState",
    "Side",
    "TopicSource",
    "WishKind",
    "WishState",
]
