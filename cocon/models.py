"""Tables of this floor, a module per noun."""

from cocon.agreements.models import Agreement, AgreementGoal
from cocon.needs.models import Acceptance, Claim, Need
from cocon.units.models import Matter, Pairing, UnitContact, UnitProfile
from cocon.venues.models.bookings import Booking, BookingSeries, RefusedDate
from cocon.venues.models.rooms import Closure, Room
from cocon.venues.models.venues import Facility, FloorChange, SpaceNorm, Venue
from cocon.wishes.models import Wish

__all__ = [
    "Acceptance",
    "Claim",
    "Need",
    "Agreement",
    "AgreementGoal",
    "Booking",
    "BookingSeries",
    "Closure",
    "Facility",
    "FloorChange",
    "Matter",
    "Pairing",
    "RefusedDate",
    "Room",
    "SpaceNorm",
    "UnitContact",
    "UnitProfile",
    "Venue",
    "Wish",
]
