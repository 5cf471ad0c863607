"""Bodies and seats for tests, made through the services."""

from datetime import date, timedelta
from functools import partial
from itertools import count

from django.utils import timezone

from cocon.bodies.choices import SeatRole, SeatState
from cocon.bodies.services.bodies import body_acts, seat_acts
from cocon.models import Body, BodyKind, Seat
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind, Standing
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint, create_user

_names = count(1)


def founded(town, code: str = "party") -> Body:
    """The 大党委 of 东园社区, or another body of it; the same again is the one that is there."""
    kind = BodyKind.objects.get(code=code)
    known = Body.objects.filter(area=town.east, kind=kind, ended_on=None).first()
    return known or make(body_acts, "found", area=town.east, kind=kind, name="", founded_on=None, by=town.secretary).row


def ended(town, member=None) -> Body:
    row = founded(town)
    return perform_one(body_acts, "end", pk=row.pk, by=town.secretary, ended_on=None, reason="换届合并")


def unit(town, name: str = "城关小学") -> Institution:
    return Institution.objects.get_or_create(name=name, area=town.street, defaults={"kind": "school"})[0]


def proposed(town, member=None, *, role: str = SeatRole.PART, **more) -> Seat:
    """Somebody new, proposed for the community's 大党委."""
    said = {
        "holder": f"孙试{next(_names)}",
        "institution": unit(town),
        "title": "",
        "since": None,
        "until": None,
    } | more
    said = {"by": town.secretary, "body": said.get("body") or founded(town)} | said
    return make(seat_acts, "propose", role=role, **said).row


def held(town, member=None, **more) -> Seat:
    """Approved by the street."""
    return perform_one(seat_acts, "approve", pk=proposed(town, **more).pk, by=town.street_secretary)


def left(town, member=None) -> Seat:
    seat = held(town, since=timezone.localdate() - timedelta(days=90))
    return perform_one(seat_acts, "leave", pk=seat.pk, by=town.secretary, ended_on=None, reason="调离本单位")


def declined(town, member=None) -> Seat:
    return perform_one(seat_acts, "decline", pk=proposed(town).pk, by=town.street_secretary, reason="名额已满")


def withdrawn(town, member=None) -> Seat:
    return perform_one(seat_acts, "withdraw", pk=proposed(town).pk, by=town.secretary, reason="登记有误")


def approvers(town) -> tuple[User, User]:
    """Two who may approve and file in one person, which life keeps apart: the contract asks each act of somebody who may."""

    def person(account: str) -> User:
        if known := User.objects.filter(account=account).first():
            return known
        user = create_user(account=account, name="审批人", password=None, home=town.district, by=None)
        appoint(holder_id=user.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
        appoint(holder_id=user.pk, kind=PostKind.ORGANISATION_DEPT, area=town.district, by=None)
        return user

    return person("shenpi1"), person("shenpi2")


MAKERS = {
    "cocon.body": {Standing.OPEN: lambda town, member: founded(town), Standing.ENDED: ended},
    "cocon.seat": {
        SeatState.PROPOSED: proposed,
        SeatState.HELD: partial(held, since=date(2026, 3, 1)),
        SeatState.DECLINED: declined,
        SeatState.ENDED: left,
        SeatState.WITHDRAWN: withdrawn,
    },
}
DESKS = {"cocon.body": approvers, "cocon.seat": approvers}
BEGINNINGS = {
    "cocon.body.found": lambda town, member: {"area": town.east, "kind": BodyKind.objects.get(code="council")},
    "cocon.seat.propose": lambda town, member: {
        "body": founded(town),
        "role": SeatRole.PART,
        "holder": "孙试",
        "institution": unit(town),
    },
}
