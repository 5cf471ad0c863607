"""Tables of this floor, a module per noun."""

from cocon.units.models import Matter, Pairing
from cocon.wishes.models import Wish

__all__ = ["Matter", "Pairing", "Wish"]
