"""A case is accepted, or ends before anybody has it in hand."""

from grids.cases.choices import CaseDeadline, ClockKind
from grids.cases.models import Case
from grids.cases.services.asks import STAMPS, State, why
from grids.cases.services.legs import end_legs
from grids.cases.services.splitting import end_part
from grids.cases.services.telling import to_desk
from grids.cases.services.timing import begin_clock, live_clocks, rule_limit, settle_due, stop_clocks
from grids.categories.models import OutsideMatter
from grids.categories.services import handle_limit_of
from grids.declare import case_accepted, case_dropped
from orgtree.acts import Act, Ask, Doing
from orgtree.choices import Permission as P


def accept(case: Case, doing: Doing) -> None:
    """The clock of acceptance ends, that of the work begins."""
    stop_clocks(live_clocks(case, ClockKind.ACCEPT), doing.at, case.area, doing.memo)
    begin_clock(case, ClockKind.HANDLE, handle_limit_of(case.category), doing.at, memo=doing.memo)
    if limit := rule_limit(CaseDeadline.DISPATCH, case.area, doing.at, doing.memo):
        begin_clock(case, ClockKind.DISPATCH, limit, doing.at, memo=doing.memo)
    settle_due(case)


def end(case: Case, doing: Doing) -> None:
    """It goes no further: units are told, the clocks stop."""
    end_legs(case, doing)
    stop_clocks(live_clocks(case), doing.at, case.area, doing.memo)
    case.due_at = None


def outside_matters(user, ids=None):
    """What is not dealt with here, each with the channel that is right."""
    return OutsideMatter.objects.filter(is_active=True)


def take_over(case: Case, doing: Doing) -> None:
    """It was accepted before it came here: the clock of the work runs from then, on its own received time."""
    stop_clocks(live_clocks(case, ClockKind.ACCEPT), case.accepted_at, case.area, doing.memo)
    begin_clock(case, ClockKind.HANDLE, handle_limit_of(case.category), case.accepted_at, memo=doing.memo)
    settle_due(case)


def _follow_acceptance(cases: list[Case], doing: Doing) -> None:
    for case in cases:
        case_accepted.run(case=case, by=doing.by)


def _follow_drop(cases: list[Case], doing: Doing) -> None:
    end_part(cases, doing)
    for case in cases:
        case_dropped.run(case=case, by=doing.by, reason=case.reason)


def _tell_accepted(case: Case) -> str:
    given = f"，按派单规则自动交办{case.lead}" if case.state == State.ASSIGNED else ""
    return f"已受理，办理时限开始计算{given}。"


ACTS = (
    Act(
        "accept",
        "受理",
        "受理",
        frozenset({State.REPORTED}),
        State.ACCEPTED,
        permission=P.CASE_HANDLE,
        stamps=STAMPS["accepted"],
        run=accept,
        tells=to_desk("已受理"),
        after=_follow_acceptance,
        done=_tell_accepted,
        hint="受理后开始计办理时限；不属受理范围的，选“不受理”并告知渠道。",
        icon="task_alt",
        summary="受理事项",
        description="受理后办理时限开始计算。已被别人受理的返回409。",
    ),
    Act(
        "not_ours",
        "不受理",
        "告知不受理",
        frozenset({State.REPORTED, State.ACCEPTED}),
        State.NOT_OURS,
        permission=P.CASE_HANDLE,
        asks=(
            Ask(
                "outside",
                "不受理的事项",
                column="outside",
                rows=outside_matters,
                told="不受理事项的编号",
            ),
            why("不受理", told="说明，2到200字；告知诉求人"),
        ),
        run=end,
        after=_follow_drop,
        tells=to_desk("不属受理范围"),
        done="已结束；请把正确的渠道告知诉求人：{row.outside.channel}。",
        hint="只用于报警、诉讼、信访等不在这里办的事；属于别的部门的，请交办或转办。",
        icon="block",
        summary="不受理",
        description="只用于报警、诉讼、信访等不在这里办的事，写明正确的渠道；属于别的部门的应交办。",
    ),
    Act(
        "withdraw",
        "撤销",
        "撤销",
        frozenset({State.REPORTED, State.ACCEPTED}),
        State.WITHDRAWN,
        permission=P.CASE_DISPATCH,
        asks=(why("撤销", told="事由，2到200字"),),
        run=end,
        after=_follow_drop,
        tells=to_desk("已撤销"),
        done="事项已撤销。",
        hint="用于登记有误或诉求人收回的事项，不计入各项比率。",
        icon="cancel",
        summary="撤销事项",
        description="用于登记有误或诉求人收回的事项，不计入各项比率。",
    ),
    Act("take_over", "接收历史在办事项", "接收", frozenset({State.REPORTED}), State.ACCEPTED, run=take_over),
)
