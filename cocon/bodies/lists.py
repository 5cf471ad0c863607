"""The columns of bodies and seats, for the desk, workbooks and the rows behind figures."""

from django.db.models import Q
from django.utils import timezone

from cocon.bodies.choices import SeatState
from cocon.bodies.models import Body, BodyKind, Seat
from cocon.bodies.rules import NEAR
from cocon.bodies.services.bodies import gaps_of
from orgtree.days.rules.months import months_on
from orgtree.days.rules.words import say_day
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column

SEAT_COLOURS = {"待审批": "warning", "在任": "success", "未同意": "danger", "已离任": "info", "已撤回": "info"}

name_by(BodyKind, "code name", "BodyKind")
name_by(Body, "id name")


def shown_term(seat: Seat) -> str:
    """The last day, and whether it is over or near; the day alone for who has left."""
    today = timezone.localdate()
    if seat.state != SeatState.HELD or seat.until >= months_on(today, NEAR):
        return say_day(seat.until)
    return f"{say_day(seat.until)}（{'已届满' if seat.until < today else '即将届满'}）"


body_list = declare_list(
    Body,
    columns=columns_of(Body, "name kind founded_on ended_on")
    | area_columns("所在区域")
    | {"gaps": Column("席位情况", lambda body: "、".join(gaps_of(body)) or "符合")},
    desk="name kind area founded_on ended_on",
    filters=("kind", "area"),
    order="area name",
    loads=("area", "kind"),
    sheet="name kind area founded_on ended_on gaps",
    api="id area name kind founded_on ended_on",
    asked_by="kind area under",
    ordered_by="founded_on name",
)
seat_list = declare_list(
    Seat,
    columns=columns_of(Seat, "body role institution since until filed_at proposed_at")
    | area_columns("所在区域", "body.area")
    | {
        "state": state_column(Seat, SEAT_COLOURS),
        "holder": Column("姓名", lambda seat: seat.holder, personal=True),
        "title": Column("单位及职务", lambda seat: seat.title, personal=True),
        "term": Column("任期至", shown_term, order="until"),
    },
    desk="state holder role body institution since term filed_at",
    links="state holder",
    filters=("state", "role", "body__kind", "body__area"),
    first=Q(state=SeatState.PROPOSED),
    order="body since pk",
    loads=("body__area", "body__kind", "institution"),
    sheet="state holder title role body institution area since until filed_at",
    importer="seats",
    api="id area body role role_label institution holder title since until state state_label filed_at",
    asked_by="state role body institution area under",
    ordered_by="since until",
)
