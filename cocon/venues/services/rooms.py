"""Venues, their floor, rooms, closures and facilities: kept by forms of the desk."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Model, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from cocon.venues.choices import OFFICES, FloorChangeKind
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Closure, Room
from cocon.venues.models.venues import Facility, FloorChange, Venue
from cocon.venues.rules.hours import UnreadHours, read_week
from cocon.venues.services.at_hand import room_lock
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.space import DIFFERENCE, compliance_of
from orgtree.acts import follow
from orgtree.choices import Permission as P
from orgtree.database.locks import hold
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS

DAY = timedelta(days=1)


def _check_place(area: Area | None, by) -> None:
    if area is None or not Area.objects.allowed(by, P.VENUE_MANAGE).current().filter(pk=area.pk).exists():
        raise not_found("区域", field="area")


def _check_row(model: type[Model], row, by, field: str) -> None:
    if row is None or not model.objects.allowed(by, P.VENUE_MANAGE).filter(pk=row.pk).exists():
        raise not_found(str(model._meta.verbose_name), field=field)


def _keep(row: Model, by, fields: dict, *, at: str) -> Model:
    """The row with these fields, checked and saved; locked first where it is there already."""
    if row.pk:
        _check_row(type(row), row, by, at)
        row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    check_valid(row, at=at)
    row.save()
    return row


# --- Venues ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_venue(*, venue: Venue, by, m2: int | None = None, **fields) -> Venue:
    """The new or changed venue; a new one with how large it is. Raises RuleBroken at the wrong field."""
    is_new = venue.pk is None
    _check_place(fields.get("area", venue.area if venue.pk else None), by)
    saved = _keep(venue, by, fields, at="name")
    if saved.until and not is_new:
        _check_nobody_comes_later(saved)
    if is_new and m2:
        save_floor_change(venue=saved, kind=FloorChangeKind.OPENED, day=saved.since, m2=m2, by=by)
    return saved


def _check_nobody_comes_later(venue: Venue) -> None:
    """Raise RuleBroken while bookings stand after the last day: whoever made them would find the door locked."""
    later = Booking.objects.live().filter(room__venue=venue, starts_at__date__gt=venue.until).count()
    if later:
        words = f"{venue.until}以后还有{later}条预约，请先在房间登记闭馆或取消预约"
        raise RuleBroken("booked", words, field="until", conflict=True)


@transaction.atomic
def save_floor_change(*, venue: Venue, by, **fields) -> FloorChange:
    """What was done to the floor: square metres and, in fen, what it cost. The same one entered twice is the first. Raises RuleBroken."""
    _check_row(Venue, venue, by, "venue")
    Venue.objects.select_for_update(of=("self",)).get(pk=venue.pk)
    if fields["day"] and fields["day"] > timezone.localdate():
        raise RuleBroken("future", "日期不能晚于今天", field="day")
    if known := FloorChange.objects.filter(venue=venue, entered_by=by, **fields).first():
        return known
    change = FloorChange(venue=venue, entered_by=by, entered_at=timezone.now(), **fields)
    community = venue.area.get_ancestors(include_self=True).filter(kind__in=RESIDENT_COMMITTEE_KINDS).first()
    if community and venue.kind in OFFICES and change.kind in (FloorChangeKind.ADDED, FloorChangeKind.RENOVATED):
        change.below_norm = not compliance_of(community, change.day - DAY).is_met
    check_valid(change, at="m2")
    change.save()
    if change.kind == FloorChangeKind.GIVEN_UP and floor_of(venue) < 0:
        raise RuleBroken("m2", "减少的面积大于现有面积", field="m2")
    return change


def floor_of(venue: Venue) -> int:
    """Square metres of a venue today."""
    return venue.floor_changes.aggregate(sum=Coalesce(Sum(DIFFERENCE), 0))["sum"]


@transaction.atomic
def save_facility(*, facility: Facility, by, **fields) -> Facility:
    """Something of the circle of a community. Raises RuleBroken."""
    _check_place(fields.get("area", facility.area if facility.pk else None), by)
    return _keep(facility, by, fields, at="name")


# --- Rooms ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_room(*, room: Room, by, **fields) -> Room:
    """The new or changed room. Raises RuleBroken at the wrong field."""
    _check_row(Venue, fields.get("venue", room.venue if room.pk else None), by, "venue")
    try:
        read_week(fields.get("hours", room.hours))
    except UnreadHours as error:
        raise RuleBroken("hours", f"{error}；写法如 一至五 8:30-12:00、14:00-21:00", field="hours") from error
    return _keep(room, by, fields, at="name")


@transaction.atomic
def close_room(*, room: Room, by, starts_at, ends_at, reason: str) -> Closure:
    """The closure; bookings that lie in it are cancelled with its reason. The same one twice is the first. Raises RuleBroken."""
    _check_row(Room, room, by, "room")
    hold(room_lock(room.pk))  # nobody books meanwhile
    told = {"room": room, "starts_at": starts_at, "ends_at": ends_at, "reason": reason.strip()}
    if known := Closure.objects.filter(**told).first():
        return known
    closure = Closure(**told, entered_by=by, entered_at=timezone.now())
    check_valid(closure, at="ends_at")
    if ends_at <= timezone.now():
        raise RuleBroken("past", "这段时间已经过了", field="ends_at")
    closure.save()
    for booking in _hit_by(closure).order_by("pk"):
        booking.reason = f"闭馆：{closure.reason}"
        follow(booking_acts, "close_out", [booking], reason=booking.reason, by=by)
    return closure


def _hit_by(closure: Closure) -> QuerySet[Booking]:
    inside = Booking.objects.live().filter(
        room=closure.room, starts_at__lt=closure.ends_at, ends_at__gt=max(closure.starts_at, timezone.now())
    )
    return inside.select_related("room__venue__area", "member").select_for_update(of=("self",), no_key=True)
