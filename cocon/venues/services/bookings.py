"""How a booking begins: asked for by residents and members, taken down by the desk. Every door ends in `place`.

Overlap is refused by the database alone (docs/decisions); what is asked for beforehand only says so earlier.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from cocon.venues.choices import LIVE, BookingKind, BookingState, Door, VenueDeadline
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Closure, Room
from cocon.venues.rules.booking import Wanted, check_day, check_time, is_limited
from cocon.venues.services.at_hand import lent_to, room_lock
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.free_times import days_to_book, minutes_into, span_of
from orgtree.acts import note_first
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.locks import hold, hold_for
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.text.crypto import blind_index
from orgtree.text.rules.phones import normal_phone

READ = ("span", "once", "room", "member", "unit", "series", "entered_by")
GROUP = Booking._meta.get_field("group").max_length
TAKEN = "这段时间已经有人预约，请换一个时间，或加入候补"


@dataclass(frozen=True)
class Caller:
    """Who books: a member by their account, a unit by its clerk's, or a name and a phone; with none, the community itself."""

    name: str = ""
    phone: str = ""
    member: object = None
    unit: object = None
    clerk: object = None

    @property
    def account(self):
        """Who is signed in; None for residents."""
        return self.clerk or (self.member and self.member.user)

    def key(self) -> str:
        """By what quotas and no-shows are counted; "" for the community itself."""
        if self.unit:
            return blind_index(f"unit {self.unit.pk}", purpose="booking")
        phone = self.member.user.phone if self.member and self.member.user else self.phone
        return blind_index(phone, purpose="booking") if phone else ""


@dataclass(frozen=True)
class Use:
    """When a room is wanted, by how many people and what for."""

    starts_at: datetime
    ends_at: datetime
    purpose: str
    people: int
    group: str = ""


def checked_caller(name: str, phone: str) -> Caller:
    """Raises RuleBroken at the field that is missing or is no phone number."""
    if not name.strip():
        raise RuleBroken("contact_name", "请填写联系人", field="contact_name")
    try:
        return Caller(name.strip(), normal_phone(phone))
    except ValueError as error:
        raise RuleBroken("phone", "请填写11位手机号", field="phone") from error


# --- Residents and members ------------------------------------------------------------------------------------------------


@constraints_as_rules()
def ask_for_room(*, room_id: int, use: Use, caller: Caller, once: str | None = None, waits: bool = False) -> Booking:
    """The booking of a resident, member or unit: confirmed at once, or asked for where the community decides; with `waits`, on the
    wait list. What was sent twice is the first one. Raises RuleBroken at the wrong field; `taken` where somebody else has the time.
    """
    key, today, day = caller.key(), timezone.localdate(), timezone.localdate(use.starts_at)
    _hold_both(key, room_id)
    when = {"starts_at": use.starts_at, "ends_at": use.ends_at, "today": today, "day": day}
    room = lent_to(key, room=room_id, once=once, **when)
    if room is None:
        raise not_found("房间")
    first, last = days_to_book(room, today)
    check_day(day, first=first, last=last)
    if use.starts_at <= timezone.now():
        raise RuleBroken("past", "这个时间已经过了，请选以后的时间", field="starts_at")
    if known := _booked_before(room, use.starts_at):
        return known
    _check_quota(room)
    state = BookingState.ASKED if room.asks_approval else BookingState.CONFIRMED
    door = Door.PHONE if caller.member else Door.WEB
    booking = _new(room, use, caller, door=door, state=state, once=once)
    if waits and is_taken(booking):
        booking.state = BookingState.WAITING
    verb = "wait" if booking.state == BookingState.WAITING else "ask"
    return _place(booking, verb, by=caller.account, closed=room.closed)


def _hold_both(key: str, room_id: int) -> None:
    """Nobody counts this person's bookings meanwhile, and nobody else books or closes the room."""
    hold_for(f"booking:{key}", beside=room_lock(room_id))


def _booked_before(room: Room, starts_at: datetime) -> Booking | None:
    """What the same form made before, or the same person for the same beginning. A query only where there may be something."""
    if not (room.sent or room.that_day):
        return None
    same = Q(pk__in=room.that_day, starts_at=starts_at, state__in=LIVE)
    return Booking.objects.filter(Q(pk=room.sent) | same).first()


def _check_quota(room: Room) -> None:
    """Raise RuleBroken for a dressed room that this person has often enough on the day, or has left empty too often."""
    if len(room.that_day) >= room.most_a_day:
        raise RuleBroken("quota", f"这个场地同一人每天最多约{room.most_a_day}次", field="starts_at", conflict=True)
    if room.missed:
        _check_missed(room, [timezone.localdate(began) for began in room.missed])


def _check_missed(room: Room, missed: list[date]) -> None:
    """Raise RuleBroken for whoever did not come too often, by the numbers that hold in the room's area."""
    book, today = DeadlineBook(), timezone.localdate()
    most, within, lasts = (
        book.number(matter, today, room.venue.area)
        for matter in (VenueDeadline.NO_SHOWS, VenueDeadline.NO_SHOW_DAYS, VenueDeadline.LIMITED)
    )
    if not (most and within and lasts):
        return
    if until := is_limited(missed, today, most=most, within=within, lasts=lasts):
        words = f"{within}天内有{most}次约了没来，{until.month}月{until.day}日以后才能再约；有困难请直接联系社区"
        raise RuleBroken("limited", words, field="starts_at", conflict=True)


