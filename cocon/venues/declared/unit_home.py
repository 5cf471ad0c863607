"""On the unit's own desk: the rooms it has booked, the places that it opens to residents and who comes there."""

from django.db.models import Count, Prefetch, Q, Sum
from django.utils import timezone

from cocon.declare import UnitSection
from cocon.units.models import Pairing
from cocon.venues.choices import BookingState
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Room
from cocon.venues.models.venues import Venue
from cocon.venues.services.receipts import with_pages

SHOWN = 5


def show_bookings(unit, user) -> tuple[str, dict]:
    """Bookings to come, the way to book, and each opened place with what is to come there; no person."""
    rows, now = Booking.objects.filter(unit=unit), timezone.now()
    paired = Pairing.objects.in_force_on(timezone.localdate(now)).filter(unit=unit).order_by("-since", "-pk").first()
    return "cocon/venues/unit_section.html", {
        "bookings": with_pages(rows.live().upcoming(now).order_by("starts_at", "pk")[:SHOWN]),
        "number": rows.count(),
        "near": paired.community_id if paired else unit.area_id,
        "opened": opened_by(unit, now),
    }


def opened_by(unit, now) -> list[Venue]:
    """The unit's places in use, each with this year's `batches` and `visitors` and the next bookings in `to_come`. Three queries."""
    today = timezone.localdate(now)
    used = Q(rooms__bookings__state=BookingState.ATTENDED, rooms__bookings__starts_at__year=today.year)
    venues = Venue.objects.in_use(today).filter(unit=unit).order_by("name", "pk")
    counted = venues.annotate(
        batches=Count("rooms__bookings", filter=used), visitors=Sum("rooms__bookings__visitors", filter=used)
    )
    held = Booking.objects.holding().upcoming(now).order_by("starts_at", "pk")
    rooms = Room.objects.prefetch_related(Prefetch("bookings", held, to_attr="held"))
    found = list(counted.prefetch_related(Prefetch("rooms", rooms, to_attr="lent")))
    for venue in found:
        ahead = [row for room in venue.lent for row in room.held]
        venue.to_come = sorted(ahead, key=lambda row: row.starts_at)[:SHOWN]
    return found


SECTIONS = [UnitSection("venues", 57, show_bookings)]
