"""The columns of agreements, for the desk, its workbook and the API."""

from cocon.agreements.models import Agreement
from cocon.agreements.services.acts import agreements
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list

STATE_COLOURS = {
    "待单位签": "warning",
    "待社区签": "danger",
    "已签待生效": "info",
    "履行中": "success",
    "即将到期": "warning",
    "已到期": "danger",
    "已续签": "info",
    "已终止": "info",
    "草拟中": "info",
    "已作废": "info",
}

agreement_list = declare_list(
    Agreement,
    columns=columns_of(
        Agreement, "number since until duties_unit duties_community liaison_unit liaison_community paper_at end_reason"
    )
    | {
        "state": Column("状态", lambda row: agreements.state_label(row.state), tones=STATE_COLOURS),
        "unit_name": Column("单位名称", lambda row: row.unit.name, order="unit__name"),
        "uscc": Column("统一社会信用代码", lambda row: row.unit.uscc),
        "goals": Column("目标", lambda row: "；".join(str(goal) for goal in row.goals.all())),
        "community": Column("社区", lambda row: row.community.name, order="community"),
        "left": Column("剩余", lambda row: row.left),
    },
    desk="state unit_name community since until left number",
    links="state unit_name",
    filters=("community",),
    order="-since -pk",
    loads=("unit", "community"),
    importer="agreements",
    sheet="number unit_name community since until state left paper_at end_reason",
    sheet_loads=("goals",),
    api=(
        "id number unit community state since until duties_unit duties_community liaison_unit liaison_community renews "
        "goals end_reason return_reason"
    ),
    asked_by="unit community under",
    ordered_by="since until",
)
