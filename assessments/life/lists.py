"""The columns of 三会一课, for the desk, workbooks, the rows behind figures and the API."""

from assessments.life.models import LifeQuarter
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column, unsummed_columns

COLOURS = {"待核对": "warning", "已核对": "success", "登记有误": "info"}

life_list = declare_list(
    LifeQuarter,
    columns=columns_of(LifeQuarter, "branch quarter congress committee group lecture entered_at reason")
    | unsummed_columns(LifeQuarter, "year")
    | area_columns("区域", "branch.area")
    | {
        "state": state_column(LifeQuarter, COLOURS),
        "kept": Column("按期完成", lambda row: "是" if row.is_kept else "否", order="is_kept"),
    },
    desk="state branch year quarter kept area",
    links="branch",
    filters=("state", "year", "quarter", "is_kept", "branch__area"),
    order="-ended_on branch pk",
    loads=("branch__area__parent__parent",),
    sheet="state area branch year quarter congress committee group lecture kept reason",
    api="id area branch year quarter congress committee group lecture is_kept state state_label ended_on",
    asked_by="branch state area under",
    ordered_by="ended_on",
)
