"""Short permanent codes and their Chinese labels, a module per noun."""

from cocon.wishes.choices import WishKind, WishState

__all__ = ["WishKind", "WishState"]
