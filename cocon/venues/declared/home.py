"""Bookings of the member that are still to come."""

from django.utils import timezone

from cocon.venues.models.bookings import Booking
from volunteers.members.models.member import Member

SHOWN = 2


def rows(member: Member):
    """Those that are expected."""
    return Booking.objects.filter(member=member).live().upcoming(timezone.now())


def section(member: Member):
    """The same, the next first; None for none."""
    held = list(rows(member).select_related("room__venue").order_by("starts_at")[:SHOWN])
    return ("cocon/venues/section.html", {"bookings": held}) if held else None
