"""What this subject offers below /api/v1/."""

from cocon.venues.api import BookingViewSet, RoomViewSet, VenueViewSet
from orgtree.declare import registry
from orgtree.declare.opened import Route

registry.add_routes(
    [
        Route("venues", VenueViewSet, "venue"),
        Route("rooms", RoomViewSet, "room"),
        Route("bookings", BookingViewSet, "booking"),
    ]
)
