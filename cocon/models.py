"""Tables of this floor, a module per noun."""

from cocon.wishes.models import Wish

__all__ = ["Wish"]
