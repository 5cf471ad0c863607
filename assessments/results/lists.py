"""The columns of outcomes, their addends, publicity and objections. No list orders organisations by what they got."""

from django.db.models import Q

from assessments.results.models import Addend, Outcome, Publicity, ResultDispute
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, fixed_columns, state_column, unsummed_columns

OUTCOME_COLOURS = {"待评定": "warning", "已评定": "info", "已公布": "success"}
DISPUTE_COLOURS = {"待答复": "danger", "异议成立": "warning", "异议不成立": "info"}
PUBLICITY_COLOURS = {"公示中": "warning", "公示期满": "success"}


def shown_rank(outcome: Outcome) -> str:
    """2/18; "" in a group of fewer than five."""
    return f"{outcome.rank}/{outcome.group_size}" if outcome.rank else ""


outcome_list = declare_list(
    Outcome,
    columns=fixed_columns(Outcome, "total")
    | unsummed_columns(Outcome, "last_verified last_number group_size")
    | columns_of(Outcome, "by_number suggested decided reason why log is_tied composed_at decided_at digest")
    | area_columns("组织区域", "subject.round.area")
    | {
        "state": state_column(Outcome, OUTCOME_COLOURS),
        "subject": Column("考评对象", lambda outcome: outcome.subject.name),
        "round": Column("轮次", lambda outcome: outcome.subject.round.title),
        "group": Column("同类组", lambda outcome: outcome.subject.group),
        "place": Column("位次/个数", shown_rank),
        "rank": Column("位次", lambda outcome: outcome.rank or ""),
        "list": Column("上年整改", lambda outcome: outcome.list_told),
        "year": Column("计入部门年度考核", lambda outcome: outcome.year_told),
    },
    desk="state subject round group total place suggested decided list",
    links="state subject",
    filters=("state", "decided", "subject__round"),
    order="-subject__round__year subject__round subject__position pk",
    loads=("subject__round__scheme", "subject__round__area", "subject__area", "subject__institution"),
    sheet="round subject group total place by_number suggested why decided reason list year log",
    api=(
        "id subject round total rank group_size by_number suggested suggested_label decided decided_label reason why log "
        "last_verified last_number state state_label decided_at digest addends"
    ),
    asked_by="state subject round under",
    ordered_by="decided_at",
)
addend_list = declare_list(
    Addend,
    columns=columns_of(Addend, "component note") | fixed_columns(Addend, "raw weight counted product"),
    desk="component raw weight counted product note",
    loads=("component",),
)
publicity_list = declare_list(
    Publicity,
    columns=columns_of(Publicity, "round starts_on ends_on")
    | area_columns("组织区域", "round.area")
    | {"standing": Column("状态", lambda row: "公示中" if row.is_running else "公示期满", tones=PUBLICITY_COLOURS)},
    desk="standing round starts_on ends_on",
    links="standing round",
    order="-starts_on -pk",
    loads=("round__area", "round__scheme"),
    api="id round starts_on ends_on",
    asked_by="round under",
    ordered_by="starts_on",
)
dispute_list = declare_list(
    ResultDispute,
    columns=columns_of(ResultDispute, "words due_on raised_at answer answered_at")
    | {
        "state": state_column(ResultDispute, DISPUTE_COLOURS),
        "subject": Column("考评对象", lambda row: row.outcome.subject.name),
        "round": Column("轮次", lambda row: row.outcome.subject.round.title),
    },
    desk="state subject round words due_on",
    links="state subject",
    filters=("state",),
    first=Q(state="raised"),
    order="due_on pk",
    loads=("outcome__subject__round__area", "outcome__subject__area", "outcome__subject__institution"),
    api="id outcome words due_on state state_label raised_at answer answered_at",
    asked_by="state outcome",
    ordered_by="due_on",
)
