"""One's own bookings, those to come first: a member's and a unit's."""

from django.shortcuts import render
from django.utils import timezone

from cocon.units.pages import unit_page
from cocon.venues.models.bookings import Booking
from cocon.venues.services.receipts import with_pages
from volunteers.members.pages.access import member_page

SHOWN = 50


@member_page
def bookings(request):
    """Those that the member made."""
    context = {"frame": "mobile.html", "title": "我的场地预约", "tab": "activities"}
    return _show(request, Booking.objects.mine(request.user), context)


@unit_page
def unit_bookings(request):
    """Those that were made for the unit."""
    context = {"frame": "mobile_or_desk.html", "title": "本单位的场地预约", "unit": request.unit}
    return _show(request, Booking.objects.filter(unit=request.unit), context)


def _show(request, rows, context: dict):
    held, now = with_pages(rows.order_by("-starts_at", "-pk")[:SHOWN]), timezone.now()
    told = {
        "to_come": [row for row in held[::-1] if row.ends_at > now],
        "past": [row for row in held if row.ends_at <= now],
    }
    return render(request, "cocon/venues/bookings.html", context | told)
