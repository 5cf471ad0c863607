"""The columns of grids with their open work by colour."""

from grids.ledger.choices import Colour
from grids.ledger.models import GridLedger
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list


def counted(name: str, label: str) -> Column:
    return Column(label, lambda row: getattr(row, name), number=True, field=name)


ledger_list = declare_list(
    GridLedger,
    columns=columns_of(GridLedger, "name code")
    | {"parent": Column("社区", lambda row: row.parent.name, order="parent"), "late": counted("late", "超期")}
    | {colour.value: counted(colour.value, colour.label) for colour in Colour},
    desk="name parent late red orange yellow green blue",
    links="name",
    order="tree_id lft",
    loads=("parent",),
)
