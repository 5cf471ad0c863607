"""A body of the community, and the planted unit's seat in it."""

from datetime import timedelta

from cocon.models import Body, BodyKind, Seat
from tests.canary import CANARY

NAMES = ("联席会", "委员", "职务")
PERSONAL = ("委员", "职务")


def plant(ground) -> list:
    east, staff, now = ground.town.east, ground.staff, ground.now
    body = Body.objects.create(
        area=east, kind=BodyKind.objects.get(code="joint"), name=f"{CANARY}联席会", founded_on=now.date()
    )
    seat = Seat.objects.create(
        body=body,
        role="part",
        institution=ground.unit,
        holder=f"{CANARY}委员",
        title=f"{CANARY}职务",
        since=now.date(),
        until=now.date() + timedelta(days=400),
        state="held",
        proposed_by=staff,
        proposed_at=now,
        decided_by=ground.town.street_secretary,
        decided_at=now,
    )
    return [body, seat]
