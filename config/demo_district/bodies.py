"""大党委 and 联席会 of the demo: complete in most communities, short of somebody in some; one seat in each state for the first logins."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from cocon.bodies.choices import SeatRole, SeatState
from cocon.bodies.services.bodies import body_acts, seat_acts
from cocon.models import Body, BodyKind, Seat
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from config.demo_district.names import BRANCHES, STEMS
from orgtree.acts import Noted, make, note_steps, perform
from orgtree.choices import PostKind
from orgtree.days.rules.months import last_day
from orgtree.models import Institution, Post, User

ROLES = (SeatRole.HEAD, SeatRole.FULL, *[SeatRole.PART] * 8)


def build_bodies(part: Part) -> None:
    """Two bodies in each community, founded in the year before; the seats of all are written at once."""
    kinds = {kind.code: kind for kind in BodyKind.objects.filter(code__in=("party", "joint"))}
    clerks = Post.objects.live().filter(kind=PostKind.UNIT_ORG, institution=OuterRef("pk"))
    # The unit whose clerk signs in comes first.
    units = list(Institution.objects.filter(closed_on=None).order_by(Exists(clerks).desc(), "pk"))
    street = _at(PostKind.STREET_COMMITTEE, part)
    department = Post.objects.live().get(kind=PostKind.ORGANISATION_DEPT, area=part.places.district).holder
    founded = part.today.replace(month=3, day=1) - timedelta(days=366)
    for place in part.staffed:
        party, _ = (_body(place, kinds[code], founded) for code in ("party", "joint"))
        approver = street.get(place.area.parent_id)
        if approver:
            _seats(party, place, units, (approver, department), founded)
    if part.is_first:
        _open_ones(part, units, street)


def _at(kind: str, part: Part) -> dict[int, User]:
    return {
        post.area_id: post.holder
        for post in Post.objects.live().filter(kind=kind).select_related("holder").order_by("-pk")
    }


def _body(place: Staffed, kind: BodyKind, day: date) -> Body:
    body = Body.objects.create(area=place.area, kind=kind, name=f"{place.area.name}{kind.name}", founded_on=day)
    note_steps(body_acts, [Noted(body, "found", "", body.state, place.secretary, moment(day, 540))])
    return body


def _seats(body: Body, place: Staffed, units: list[Institution], deciders: tuple[User, User], day: date) -> None:
    """Approved and filed long ago; every fifth community is two short, every seventh near the end of the term."""
    roles = ROLES[: -2 if place.number % 5 == 4 else None]
    months = 19 if place.number % 7 == 3 else body.kind.term_months
    said, decided, filed = moment(day, 600), moment(day + timedelta(days=3), 600), moment(day + timedelta(days=8), 600)
    approver, department = deciders
    seats = Seat.objects.bulk_create(
        Seat(
            body=body,
            role=role,
            institution=units[(place.number * 7 + number - 2) % len(units)] if role == SeatRole.PART else None,
            holder=f"演示{STEMS[number % 10]}{BRANCHES[place.number % 12]}",
            since=day,
            until=last_day(day, months),
            state=SeatState.HELD,
            proposed_by=place.secretary,
            proposed_at=said,
            decided_by=approver,
            decided_at=decided,
            filed_by=department,
            filed_at=filed,
        )
        for number, role in enumerate(roles)
    )
    note_steps(seat_acts, [step for seat in seats for step in _course(seat)])


def _course(seat: Seat) -> list[Noted]:
    proposed, held = SeatState.PROPOSED, SeatState.HELD
    steps: tuple[tuple[str, str, str, User, datetime], ...] = (
        ("propose", "", proposed, seat.proposed_by, seat.proposed_at),
        ("approve", proposed, held, seat.decided_by, seat.decided_at),
        ("file", held, held, seat.filed_by, seat.filed_at),
    )
    return [Noted(seat, *step) for step in steps]


def _open_ones(part: Part, units: list[Institution], street: dict[int, User]) -> None:
    """One that waits for the street, one for the department."""
    place = part.staffed[0]
    body = Body.objects.get(area=place.area, kind__code="joint")
    for number, holder in enumerate(("演示甲联", "演示乙联")):
        said = {"role": SeatRole.MEMBER, "holder": holder, "institution": units[number], "title": ""}
        seat = make(seat_acts, "propose", body=body, since=None, until=None, by=place.secretary, **said).row
        if number:
            perform(seat_acts, "approve", ids=[seat.pk], by=street[place.area.parent_id])
