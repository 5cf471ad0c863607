"""The columns of words on numbers."""

from orgtree.declare import Column
from orgtree.doubts.models import FigureDoubt
from orgtree.figures.rules import written
from orgtree.lists import columns_of, declare_list, state_column

COLOURS = {"待核实": "danger", "已答复": "success"}


doubt_list = declare_list(
    FigureDoubt,
    columns=columns_of(FigureDoubt, "area reason raised_at verdict answer answered_at")
    | {
        "state": state_column(FigureDoubt, COLOURS),
        "figure": Column("指标", lambda doubt: doubt.figure_label, order="figure"),
        "period": Column("统计期", lambda doubt: doubt.period.label, order="period_start"),
        "seen": Column("当时的数值", lambda doubt: written(doubt.seen, 2).removesuffix(".00")),
    },
    desk="state area figure period seen reason raised_at verdict answer",
    links="state figure",
    filters=("state", "verdict"),
    order="-raised_at -pk",
    loads=("area",),
    api="id area figure period_kind period_start seen reason state state_label raised_at verdict verdict_label answer"
    " answered_at",
    asked_by="state area under",
    ordered_by="raised_at",
)
