"""The columns of changes of borders."""

from orgtree.borders.models import BorderChange
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, name_by, state_column

COLOURS = {"待确认": "danger", "待生效": "warning", "已生效": "success", "已取消": "info", "已撤销": "info"}

name_by(BorderChange, "id kind community")


def parts_in_words(change: BorderChange) -> str:
    """The communities that are merged, or the grids that leave."""
    parts = [move for move in change.moves.all() if move.is_part]
    return "、".join(move.name or str(move.area) for move in parts)


border_list = declare_list(
    BorderChange,
    columns=columns_of(BorderChange, "kind area community made new_name new_code on done_on planned_at confirmed_at")
    | {"state": state_column(BorderChange, COLOURS), "parts": Column("合并的社区或划出的网格", parts_in_words)},
    desk="state kind community parts new_name on area",
    links="community",
    filters=("state", "kind"),
    order="-planned_at -pk",
    loads=("area", "community", "made"),
    api="id area kind kind_label community made new_name new_code on state state_label done_on",
    asked_by="state kind area under",
    ordered_by="on",
)
