"""What is to be known before somebody books a room: the room, its closures and what they have already, by one statement.

The statement is put together once in a process; asking three times over cost more than the insert that follows.
"""

from datetime import UTC, date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from cocon.venues.choices import LIVE, BookingState
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Closure, Room
from orgtree.database.prepared import Prepared

NOBODY = "-"  # the index of no phone: whoever has none has nothing yet
COUNTED = (*LIVE, BookingState.ATTENDED)


def _lent(
    *, room: int, today: date, day: date, key: str, once: str, starts_at: datetime, ends_at: datetime
) -> QuerySet:
    """The room with what lies in the way: the reason why it is `closed` then; what was `sent` with the same form and what is
    `known` of the same person and beginning (ids); what they have of it `that_day` (ids), and when they `missed` a use.
    """
    theirs = Booking.objects.filter(phone_key=key).order_by()
    here = theirs.filter(room=OuterRef("pk"))
    return (
        Room.objects.lent(today)
        .filter(pk=room)
        .order_by()
        .annotate(
            closed=Subquery(Closure.objects.touching(OuterRef("pk"), starts_at, ends_at).values("reason")[:1]),
            sent=Subquery(Booking.objects.filter(once=once).order_by().values("pk")),
            known=Subquery(here.filter(starts_at=starts_at, state__in=LIVE).values("pk")[:1]),
            that_day=ArraySubquery(here.filter(starts_at__date=day, state__in=COUNTED).values("pk")),
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


def lent_to(key: str, *, once: str | None, **told) -> Room | None:
    """The room as residents may book it today, dressed as `_lent` says; None for one that is not lent."""
    return next(iter(LENT(key=key or NOBODY, once=once or NOBODY, **told)), None)
