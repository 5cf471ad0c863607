"""Tables of this floor, a module per noun."""

from cocon.agreements.models import Agreement, AgreementGoal
from cocon.bodies.models import Body, BodyKind, Seat
from cocon.brands.models import Brand, BrandPart, BrandTally
from cocon.covenants.models import Covenant, Recognition
from cocon.estates.models import Estate, PropertyTerm
from cocon.helping.models import Contribution, Engagement, HelpGiven, HelpingPair, SocialService
from cocon.meetings.models import AgendaItem, Attendance, Meeting, MeetingSeries, Outcome, Topic
from cocon.needs.models import Acceptance, Claim, Need, Resource, UnitAsk
from cocon.projects.models import (
    AreaNorm,
    FundEntry,
    FundLine,
    Hearing,
    NormedArea,
    PaperKind,
    Project,
    ProjectNorm,
    ProjectPaper,
    ProjectSite,
)
from cocon.units.models import Matter, Pairing, UnitContact, UnitProfile, UnitYear
from cocon.venues.models.bookings import Booking, BookingSeries, RefusedDate
from cocon.venues.models.rooms import Closure, Room
from cocon.venues.models.space import CommunitySpace
from cocon.venues.models.venues import Facility, FloorChange, SpaceNorm, Venue
from cocon.wishes.models import Wish

__all__ = [
    "Acceptance",
    "AgendaItem",
    "Agreement",
    "AgreementGoal",
    "AreaNorm",
    "Attendance",
    "Body",
    "BodyKind",
    "Booking",
    "BookingSeries",
    "Brand",
    "BrandPart",
    "BrandTally",
    "Claim",
    "Closure",
    "CommunitySpace",
    "Contribution",
    "Covenant",
    "Engagement",
    "Estate",
    "Facility",
    "FloorChange",
    "FundEntry",
    "FundLine",
    "Hearing",
    "HelpGiven",
    "HelpingPair",
    "Matter",
    "Meeting",
    "MeetingSeries",
    "Need",
    "NormedArea",
    "Outcome",
    "Pairing",
    "PaperKind",
    "Project",
    "ProjectNorm",
    "ProjectPaper",
    "ProjectSite",
    "PropertyTerm",
    "Recognition",
    "RefusedDate",
    "Resource",
    "Room",
    "Seat",
    "SocialService",
    "SpaceNorm",
    "Topic",
    "UnitAsk",
    "UnitContact",
    "UnitProfile",
    "UnitYear",
    "Venue",
    "Wish",
]
