"""Tables of needs, claims and acceptances."""

from cocon.needs.models.claims import Acceptance, Claim
from cocon.needs.models.needs import Need

__all__ = ["Acceptance", "Claim", "Need"]
