"""The columns of indexes, of what each case added and of the formula: for the desk, workbooks, the rows behind figures and the API."""

from decimal import Decimal

from grids.index.choices import Change, Grade, Part
from grids.index.models import FormulaNumber, GridIndex, IndexPoint
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, unsummed_columns
from orgtree.owned.lists import owned_columns

GRADE_COLOURS = {"优": "success", "良": "info", "提醒": "warning", "预警": "danger"}


def month_told(row) -> str:
    return f"{row.month.year}年{row.month.month}月"


def shown_index(row: GridIndex) -> str:
    """The number, or why it is not shown."""
    return row.get_hidden_display() if row.hidden else f"{row.index}"


def corrected_told(row: GridIndex) -> str:
    """What the settled month would say by what has become known since: 更正后75.2（提醒，11件）; nothing where nothing has."""
    if not row.corrected:
        return ""
    said = row.corrected
    return f"更正后{said['index']}（{Grade(said['grade']).label}，{said['cases']}件）"


def changes_told(row: GridIndex) -> list[str]:
    """Why: each case of which something has become known since, and how many there are besides those that are named."""
    if not row.corrected:
        return []
    named, total = row.corrected["changes"], row.corrected["changed"]
    told = [
        f"事项{one['number']}{Change(one['kind']).label}：{_point_told(one['was'])}改为{_point_told(one['now'])}"
        for one in named
    ]
    return [*told, f"等共{total}件"] if total > len(named) else told


def _point_told(point: list | None) -> str:
    return f"{Part(point[0]).label}{Decimal(point[1]).normalize():f}" if point else "不计"


def score_told(row: GridIndex, part: str) -> str:
    """The score of a part as the index itself is written; nothing where that is not shown. The page of a row has it in full."""
    return f"{Decimal(row.parts[part][4]):.1f}" if row.parts.get(part) else ""


index_list = declare_list(
    GridIndex,
    columns=unsummed_columns(GridIndex, "households cases accidents handling version computed_at")
    | area_columns("区域")
    | {
        "month": Column("月份", month_told, order="month"),
        "kind": Column("层级", lambda row: row.area.get_kind_display()),
        "index": Column("平安指数", shown_index),
        "corrected": Column("结算后更正", corrected_told),
        "changes": Column("更正事由", lambda row: "；".join(changes_told(row))),
        "grade": Column("等级", lambda row: Grade(row.grade).label if row.grade else "", tones=GRADE_COLOURS),
    }
    | {part.value: Column(part.label, lambda row, part=part.value: score_told(row, part)) for part in list(Part)[:4]},
    desk="month area kind index corrected grade households cases p1 p2 p3 p4",
    links="month area",
    filters=("month", "grade", "area__kind", "area"),
    order="-month area__tree_id area__lft",
    loads=("area__parent__parent",),
    sheet="month place kind index grade corrected changes households cases accidents p1 p2 p3 p4 handling version",
    api="id area month version households cases accidents index grade grade_label handling parts hidden corrected computed_at",
    asked_by="area month under",
    ordered_by="month",
)
point_list = declare_list(
    IndexPoint,
    columns=columns_of(IndexPoint, "part origin weight")
    | area_columns("网格或社区")
    | {
        "month": Column("月份", month_told, order="month"),
        "number": Column("事项编号", lambda row: row.case.number, order="case__number"),
        "title": Column("事项", lambda row: row.case.title),
        "category": Column("事项分类", lambda row: row.case.category.name),
        "level": Column("办理层级", lambda row: row.case.get_level_display()),
        "state": Column("状态", lambda row: row.case.get_state_display()),
    },
    desk="month part number title category level origin weight state area",
    links="number title",
    filters=("month", "part", "origin"),
    order="-month part -weight pk",
    loads=("area__parent__parent", "case__category"),
)
formula_list = declare_list(
    FormulaNumber,
    columns=unsummed_columns(FormulaNumber, "key number active_from active_to") | owned_columns(),
    desk="key area number active_from active_to",
    filters=("key",),
    loads=("area",),
)
