"""What this app offers below /api/v1/: a line a noun."""

from cocon.agreements.api import AgreementViewSet
from cocon.bodies.api import BodyViewSet, SeatViewSet
from cocon.meetings.api import AttendanceViewSet, MeetingViewSet, OutcomeViewSet, TopicViewSet
from cocon.needs.api import ClaimViewSet, NeedViewSet, ResourceViewSet
from cocon.units.api import PairingViewSet
from cocon.venues.api import BookingViewSet, RoomViewSet, VenueViewSet
from cocon.wishes.api import WishViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("agreements", AgreementViewSet, "agreement"),
        Route("pairings", PairingViewSet, "pairing"),
        Route("needs", NeedViewSet, "need"),
        Route("claims", ClaimViewSet, "claim"),
        Route("resources", ResourceViewSet, "resource"),
        Route("bodies", BodyViewSet, "body"),
        Route("seats", SeatViewSet, "seat"),
        Route("topics", TopicViewSet, "topic"),
        Route("meetings", MeetingViewSet, "meeting"),
        Route("attendances", AttendanceViewSet, "attendance"),
        Route("outcomes", OutcomeViewSet, "outcome"),
        Route("wishes", WishViewSet, "wish"),
        Route("venues", VenueViewSet, "venue"),
        Route("rooms", RoomViewSet, "room"),
        Route("bookings", BookingViewSet, "booking"),
    ]
)
