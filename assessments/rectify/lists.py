"""The columns of rectification items and talks."""

from django.db.models import Q

from assessments.rectify.choices import ProposalState, RectifyState, TalkState
from assessments.rectify.models import RectifyItem, RectifyProposal, Talk
from orgtree.days.rules.words import say_day
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column, unsummed_columns

ITEM_COLOURS = {
    "待认领": "danger",
    "整改中": "warning",
    "待核验": "danger",
    "退回整改": "warning",
    "已销号": "success",
    "已撤销": "info",
}
PROPOSAL_COLOURS = {"待处理": "danger", "已列入": "success", "不列入": "info"}
TALK_COLOURS = {"待落实": "warning", "待确认": "danger", "已落实": "success", "已作废": "info"}


def shown_due(row) -> str:
    """The last day, and whether it is over."""
    return f"{say_day(row.due_on)}{'（已逾期）' if row.is_late else ''}"


def seat_columns() -> dict[str, Column]:
    """Whose row it is, who answers for it, and who asked."""
    return area_columns("所在区域") | {
        "organisation": Column("责任单位", lambda row: row.organisation),
        "owner": Column("责任岗位", lambda row: row.owner_label),
        "giver": Column("督办方", lambda row: row.giver_area.name),
        "due": Column("期限", shown_due, order="due_on"),
    }


LOADS = ("area__parent__parent", "institution", "giver_area")
item_list = declare_list(
    RectifyItem,
    columns=unsummed_columns(RectifyItem, "year")
    | columns_of(
        RectifyItem,
        "source problem measure fed_back_on due_on first_due_on claimed_at progress progress_at outcome applied_at finding verified_at",
    )
    | seat_columns()
    | {
        "state": state_column(RectifyItem, ITEM_COLOURS),
        "standing": Column("状态", lambda item: "已逾期" if item.is_late else item.get_state_display()),
    },
    desk="state organisation problem source year due progress_at",
    links="state problem",
    filters=("state", "source", "year", "area"),
    first=Q(state=RectifyState.APPLIED),
    order="due_on pk",
    loads=LOADS,
    sheet="year organisation source problem measure fed_back_on due state progress progress_at outcome applied_at finding verified_at giver",
    api=(
        "id area institution year source source_label problem measure fed_back_on due_on first_due_on state state_label claimed_at "
        "progress progress_at outcome applied_at finding verified_at"
    ),
    asked_by="state source year area institution under",
    ordered_by="due_on fed_back_on",
)
talk_list = declare_list(
    Talk,
    columns=columns_of(
        Talk, "kind trigger trigger_words held_on record demand due_on outcome reported_at closed_at entered_at"
    )
    | seat_columns()
    | {
        "state": state_column(Talk, TALK_COLOURS),
        "standing": Column("状态", lambda talk: "已逾期" if talk.is_late else talk.get_state_display()),
    },
    desk="state organisation kind trigger held_on due",
    links="state organisation",
    filters=("state", "kind", "trigger", "area"),
    first=Q(state=TalkState.REPORTED),
    order="-held_on -pk",
    loads=LOADS,
    sheet="organisation kind trigger trigger_words held_on record demand due state outcome reported_at closed_at giver",
    api=(
        "id area institution kind kind_label trigger trigger_label trigger_words held_on record demand due_on state state_label "
        "outcome reported_at closed_at"
    ),
    asked_by="state kind trigger area institution under",
    ordered_by="held_on due_on",
)
proposal_list = declare_list(
    RectifyProposal,
    columns=columns_of(RectifyProposal, "source text gathered_at decided_at")
    | {
        "state": state_column(RectifyProposal, PROPOSAL_COLOURS),
        "subject": Column("考评对象", lambda row: row.subject.name, order="subject__position"),
        "round": Column("轮次", lambda row: row.subject.round.title),
        "problem": Column("列入的问题", lambda row: row.item.problem if row.item else ""),
    },
    desk="state text subject source round gathered_at",
    links="state text",
    filters=("state", "source"),
    first=Q(state=ProposalState.WAITING),
    order="-gathered_at subject__position pk",
    loads=("subject__round__area", "item"),
    sheet="round subject source text state problem gathered_at decided_at",
    api="id subject source source_label text state state_label item gathered_at decided_at",
    asked_by="state source",
    ordered_by="gathered_at",
)
