"""Short permanent codes and their Chinese labels, a module per noun."""

from cocon.needs.choices import ClaimState, NeedReach, NeedSource, NeedState, Side
from cocon.wishes.choices import WishKind, WishState

__all__ = ["ClaimState", "NeedReach", "NeedSource", "NeedState", "Side", "WishKind", "WishState"]
