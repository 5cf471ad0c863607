"""Venues, rooms and bookings for tests, and what the contract of acts needs of them."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from cocon.models import Booking, Room, Venue
from cocon.venues.choices import BookingState, Door
from cocon.venues.services.bookings import Caller, Use, ask_for_room
from cocon.venues.services.free_times import span_of
from cocon.venues.services.rooms import save_room, save_venue

PHONE = "13900005678"
ALL_DAY = "每天 8:00-22:00"


def venue(town, **changes) -> Venue:
    told = {
        "area": town.east,
        "name": "东园党群服务中心",
        "kind": "centre",
        "address": "东园路12号",
        "since": date(2026, 1, 1),
        "by": town.clerk,
    }
    return save_venue(venue=Venue(), **told | changes)


def room(town, *, at: Venue | None = None, **changes) -> Room:
    at = at or Venue.objects.filter(area=town.east).first() or venue(town)
    told = {"venue": at, "name": "活动室", "use": "meeting", "capacity": 30, "hours": ALL_DAY, "by": town.clerk}
    return save_room(room=Room(), **told | changes)


def day(ahead: int = 3) -> date:
    return timezone.localdate() + timedelta(days=ahead)


def at(hour: float, ahead: int = 3) -> datetime:
    """The hour of the local day so many days from today."""
    return timezone.make_aware(datetime.combine(day(ahead), datetime.min.time()) + timedelta(hours=hour))


def use(first: float = 9, last: float = 11, ahead: int = 3, **changes) -> Use:
    return Use(
        **{"starts_at": at(first, ahead), "ends_at": at(last, ahead), "purpose": "合唱排练", "people": 10} | changes
    )


def booked(
    town, lent: Room, first: float = 9, last: float = 11, *, phone: str = PHONE, ahead: int = 3, **more
) -> Booking:
    """By somebody without an account."""
    return ask_for_room(room_id=lent.pk, use=use(first, last, ahead), caller=Caller("王女士", phone), **more)


def of_member(town, member, state: str, **changes) -> Booking:
    """A booking of the member in this state: its time has come where something is to be said of it, else it is to come."""
    lent = changes.pop("room", None) or Room.objects.filter(venue__area=town.east).first() or room(town, checks_in=True)
    ahead = changes.pop("ahead", -1 if state in (BookingState.CONFIRMED, BookingState.NO_SHOW) else 3)
    times = {name: changes.pop(name, at(hour, ahead)) for name, hour in (("starts_at", 9), ("ends_at", 11))}
    stood = {"offered_until": timezone.now() + timedelta(hours=5)} if state == BookingState.OFFERED else {}
    return Booking.objects.create(
        room=lent,
        state=state,
        door=Door.PHONE,
        span=span_of(lent, **times),
        purpose="合唱排练",
        people=10,
        member=member,
        phone_key=Caller(member=member).key(),
        entered_at=timezone.now() - timedelta(days=9),
        **times | stood | changes,
    )


def in_state(state: str):
    return lambda town, member: of_member(town, member, state)


MAKERS = {"cocon.booking": {state: in_state(state) for state in BookingState if state != BookingState.ATTENDED}}
WORDS = {"cocon.booking.attend": {"visitors": "12"}}