# --- The desk -------------------------------------------------------------------------------------------------------------


@constraints_as_rules()
def enter_booking(
    *, room_id: int, use: Use, by, kind: str = BookingKind.BEHALF, door: str = Door.DESK, caller: Caller | None = None
) -> Booking:
    """What the desk takes down by phone or on the spot, uses itself or blocks: confirmed at once, without lead or quota.

    Whoever stands at the counter when it has begun has come: their booking is a use. The same kind and time entered twice by one person is the first one. Raises RuleBroken.
    """
    room = lent_room(room_id, by)
    if kind == BookingKind.BEHALF and not (caller and caller.phone):
        raise RuleBroken("phone", "代为预约请填写联系电话", field="phone")
    same = Booking.objects.filter(room=room, kind=kind, starts_at=use.starts_at, entered_by=by)
    same = same.filter(state__in=(*LIVE, BookingState.ATTENDED))
    hold_for(f"booking-by:{by.pk}")
    if known := same.filter(purpose=use.purpose, ends_at=use.ends_at).first():
        return known
    state = {"state": BookingState.CONFIRMED}
    if door == Door.WALK_IN and use.starts_at <= timezone.now() and kind != BookingKind.BLOCKED:
        state = {"state": BookingState.ATTENDED, "visitors": use.people}
    booking = _new(room, use, caller or Caller(), door=door, kind=kind, entered_by=by, **state)
    return _place(booking, "enter", by=by, closed=_closed_then(room, use))


def lent_room(room_id: int, by) -> Room:
    """The room, for whoever manages it; raises RuleBroken."""
    room = Room.objects.allowed(by, P.VENUE_MANAGE).select_related("venue__area").filter(pk=room_id).first()
    if room is None:
        raise not_found("房间", field="room")
    return room


# --- All doors ------------------------------------------------------------------------------------------------------------


def _new(room: Room, use: Use, caller: Caller, **fields) -> Booking:
    span = span_of(room, use.starts_at, use.ends_at)
    fields = {"group": use.group.strip(), "purpose": use.purpose.strip(), "people": use.people, **fields}
    fields["group"] = fields["group"] or (caller.unit.name[:GROUP] if caller.unit else "")
    who = {"contact_name": caller.name, "phone": caller.phone, "member": caller.member, "unit": caller.unit}
    return Booking(
        room=room,
        starts_at=use.starts_at,
        ends_at=use.ends_at,
        span=span,
        phone_key=caller.key(),
        entered_at=timezone.now(),
        **fields,
        **who,
    )


def place_in_series(room: Room, use: Use, caller: Caller, *, series, kept_at, by) -> Booking:
    """One date of a series; raises RuleBroken for one that cannot be had, as the database does for an overlap."""
    fields = {"door": Door.DESK, "kind": BookingKind.SERIES, "state": BookingState.CONFIRMED, "entered_by": by}
    booking = _new(room, use, caller, series=series, kept_at=kept_at, **fields)
    return _place(booking, "plan", by=by, closed=_closed_then(room, use))


def _place(booking: Booking, verb: str, *, by, closed: str | None) -> Booking:
    """Check, save and log it; `closed` says why the room is closed then, read while no closure could be entered.

    Whoever calls turns what the database refuses into words.
    """
    _check_use(booking)
    if closed:
        raise RuleBroken("closed", f"这段时间闭馆：{closed}", field="starts_at", conflict=True)
    if booking.state == BookingState.ASKED and is_taken(booking):
        raise RuleBroken("taken", TAKEN, field="starts_at", conflict=True)
    # Constraints are the database's to say: that on overlap holds whoever looks beforehand. Rows that it names were just read.
    check_valid(booking, exclude=READ, at="starts_at", constraints=False)
    booking.save(force_insert=True)
    note_first(booking_acts, verb, booking, by=by)
    return booking


def _closed_then(room: Room, use: Use) -> str | None:
    """Why the room is closed at the time; nobody else books or closes it before the transaction ends."""
    hold(room_lock(room.pk))
    closures = Closure.objects.touching(room.pk, use.starts_at, use.ends_at)
    return closures.values_list("reason", flat=True).first()


def is_taken(booking: Booking) -> bool:
    """Whether somebody has the room now; the database decides in the end."""
    return Booking.objects.holding().touching(booking.room_id, booking.span).exists()


def _check_use(booking: Booking) -> None:
    if not booking.purpose:
        raise RuleBroken("purpose", "请填写用途", field="purpose")
    if booking.room.for_groups and not booking.group and booking.kind != BookingKind.BLOCKED:
        raise RuleBroken("group", "这个场地只接待团队，请填写使用团队", field="group")
    if booking.ends_at <= booking.starts_at:
        raise RuleBroken("ends_at", "结束时间应晚于开始时间", field="ends_at")
    if booking.kind == BookingKind.BLOCKED:
        return
    day = timezone.localdate(booking.starts_at)
    wanted = Wanted(day, minutes_into(day, booking.starts_at), minutes_into(day, booking.ends_at), booking.people)
    terms = booking.room.terms
    check_time(wanted, replace(terms, longest=24 * 60) if booking.entered_by_id else terms)
