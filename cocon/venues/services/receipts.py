"""What somebody without an account holds of a booking: a signed address, by which they look, give up, accept, and say how it was."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from cocon.venues.choices import BookingState
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import RoomEcho
from cocon.venues.services.at_hand import hold_rooms
from cocon.venues.services.booking_acts import booking_acts
from orgtree.acts import perform_on
from orgtree.answers.services import count_answer
from orgtree.errors import RuleBroken
from orgtree.links import Link

RECEIPT = Link("booking-receipt")
RATED_WITHIN = timedelta(days=14)  # of the end of the use; for as long it is remembered that a booking was rated
OFF = (BookingState.CANCELLED, BookingState.LAPSED, BookingState.REFUSED)


def booking_of(token: str) -> Booking | None:
    """The booking of a receipt; None for a token that is none."""
    pk = RECEIPT.key(token)
    return _rows().filter(pk=pk).first() if pk else None


def booking_by_key(pk: int) -> Booking:
    """The same, as it stands now."""
    return _rows().get(pk=pk)


def page_of(booking: Booking) -> str:
    """The address of its receipt, where it is given up, accepted and rated."""
    return reverse("booking", args=[RECEIPT.token(booking.pk)])


def with_pages(bookings: QuerySet[Booking]) -> list[Booking]:
    """The bookings, each with the `address` of its receipt."""
    held = list(bookings.select_related("room__venue"))
    for booking in held:
        booking.address = page_of(booking)
    return held


def _rows():
    return Booking.objects.select_related("room__venue__area", "member")


@transaction.atomic
def act_by_receipt(*, booking: Booking, verb: str) -> Booking:
    """Give up (`give_up`) or accept (`take`) by the receipt alone; raises RuleBroken, KeyError for another verb."""
    if verb not in {"give_up", "take"}:
        raise KeyError(verb)
    hold_rooms([booking.pk])
    row = _rows().select_for_update(of=("self",), no_key=True).get(pk=booking.pk)
    return perform_on(booking_acts, verb, row, by=None)


def rate_by_receipt(*, booking: Booking, answer: str) -> None:
    """Count one answer of whoever used the room: who answered what stays unknown. Raises RuleBroken."""
    if booking.state != BookingState.ATTENDED:
        raise RuleBroken("not_used", "使用以后才能评价", conflict=True)
    if timezone.now() > booking.ends_at + RATED_WITHIN:
        raise RuleBroken("too_late", "评价的时间已经过了", conflict=True)
    count_answer(RoomEcho, booking.room, choice=answer, once=f"booking-{booking.pk}", remembered=RATED_WITHIN)


def calendar_of(bookings: Iterable[Booking], *, name: str, title: Callable[[Booking], str]) -> bytes:
    """An .ics of the bookings: when, where, and `title(booking)`; no person."""
    calendar = Calendar()
    calendar.add("prodid", "-//dangjian-governance//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for booking in bookings:
        calendar.add_component(_event(booking, title(booking)))
    return calendar.to_ical()


def _event(booking: Booking, title: str) -> Event:
    event = Event()
    off = booking.state in OFF
    event.add("uid", f"booking-{booking.pk}@dangjian-governance")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", timezone.localtime(booking.starts_at))
    event.add("dtend", timezone.localtime(booking.ends_at))
    event.add("summary", f"{'（已取消）' if off else ''}{title}")
    event.add("location", f"{booking.room}，{booking.room.venue.address}")
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    return event


own_calendar = partial(
    calendar_of, name="我的场地预约", title=lambda booking: f"{booking.room.name}：{booking.purpose}"
)
