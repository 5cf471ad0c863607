"""Seats that wait for somebody, terms that end, bodies that are short of members."""

from django.urls import reverse
from django.utils import timezone

from cocon.bodies.choices import SeatState
from cocon.bodies.models import Body, Seat
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, registry
from orgtree.desk.finding import find_by


def seats_of(query: str):
    return lambda user: f"{reverse('admin:cocon_seat_changelist')}?{query}"


registry.add_cards(
    [
        Card(
            key="cocon.seats_proposed",
            label="待审批席位",
            hint="社区提名的委员和成员，由街道党工委审批",
            place="cocon",
            rows=lambda user: Seat.objects.allowed(user, P.COCON_APPROVE).filter(state=SeatState.PROPOSED),
            since="proposed_at",
            minutes=1,
            url=seats_of(f"state__exact={SeatState.PROPOSED}"),
            permission=P.COCON_APPROVE,
            at_community=False,
        ),
        Card(
            key="cocon.seats_to_file",
            label="待备案席位",
            hint="街道已同意，由组织部备案",
            place="cocon",
            rows=lambda user: Seat.objects.allowed(user, P.COCON_FILE).filter(state=SeatState.HELD, filed_at=None),
            since="decided_at",
            url=seats_of("which=to-file"),
            permission=P.COCON_FILE,
            at_community=False,
        ),
        Card(
            key="cocon.seats_ending",
            label="任期届满席位",
            hint="任期已满或三个月内届满，请安排换届或离任",
            place="cocon",
            kind=CardKind.DUE,
            rows=lambda user: Seat.objects.allowed(user, P.COCON_MANAGE).ending(timezone.localdate()),
            since="until",
            minutes=5,
            url=seats_of("which=ending"),
            permission=P.COCON_MANAGE,
        ),
        Card(
            key="cocon.bodies_short",
            label="席位不足",
            hint="大党委等组织的委员少于规定名额",
            place="cocon",
            kind=CardKind.KNOW,
            rows=lambda user: Body.objects.allowed(user, P.COCON_MANAGE).short_of_seats(timezone.localdate()),
            minutes=5,
            url=lambda user: f"{reverse('admin:cocon_body_changelist')}?which=short",
            permission=P.COCON_MANAGE,
        ),
    ]
)
registry.add_finders([Finder("bodies", "共建组织", P.COCON_VIEW, find_by(Body, P.COCON_VIEW, "name"))])
