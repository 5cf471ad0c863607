"""What becomes of bookings as time goes by: what nobody uses comes back, and who called is forgotten after the term."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cocon.venues.choices import BookingState, VenueDeadline
from cocon.venues.models.bookings import Booking
from cocon.venues.services.at_hand import hold_rooms
from cocon.venues.services.booking_acts import booking_acts
from orgtree.acts import follow
from orgtree.calendar.services.deadlines import DeadlineBook

PLACE = "room__venue__area"
KEPT_DAYS = 180  # where no rule says
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def free_no_shows(*, now: datetime) -> int:
    """Free what nobody came to within the time that its room waits, where arrivals are noted. How many."""
    held = Booking.objects.filter(state=BookingState.CONFIRMED, room__checks_in=True, ends_at__gt=now)
    return _follow_each("free", held.filter(starts_at__lte=now - MINUTE * F("room__waits_for")))


def lapse_unanswered(*, now: datetime) -> int:
    """Let go what was offered and not taken in time, and what was asked for or waited for until the time came. How many."""
    offered = Booking.objects.filter(state=BookingState.OFFERED, offered_until__lte=now)
    over = Booking.objects.filter(state__in=(BookingState.ASKED, BookingState.WAITING), starts_at__lte=now)
    return _follow_each("lapse", offered) + _follow_each("lapse", over)


def release_unkept(*, today: date) -> int:
    """Let go the dates of series that were not confirmed once more in time. How many."""
    count = 0
    for ground, (days,) in DeadlineBook().numbers((VenueDeadline.KEEP,), today, PLACE):
        if days:
            count += _follow_each("lapse", to_keep().filter(ground, starts_at__date__lte=today + days * DAY))
    return count


def to_keep():
    """Dates of series that have not been confirmed once more."""
    return Booking.objects.filter(state=BookingState.CONFIRMED, series__isnull=False, kept_at__isnull=True)


def _follow_each(verb: str, rows) -> int:
    """Each in a transaction of its own, so that one that somebody else is at does not hold up the others."""
    done = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            hold_rooms([pk])
            again = rows.model.objects.filter(pk=pk).select_related(PLACE, "member")
            locked = [row for row in again.select_for_update(of=("self",), no_key=True) if rows.filter(pk=pk).exists()]
            done += follow(booking_acts, verb, locked)
    return done


@transaction.atomic
def purge_contacts(*, today: date) -> int:
    """Forget who booked, once the term after the use is over; the trail never held it. How many bookings."""
    return sum(rows.update(contact_name="", phone="", phone_key="", untold_since=None) for rows in _past_term(today))


def contacts_due() -> int:
    """How many bookings are past the term of their contacts."""
    return sum(rows.count() for rows in _past_term(timezone.localdate()))


def _past_term(today: date):
    for ground, (days,) in DeadlineBook().numbers((VenueDeadline.CONTACT,), today, PLACE):
        before = today - DAY * (days or KEPT_DAYS)
        old = Booking.objects.filter(ground, ends_at__date__lt=before)
        ids = list(old.exclude(phone_key="", contact_name="").values_list("pk", flat=True))
        yield Booking.objects.filter(pk__in=ids)
