"""Rows of venues with the planted word: a place that is not open to residents, so that nothing of it is public."""

from datetime import timedelta

from cocon.models import (
    Booking,
    BookingSeries,
    Closure,
    CommunitySpace,
    Facility,
    FloorChange,
    RefusedDate,
    Room,
    Venue,
)
from cocon.venues.models.rooms import RoomEcho
from cocon.venues.services.free_times import span_of
from tests.canary import CANARY, PHONE

NAMES = ("阵地", "房间", "团队", "闭馆", "设施", "联系人")
PERSONAL = ("联系人",)


def plant(ground) -> list:
    """One row of each noun of the subject, in the planted community; the booking is the planted member's."""
    area, now, staff = ground.grid.parent, ground.now, ground.staff
    by = {"entered_by": staff, "entered_at": now}
    venue = Venue.objects.create(
        area=area, name=f"{CANARY}阵地", kind="centre", address=CANARY, is_public=False, since=now.date()
    )
    room = Room.objects.create(venue=venue, name=f"{CANARY}房间", use="meeting", capacity=9, is_lent=False)
    first, last = now + timedelta(days=9), now + timedelta(days=9, hours=2)
    series = BookingSeries.objects.create(
        room=room,
        group=f"{CANARY}团队",
        purpose=CANARY,
        first_day=first.date(),
        last_day=first.date() + timedelta(days=7),
        **by,
    )
    booking = Booking.objects.create(
        room=room,
        state="asked",
        door="web",
        starts_at=first,
        ends_at=last,
        span=span_of(room, first, last),
        group=f"{CANARY}团队",
        purpose=CANARY,
        contact_name=f"{CANARY}联系人",
        phone=PHONE,
        member=ground.member,
        series=series,
        **by,
    )
    return [
        venue,
        CommunitySpace.objects.get(pk=area.pk),
        FloorChange.objects.create(venue=venue, kind="opened", day=now.date(), m2=99, note=CANARY, **by),
        Facility.objects.create(area=area, kind="centre", name=f"{CANARY}设施", since=now.date()),
        room,
        RoomEcho.objects.create(room=room, good=5),
        Closure.objects.create(room=room, starts_at=first, ends_at=last, reason=f"{CANARY}闭馆", **by),
        series,
        RefusedDate.objects.create(series=series, day=first.date(), why="rule", words=CANARY),
        booking,
    ]
