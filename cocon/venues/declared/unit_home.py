"""On the unit's own desk: the rooms it has booked, the places that it opens to residents and who comes there."""

from collections.abc import Iterator

from django.db.models import Count, Prefetch, Q, Sum
from django.utils import timezone

from cocon.declare import UnitSection, YearFact
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


def opened_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """The unit's places that were open in the year, with the batches and people that came to their rooms."""
    used = Q(rooms__bookings__state=BookingState.ATTENDED, rooms__bookings__starts_at__year=year)
    venues = Venue.objects.filter(unit=unit, since__year__lte=year).exclude(until__year__lt=year).order_by("name", "pk")
    for venue in venues.annotate(
        batches=Count("rooms__bookings", filter=used), visitors=Sum("rooms__bookings__visitors", filter=used)
    ):
        yield "开放的阵地", f"{venue.name}　{venue.batches}批{venue.visitors or 0}人次", ""


FACTS = [YearFact("venues", 45, opened_in)]
SECTIONS = [UnitSection("venues", 57, show_bookings)]
