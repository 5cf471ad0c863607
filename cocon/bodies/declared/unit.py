"""Where people of the unit sit, on the unit's own first page."""

from django.utils import timezone

from cocon.bodies.models import Seat
from orgtree.choices import Permission as P


def section(unit, user):
    """The unit's seats in office."""
    rows = Seat.objects.allowed(user, P.COCON_UNIT).filter(institution=unit).in_office_on(timezone.localdate())
    seats = list(rows.select_related("body__area").order_by("body_id", "pk"))
    return ("cocon/bodies/unit_section.html", {"seats": seats}) if seats else None
