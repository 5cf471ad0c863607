"""The columns of a check-in, for the desk, its workbook, the rows behind figures and the member's own copy."""

from django.db.models import Q

from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, shortened, state_column
from volunteers.check_ins.choices import CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.members.lists import member_columns

STATE_COLOURS = {"待接收": "warning", "已接收": "success", "已退回": "danger", "已撤回": "info"}
TEXT_SHOWN = 20  # characters on the list

check_in_list = declare_list(
    CheckIn,
    columns=columns_of(CheckIn, "kind happened_on origin reason entered_at decided_at")
    | member_columns()
    | area_columns("归属区域")
    | {
        "state": state_column(CheckIn, STATE_COLOURS),
        "slug": Column("所属期间", lambda check_in: check_in.slug_shown, order="slug"),
        "text": shortened(CheckIn, "text", TEXT_SHOWN),
    },
    desk="state member kind slug happened_on text area origin",
    links="state member",
    filters=("state", "kind", "slug", "origin", "area"),
    first=Q(state=CheckInState.SUBMITTED),
    order="-happened_on -pk",
    loads=("member", "area"),
    member="member",
    own="kind slug happened_on text origin state reason entered_at decided_at",
    api=("id member area kind kind_label slug happened_on text origin state state_label reason entered_at decided_at"),
    asked_by="state kind slug member under",
    ordered_by="happened_on entered_at",
)
