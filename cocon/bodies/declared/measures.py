"""Figures of bodies: how many there are, and how many part-time members are in office."""

from django.db.models import Q

from cocon.bodies.choices import SeatRole
from cocon.bodies.lists import body_list, seat_list
from cocon.bodies.models import Body, BodyKind, Seat
from orgtree.declare import Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker

GROUP = "共驻共建"
SEATS = Marker(Seat, ("state", "role", "since", "until", "body"), area="body__area", since="since")
BODIES = Marker(Body, ("kind", "founded_on", "ended_on", "area"), area="area", since="founded_on")
KINDS = Marker(BodyKind, ("is_coordination",))


def in_office(window: Window):
    """Seats in office on the last day that counts."""
    rows = Seat.objects.in_office_on(window.last_day).select_related("body__area__parent__parent", "institution")
    return rows.order_by("body_id", "pk")


def in_being(window: Window):
    """Bodies in being on the last day that counts."""
    return Body.objects.in_being_on(window.last_day).select_related("area__parent__parent", "kind").order_by("pk")


def body_count(key: str, label: str, definition: str, only: Q, **more) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit="个",
        definition=definition,
        rows=in_being,
        only=only,
        marks=(BODIES, KINDS),
        area="area",
        columns=body_list.pick("name kind place founded_on"),
        group=GROUP,
        stock=True,
        **more,
    )


registry.add_figures(
    [
        Measure(
            key="cocon.part_time",
            label="兼职委员",
            unit="名",
            definition="统计期末在任期内的兼职委员，经街道审批；同一人在两个组织任职计两名",
            rows=in_office,
            only=Q(role=SeatRole.PART),
            marks=(SEATS, BODIES),
            area="body__area",
            columns=seat_list.pick("holder role body institution place since until"),
            group=GROUP,
            stock=True,
            source="T05 J19",
        ),
        body_count(
            "joint_committees",
            "大党委",
            "统计期末存续的大党委（区域党委）",
            Q(kind__is_coordination=False),
        ),
        body_count(
            "coordination_bodies",
            "议事协调机构",
            "统计期末存续的联席会、协调委员会、议事会、理事会等，按组织类型可查",
            Q(kind__is_coordination=True),
            source="S02",
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.bodies",
            "共建组织",
            "{place}建立大党委{cocon.joint_committees}个、议事协调机构{cocon.coordination_bodies}个，选聘兼职委员{cocon.part_time}名。",
            source="T05 J19 S02",
        )
    ]
)
