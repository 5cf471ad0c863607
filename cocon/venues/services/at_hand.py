"""What is to be known before somebody books a room: the room, its closures and what they have already, by one statement.

The statement is put together once in a process; asking three times over cost more than the insert that follows.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from cocon.venues.choices import LIVE, BookingState
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Closure, Room
from orgtree.database.locks import hold
from orgtree.database.prepared import Prepared

ROOM_LOCK = 7_440_000_000  # one lock a room: whoever changes who has it, or when it is closed, has it alone
BIGGEST_LOCK = 2**63 - 1
NOBODY = "-"  # the index of no phone: whoever has none has nothing yet
COUNTED = (*LIVE, BookingState.ATTENDED)


def _lent(
    *, room: int, today: date, day: date, key: str, once: str, starts_at: datetime, ends_at: datetime
) -> QuerySet:
    """The room with what lies in the way: the reason why it is `closed` then; what was `sent` with the same form and what
    the same person has of it `that_day` (ids), and when they `missed` a use.
    """
    theirs = Booking.objects.filter(phone_key=key).order_by()
    here = theirs.filter(room=OuterRef("pk"), starts_at__date=day, state__in=COUNTED)
    return (
        Room.objects.lent(today)
        .filter(pk=room)
        .order_by()
        .annotate(
            closed=Subquery(
                Closure.objects.touching(OuterRef("pk"), starts_at, ends_at).order_by().values("reason")[:1]
            ),
            sent=Subquery(Booking.objects.filter(once=once).order_by().values("pk")),
            that_day=ArraySubquery(here.values("pk")),
            missed=ArraySubquery(theirs.filter(state=BookingState.NO_SHOW).values("starts_at")),
        )
    )


LENT = Prepared(
    _lent,
    room=-1,
    today=date.min,
    day=date.max,
    key="key",
    once="once",
    starts_at=datetime(1, 1, 2, tzinfo=UTC),
    ends_at=datetime(1, 1, 3, tzinfo=UTC),
)


def room_lock(pk: int) -> int:
    """The lock of a room, also of one that nobody has: whoever asks may say any number."""
    return (ROOM_LOCK + pk) % BIGGEST_LOCK


def hold_rooms(bookings: Iterable[int]) -> None:
    """Wait for the rooms of these bookings (ids) until the transaction ends, before any of their rows is locked.

    The database refuses an overlap; but of two writers at once each may find the other's row unfinished, and wait for ever.
    """
    rooms = Booking.objects.filter(pk__in=bookings).order_by("room").values_list("room", flat=True).distinct()
    if locks := [room_lock(room) for room in rooms]:
        hold(*locks)


def lent_to(key: str, *, once: str | None, **told) -> Room | None:
    """The room as residents may book it today, dressed as `_lent` says; None for one that is not lent."""
    return next(iter(LENT(key=key or NOBODY, once=once or NOBODY, **told)), None)
