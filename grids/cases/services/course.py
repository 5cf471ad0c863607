"""The course of a case, declared once: who may do what, from where to where. Source: docs/rules.md, "Cases"."""

from grids.cases.models import Case
from grids.cases.services import accepting, dispatching, ending, joining, splitting
from grids.cases.services.asks import WITH_UNIT, State
from grids.cases.services.opening import ASKED, begin, find_known, find_version, keep_first_report
from orgtree.acts import Act, Acts, Making, declare_acts
from orgtree.choices import Permission as P

ENTER = (
    Making(
        "enter",
        "登记事项",
        "登记",
        State.REPORTED,
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
)
# What follows from the part of the unit that leads.
OF_THE_LEAD = (
    Act("start", "单位签收", "签收", frozenset({State.ASSIGNED}), State.HANDLING),
    Act("come_back", "单位退回", "退回", WITH_UNIT, State.RETURNED),
    Act("come_to_desk", "交办撤回", "撤回", WITH_UNIT, State.ACCEPTED),
    Act("finish_by_lead", "单位办结", "办结", frozenset({State.HANDLING}), State.DONE, run=ending.finish),
)
case_acts = declare_acts(
    Acts(
        Case,
        loads=("area", "category__lead", "lead"),
        called="事项",
        acts=(
            *ENTER,
            *accepting.ACTS,
            *dispatching.ACTS,
            *splitting.ACTS,
            *OF_THE_LEAD,
            *ending.ACTS,
            *joining.ACTS,
        ),
    )
)
