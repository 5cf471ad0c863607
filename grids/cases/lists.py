"""The columns of cases and what belongs to them, for the desk, its workbook, the rows behind figures and the API."""

from django.db.models import Q

from grids.cases.choices import CaseState
from grids.cases.models import Case
from grids.cases.models.cases import ENDED
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column

STATE_COLOURS = {
    "待受理": "danger",
    "待交办": "danger",
    "待签收": "warning",
    "办理中": "warning",
    "已退回": "danger",
    "分办中": "warning",
    "待核查": "danger",
    "待答复回访": "warning",
    "已评价": "warning",
    "已结案": "success",
    "不属受理范围": "info",
    "已并案": "info",
    "已撤销": "info",
}
FIELDS = (
    "number place title words level round returns hops opened_at accepted_at assigned_at due_at done_at result answer "
    "verified_at closed_at reopened_at reason"
)
case_list = declare_list(
    Case,
    columns=columns_of(Case, FIELDS)
    | area_columns("网格或社区")
    | {
        "state": state_column(Case, STATE_COLOURS),
        "category": Column("事项分类", lambda case: case.category.name, order="category__code"),
        "duty": Column("履职清单", lambda case: case.category.get_duty_display()),
        "lead": Column("主办单位", lambda case: case.lead.name if case.lead else "", order="lead"),
        "where": Column("地点", lambda case: case.place),
    },
    desk="state number title category area level lead due_at opened_at",
    links="state number title",
    filters=("state", "level", "category", "area"),
    first=~Q(state__in=[*ENDED, CaseState.VERIFIED]),
    order="due_at -opened_at -pk",
    loads=("area", "category", "lead"),
    api=(
        "id number area category place title words state state_label level level_label lead round returns hops opened_at "
        "accepted_at assigned_at due_at done_at result answer verified_at closed_at reason"
    ),
    asked_by="state level category area under lead",
    ordered_by="opened_at due_at closed_at",
)
