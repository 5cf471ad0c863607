"""The course of a case, declared once: who may do what, from where to where. Source: docs/rules.md, "Cases"."""

from grids.cases.choices import CaseState, ClockKind
from grids.cases.models import Case
from grids.cases.services.opening import ASKED, begin, find_known, find_version, keep_first_report
from grids.cases.services.timing import begin_clock, live_clocks, settle_due, stop_clocks
from grids.categories.models import OutsideMatter
from grids.categories.services import handle_limit_of
from orgtree.acts import Act, Acts, Ask, Doing, Making, Tell, ask_reason, declare_acts
from orgtree.choices import Permission as P

S = CaseState
STAMPS = {name: (f"{name}_by", f"{name}_at") for name in ("opened", "accepted", "assigned", "verified", "closed")}


def _accept(case: Case, doing: Doing) -> None:
    """The clock of acceptance ends, that of the work begins."""
    stop_clocks(live_clocks(case, ClockKind.ACCEPT), doing.at, case.area)
    begin_clock(case, ClockKind.HANDLE, handle_limit_of(case.category), doing.at)
    settle_due(case)


def _end(case: Case, doing: Doing) -> None:
    stop_clocks(live_clocks(case), doing.at, case.area)
    case.due_at = None


def _outside_matters(user, ids=None):
    return OutsideMatter.objects.filter(is_active=True)


def _to_opener(words: str):
    """Tells whoever entered the case."""
    return lambda case, doing: [Tell((case.opened_by_id,), f"事项{case.number}{words}", doing.reason)]


case_acts = declare_acts(
    Acts(
        Case,
        loads=("area", "category", "lead"),
        called="事项",
        acts=(
            Making(
                "enter",
                "登记事项",
                "登记",
                S.REPORTED,
                permission=P.CASE_ENTER,
                asks=ASKED,
                stamps=("opened_by",),
                first=find_version,
                known=find_known,
                run=begin,
                after=keep_first_report,
                done="已登记，编号{row.number}，等待受理。",
                hint="一件事一个编号；再有人反映同一件事，在该事项里补充，不另立。",
                again="此前已登记，返回原事项",
                summary="登记网格事项",
                description="登记一件事和第一个反映的人。同一来件编号或提交标识重复提交返回200和原事项。",
            ),
            Act(
                "accept",
                "受理",
                "受理",
                frozenset({S.REPORTED}),
                S.ACCEPTED,
                permission=P.CASE_HANDLE,
                stamps=STAMPS["accepted"],
                run=_accept,
                tells=_to_opener("已受理"),
                done="已受理，办理时限开始计算。",
                hint="受理后开始计办理时限；不属受理范围的，选“不受理”并告知渠道。",
                icon="task_alt",
                summary="受理事项",
                description="受理后办理时限开始计算。已被别人受理的返回409。",
            ),
            Act(
                "not_ours",
                "不受理",
                "告知不受理",
                frozenset({S.REPORTED, S.ACCEPTED}),
                S.NOT_OURS,
                permission=P.CASE_HANDLE,
                asks=(
                    Ask("outside", "不受理的事项", column="outside", rows=_outside_matters, told="不受理事项的编号"),
                    ask_reason("不受理", column="reason", told="说明，2到200字；告知诉求人"),
                ),
                run=_end,
                tells=_to_opener("不属受理范围"),
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
                frozenset({S.REPORTED, S.ACCEPTED}),
                S.WITHDRAWN,
                permission=P.CASE_DISPATCH,
                asks=(ask_reason("撤销", column="reason", told="事由，2到200字"),),
                run=_end,
                tells=_to_opener("已撤销"),
                done="事项已撤销。",
                hint="用于登记有误或诉求人收回的事项，不计入各项比率。",
                icon="cancel",
                summary="撤销事项",
                description="用于登记有误或诉求人收回的事项，不计入各项比率。",
            ),
        ),
    )
)
