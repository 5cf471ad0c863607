"""People who booked a room, as the record of looks knows them: a name and a number kept for the term, and no table of their own."""

from cocon.venues.models.bookings import Booking
from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind
from orgtree.looks.services.auditing import with_phone
from orgtree.looks.services.persons import person_key


def find_bookers(user, text: str, most: int) -> list[FoundPerson]:
    """The bookings in the auditor's areas whose phone is this, or ends with these four digits."""
    return [_found(row) for row in with_phone(_rows(user), text)][:most]


def get_booker(user, pk: int) -> FoundPerson | None:
    row = _rows(user).filter(pk=pk).first()
    return _found(row) if row else None


def _rows(user):
    return Booking.objects.allowed(user, P.AUDIT_VIEW).select_related("room__venue__area").order_by("pk")


def _found(booking: Booking) -> FoundPerson:
    key = person_key("booking", booking.pk)
    return FoundPerson((key,), "场地预约人", f"场地预约编号{booking.pk}　{booking.room.venue.area}")


BOOKERS = PersonKind("booking", "场地预约人", None, find_bookers, get_booker, phone_of=Booking)
