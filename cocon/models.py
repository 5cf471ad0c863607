"""Tables of this floor, a module per noun."""

from cocon.agreements.models import Agreement, AgreementGoal
from cocon.units.models import Matter, Pairing
from cocon.wishes.models import Wish

__all__ = ["Agreement", "AgreementGoal", "Matter", "Pairing", "Wish"]
