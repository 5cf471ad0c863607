"""The columns of surveys, of what is published of them and of their numbers: for the desk, workbooks, the rows behind figures and the API."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assessments.surveys.models import DrawnHousehold, Survey, SurveyAge, SurveyBatch, SurveyCell, SurveyNumber
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column, unsummed_columns
from orgtree.owned.lists import owned_columns

STATE_COLOURS = {
    "起草中": "info",
    "种子已公布": "info",
    "已抽样": "info",
    "答题中": "warning",
    "已截止": "warning",
    "已公布": "success",
}
BATCH_COLOURS = {"待第二人录入": "warning", "已计入": "success", "已作废": "info"}
TENTH = Decimal("0.1")
WHOLE = Decimal(100)


def percent(share: Fraction) -> Decimal:
    """Per cent to one decimal, half up; 100.0 and 0.0 only where it is exactly that."""
    exact = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    rounded = exact.quantize(TENTH, ROUND_HALF_UP)
    if share < 1:
        rounded = min(rounded, WHOLE - TENTH)
    return max(rounded, TENTH) if share else rounded


def share_told(share: Fraction) -> str:
    return f"{percent(share)}%"


def place_told(cell: SurveyCell) -> str:
    """Where, from the community downward; of an area with parts of its own the rest that is not shown by itself."""
    if cell.estate:
        return f"{cell.area.name} {cell.estate.name}"
    return cell.area.place_label


name_by(Survey, "id title year")
survey_list = declare_list(
    Survey,
    columns=columns_of(Survey, "title kind closes_on seed_day drawn_at opened_at closed_at published_at")
    | unsummed_columns(Survey, "year size left_out")
    | area_columns("调查区域")
    | {"state": state_column(Survey, STATE_COLOURS)},
    desk="state title area kind year size closes_on published_at",
    links="state title",
    filters=("state", "kind", "year", "area"),
    order="-year -pk",
    loads=("area__parent__parent",),
    api=(
        "id area title kind kind_label year size closes_on question_one question_two question_three state state_label "
        "seed seed_day seeded_at digest drawn_at opened_at closed_at published_at"
    ),
    asked_by="area kind state under",
    ordered_by="year closes_on",
)
cell_list = declare_list(
    SurveyCell,
    columns=columns_of(SurveyCell, "survey day n outside pleased asked")
    | area_columns("区域")
    | {
        "where": Column("区域、小区", place_told),
        "kind": Column("调查对象", lambda cell: cell.survey.get_kind_display()),
        "share": Column("满意率", lambda cell: share_told(cell.counts.share)),
        "one": Column("问题一满意率", lambda cell: share_told(cell.counts.share_at(0))),
        "two": Column("问题二满意率", lambda cell: share_told(cell.counts.share_at(1))),
        "three": Column("问题三满意率", lambda cell: share_told(cell.counts.share_at(2))),
    },
    desk="survey where kind share one two three n day",
    links="survey where",
    filters=("survey", "area"),
    order="-day survey area__tree_id area__lft estate",
    loads=("survey", "area__parent__parent", "estate"),
    api="id survey area estate day n pleased asked options",
    asked_by="survey area under",
    ordered_by="day",
)
age_list = declare_list(
    SurveyAge,
    columns=columns_of(SurveyAge, "survey n pleased")
    | {"age": Column("年龄", lambda row: row.get_age_display() or "其余（不单独显示）")},
    desk="survey age n",
    order="survey age",
)
household_list = declare_list(
    DrawnHousehold,
    columns=columns_of(DrawnHousehold, "serial number")
    | {"where": Column("楼栋或小区", lambda row: row.place_label), "survey": Column("调查", lambda row: row.survey)},
    desk="survey serial where number",
    filters=("survey",),
    order="survey serial",
    loads=("survey", "area__parent__parent", "estate"),
)
batch_list = declare_list(
    SurveyBatch,
    columns=columns_of(SurveyBatch, "survey count first_at second_at")
    | {
        "state": state_column(SurveyBatch, BATCH_COLOURS),
        "where": Column("网格或小区", lambda row: row.estate.name if row.estate else row.area.place_label),
        "first_by": Column("第一录入人", lambda row: row.first_by.name),
        "second_by": Column("第二录入人", lambda row: row.second_by.name if row.second_by else ""),
    },
    desk="state survey where count first_by first_at second_by second_at",
    links="state survey",
    filters=("state", "survey"),
    order="-first_at -pk",
    loads=("survey", "area__parent__parent", "estate", "first_by", "second_by"),
)
number_list = declare_list(
    SurveyNumber,
    columns=unsummed_columns(SurveyNumber, "key number active_from active_to") | owned_columns(),
    desk="key area number active_from active_to",
    filters=("key",),
    loads=("area",),
)
