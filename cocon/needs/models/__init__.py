"""Tables of needs, what units ask for, resources, claims and acceptances."""

from cocon.needs.models.asks import UnitAsk
from cocon.needs.models.claims import Acceptance, Claim
from cocon.needs.models.needs import Need
from cocon.needs.models.resources import Resource

__all__ = ["Acceptance", "Claim", "Need", "Resource", "UnitAsk"]
