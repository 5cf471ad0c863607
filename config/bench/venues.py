"""What is measured of rooms: one booking among many, and what a district reads of its communities' space and of 共建."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from cocon.models import Booking, Room, Venue
from cocon.venues.choices import BookingState, Door
from cocon.venues.services.bookings import Caller, Use, ask_for_room
from cocon.venues.services.free_times import moment, span_of
from cocon.venues.services.space import communities_on, dress_spaces, with_space
from config.bench.timing import Ratio, side_by_side, undone
from config.bench.world import MONTH
from orgtree.choices import AreaKind
from orgtree.declare import registry
from orgtree.figures.services.figures import figures_over, fill_figures
from orgtree.models import Area

ROOMS, EACH = 200, 500
PHONE = "19900000001"


def booking() -> Iterator[Ratio]:
    """A resident's booking among 100,000, as the page sends it, against the bare insert of the same row; then a district's pages.

    Ours is the whole service: locks, room, closures, quota and repeats, rules, the row and its first step. The floor is the row
    alone by the ORM, with all that the table puts on it: sealed phone, indexes, trail, exclusion. Both without a commit.
    """
    room = _fill_rooms()
    day = timezone.localdate() + timedelta(days=3)
    start, end = moment(day, 9 * 60), moment(day, 11 * 60)
    use, caller = Use(start, end, "测速", 10), Caller("王女士", PHONE)
    told = {"room": room, "state": BookingState.CONFIRMED, "door": Door.WEB, "starts_at": start, "ends_at": end}
    who = {"phone": PHONE, "phone_key": caller.key(), "contact_name": "王女士", "purpose": "测速", "people": 10}

    def bare() -> None:
        Booking(**told, **who, span=span_of(room, start, end), once=uuid4().hex, entered_at=timezone.now()).save()

    yield side_by_side(
        f"book a room among {ROOMS * EACH:,} bookings",
        undone(lambda: ask_for_room(room_id=room.pk, use=use, caller=caller, once=uuid4().hex)),
        "bare INSERT of the row, trail and constraint included",
        undone(bare),
        rounds=30,
        most=3,
    )
    yield from _district()


def _district() -> Iterator[Ratio]:
    district = Area.objects.filter(kind=AreaKind.DISTRICT).order_by("pk").first()
    fill_figures(MONTH)
    today = timezone.localdate()
    catalogue = registry.catalogue()
    wanted = [key for key in catalogue if key.startswith("cocon.")]
    parts = [part for key in wanted for part in getattr(catalogue[key], "parts", ())]
    ours = {key: catalogue[key] for key in (*parts, *wanted)}

    def space() -> None:
        dress_spaces(list(with_space(communities_on(today, Area.objects.within(district)), today)[:50]))

    for name, read in (
        ("a page of a district's communities against the norms", space),
        ("a district's figures of 共建", lambda: figures_over([district.pk], [MONTH], catalogue=ours)),
    ):
        yield side_by_side(name, read, "lookup by key", lambda: Area.objects.get(pk=district.pk), rounds=30)


def _fill_rooms() -> Room:
    """One room in each of the first communities, with bookings of half a year behind them, written by the database itself."""
    communities = Area.objects.filter(kind=AreaKind.COMMUNITY).order_by("pk")[:ROOMS]
    since = timezone.localdate() - timedelta(days=900)
    venues = Venue.objects.bulk_create(
        Venue(area=area, name="测速阵地", kind="centre", address="测速", since=since) for area in communities
    )
    rooms = Room.objects.bulk_create(
        Room(venue=venue, name="测速", use="meeting", capacity=30, hours="每天 8:00-22:00") for venue in venues
    )
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(BOOKING_ROWS, {"rooms": [room.pk for room in rooms], "each": EACH})
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE cocon_booking, cocon_room, cocon_venue")
    return rooms[0]


BOOKING_ROWS = """
    INSERT INTO cocon_booking (room_id, kind, state, door, starts_at, ends_at, span, "group", purpose, people, contact_name, phone,
        phone_key, entered_at, reason, visitors)
    SELECT room, 'normal', 'attended', 'web', start, start + interval '2 hours', tstzrange(start, start + interval '2 hours'), '', '测速', 9,
        '', '', md5(n::text), start, '', 9
    FROM unnest(%(rooms)s) room, generate_series(1, %(each)s) n, LATERAL (SELECT now() - n * interval '9 hours' AS start) began
"""
