"""The columns of replies, for the desk, their workbook and programs."""

from django.utils import timezone

from grids.replies.models import Reply
from grids.replies.services.using import count_uses
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, shortened, state_column

COLOURS = {"可用": "success", "已停用": "info"}
STANDING_COLOURS = COLOURS | {"未生效": "info", "已到期": "danger"}

reply_list = declare_list(
    Reply,
    columns=columns_of(Reply, "kind category title source valid_from valid_until entered_by entered_at reason")
    | area_columns("维护区域")
    | {
        "state": state_column(Reply, COLOURS),
        "standing": Column("现状", lambda reply: reply.standing_on(timezone.localdate()), tones=STANDING_COLOURS),
        "wording": shortened(Reply, "wording", 40),
        "uses": Column("使用次数", lambda reply: reply.times_used, number=True),
    },
    desk="standing title kind category wording source area valid_until uses",
    links="standing title",
    filters=("state", "kind", "area"),
    order="valid_until title pk",
    loads=("area__parent__parent", "entered_by"),
    dress=count_uses,
    importer="replies",
    sheet="title kind category wording source area valid_from valid_until state uses",
    api="id area kind kind_label category title wording source valid_from valid_until state state_label entered_at reason",
    asked_by="state kind area under",
    ordered_by="valid_until title",
)
