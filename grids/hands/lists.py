"""The columns of members' hands in cases, for the desk, the member's pages and copy, and the API."""

from grids.hands.models import CaseHand
from grids.hands.services.acts import hand_acts
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list

STATE_COLOURS = {"待结案": "warning", "已记积分": "success", "不记积分": "info"}

hand_list = declare_list(
    CaseHand,
    columns=columns_of(CaseHand, "kind entered_at credited_at voided_at reason")
    | area_columns("网格或社区", "case.area")
    | {
        "state": Column("状态", lambda hand: hand_acts.state_label(hand.state), tones=STATE_COLOURS),
        "number": Column("编号", lambda hand: hand.case.number),
        "title": Column("事项", lambda hand: hand.case.title),
        "where": Column("地点", lambda hand: hand.case.place),
        "progress": Column("办理", lambda hand: hand.case.get_state_display()),
        "answer": Column("答复", lambda hand: hand.case.answer),
        "member": Column("党员", lambda hand: hand.member, personal=True, order="member"),
    },
    desk="state kind number title area member entered_at credited_at",
    links="state kind",
    filters=("kind",),
    order="-entered_at -pk",
    loads=("case__area", "member"),
    member="member",
    own="kind number title entered_at state credited_at",
    api="id case member kind kind_label state entered_at credited_at voided_at reason",
    asked_by="case kind under",
    ordered_by="entered_at",
)
