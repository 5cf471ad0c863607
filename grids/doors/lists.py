"""The columns of orders of other systems, for the desk, their workbook and programs."""

from django.db.models import Q

from grids.doors.choices import OrderState
from grids.doors.models import DoorOrder, WindowCount
from grids.doors.services.intake import sent_of
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column

COLOURS = {"待人工登记": "danger", "已转事项": "success", "已作废": "info"}


def shown_body(order: DoorOrder) -> str:
    """What the order said, as long as it is kept: without name and number of the asker."""
    sent = sent_of(order)
    return "　".join(part for part in (sent.title, sent.place, sent.words) if part)


order_list = declare_list(
    DoorOrder,
    columns=columns_of(
        DoorOrder, "source outside_number year fault received_at times changes changed_at received_by reason"
    )
    | area_columns("区域")
    | {
        "state": state_column(DoorOrder, COLOURS),
        "case": Column("事项", lambda order: order.case.number if order.case else "", order="case"),
        "body": Column("来件原文", shown_body, personal=True),
    },
    desk="state outside_number source fault case area received_at times changes",
    links="state outside_number",
    filters=("state", "source", "area"),
    first=Q(state=OrderState.WAITING),
    order="-received_at -pk",
    loads=("area", "case", "received_by"),
    api="id area source source_label outside_number year state state_label fault case received_at changes changed_at reason",
    asked_by="state source area under case",
    ordered_by="received_at",
)
WINDOW_COLOURS = {"计入": "success", "已作废": "info"}
window_list = declare_list(
    WindowCount,
    columns=columns_of(WindowCount, "day kind number entered_by entered_at reason")
    | area_columns("所在区域")
    | {"state": state_column(WindowCount, WINDOW_COLOURS)},
    desk="state day kind number area",
    links="state day",
    filters=("state", "kind", "area"),
    order="-day area kind pk",
    loads=("area__parent__parent", "entered_by"),
    importer="window-counts",
    api="id area day kind kind_label number state state_label entered_at reason",
    asked_by="state kind area under",
    ordered_by="day",
)
