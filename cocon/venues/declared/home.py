"""Bookings of the member that are still to come."""

from django.utils import timezone

from cocon.venues.models.bookings import Booking
from volunteers.members.models.member import Member

SHOWN = 2


def section(member: Member):
    """Those that are expected, the next first; None for none."""
    rows = Booking.objects.filter(member=member).live().upcoming(timezone.now()).select_related("room__venue")
    held = list(rows.order_by("starts_at")[:SHOWN])
    return ("cocon/venues/section.html", {"bookings": held}) if held else None
