"""The columns of budget lines and entries, for the desk, workbooks and the rows behind figures."""

from cocon.projects.models import FundEntry, FundLine
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column, unsummed_columns

MONEY = {"budget": "预算", "allotted": "已分配", "approved": "已批准", "paid": "已支付", "left": "还可用"}

name_by(FundLine, "id name year")


def dress_lines(lines: list[FundLine]) -> None:
    """Set what each has. One query."""
    found = FundLine.objects.with_sums().in_bulk([line.pk for line in lines])
    for line in lines:
        line.__dict__ |= {name: value for name, value in vars(found[line.pk]).items() if name.startswith("sum_")}


def _money(name: str, label: str) -> Column:
    return Column(f"{label}（元）", lambda row: getattr(row, name), number=True, decimals=2)


line_list = declare_list(
    FundLine,
    columns=columns_of(FundLine, "kind name entered_at closed_at reason")
    | unsummed_columns(FundLine, "year")
    | area_columns("使用区域")
    | {name: _money(name, label) for name, label in MONEY.items()}
    | {
        "state": state_column(FundLine, {"使用中": "success", "已结账": "info"}),
        "parent": Column("分配自", lambda line: line.parent.area.name if line.parent else "", order="parent"),
    },
    desk="name area kind year state budget allotted approved paid left",
    links="name",
    filters=("kind", "year", "state", "area"),
    order="-year area kind pk",
    loads=("area", "parent__area"),
    dress=dress_lines,
    api=(
        "id area kind kind_label name year parent state state_label budget allotted approved paid left entered_at closed_at"
    ),
    asked_by="kind state area under",
    ordered_by="entered_at year",
)
entry_list = declare_list(
    FundEntry,
    columns=columns_of(FundEntry, "kind day at reason")
    | area_columns("使用区域", "line.area")
    | {
        "line": Column("预算", lambda entry: str(entry.line), order="line"),
        "amount": _money("amount", "金额"),
        "by": Column("经办人", lambda entry: entry.by.name),
        "reverses": Column("冲正", lambda entry: f"第{entry.reverses_id}号" if entry.reverses_id else ""),
        "number": Column("分录号", lambda entry: str(entry.pk), order="pk"),
    },
    desk="number day kind amount line reason by reverses",
    filters=("kind", "line__kind", "line__area"),
    order="-at -pk",
    loads=("line__area", "by"),
    api="id line kind kind_label amount day at reason reverses",
    asked_by="kind line area under",
    ordered_by="at",
)
