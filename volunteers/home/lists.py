"""The columns of a request about personal data, for the desk, its workbook and the member's own copy."""

from django.db.models import Q

from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, shortened
from volunteers.home.choices import DataRequestState
from volunteers.home.models import DataRequest
from volunteers.members.lists import member_columns

STATE_COLOURS = {"待办理": "warning", "已超期": "danger", "已办结": "success", "不予办理": "info", "已撤回": "info"}
TEXT_SHOWN = 24  # characters on the list

request_list = declare_list(
    DataRequest,
    columns=columns_of(DataRequest, "kind asked_at due_on answer decided_at")
    | member_columns()
    | area_columns("归属区域")
    | {
        "state": Column(
            "状态",
            lambda asked: "已超期" if asked.is_late else asked.get_state_display(),
            order="state",
            tones=STATE_COLOURS,
        ),
        "text": shortened(DataRequest, "text", TEXT_SHOWN),
    },
    desk="state member kind text asked_at due_on area",
    links="state member",
    filters=("state", "kind", "area"),
    first=Q(state=DataRequestState.WAITING),
    order="-asked_at -pk",
    loads=("member", "area"),
    member="member",
    own="kind text state asked_at due_on answer decided_at",
    api="id member area kind kind_label text state state_label asked_at due_on answer decided_at",
    asked_by="state kind under",
    ordered_by="asked_at due_on",
)
