"""The course of a case, declared once: who may do what, from where to where. Source: docs/rules.md, "Cases"."""

from functools import partial

from grids.cases.choices import CaseDeadline, CaseResult, CaseState, ClockKind
from grids.cases.models import Case
from grids.cases.rules import checked_words
from grids.cases.services import dispatching, ending
from grids.cases.services.joining import cases_to_join, lock_both, merge, unmerge
from grids.cases.services.legs import end_legs
from grids.cases.services.opening import ASKED, begin, find_known, find_version, keep_first_report
from grids.cases.services.telling import to_desk
from grids.cases.services.timing import begin_clock, live_clocks, rule_limit, settle_due, stop_clocks
from grids.categories.models import OutsideMatter
from grids.categories.services import categories_for, handle_limit_of
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, ask_reason, declare_acts, rows_at
from orgtree.choices import Permission as P
from orgtree.models import Area

State = CaseState
STAMPS = {name: (f"{name}_by", f"{name}_at") for name in ("accepted", "assigned", "done", "verified", "closed")}
TO_GIVE = frozenset({State.ACCEPTED, State.RETURNED})
WITH_UNIT = frozenset({State.ASSIGNED, State.HANDLING})
OPEN = frozenset({State.REPORTED, State.ACCEPTED, State.ASSIGNED, State.HANDLING, State.RETURNED})
ANSWERED = frozenset({State.VERIFIED, State.RATED, State.CLOSED})


def _accept(case: Case, doing: Doing) -> None:
    """The clock of acceptance ends, that of the work begins."""
    stop_clocks(live_clocks(case, ClockKind.ACCEPT), doing.at, case.area)
    begin_clock(case, ClockKind.HANDLE, handle_limit_of(case.category), doing.at)
    if limit := rule_limit(CaseDeadline.DISPATCH, case.area, doing.at):
        begin_clock(case, ClockKind.DISPATCH, limit, doing.at)
    settle_due(case)


def _end(case: Case, doing: Doing) -> None:
    end_legs(case, doing)
    stop_clocks(live_clocks(case), doing.at, case.area)
    case.due_at = None


def _outside_matters(user, ids=None):
    return OutsideMatter.objects.filter(is_active=True)


def _checked_asked(text: str) -> str:
    return checked_words(text, field="asked", label="交办要求", longest=200, required=False)


HANDED = Ask("asked", "交办要求", is_optional=True, check=_checked_asked, help="不写姓名、电话和门牌号")
RESULT = Ask("result", "办理结果", column="result", choices=tuple(CaseResult.choices), told="解释说明不算解决")
why = partial(ask_reason, column="reason")
case_acts = declare_acts(
    Acts(
        Case,
        loads=("area", "category__lead", "lead"),
        called="事项",
        acts=(
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
            Act(
                "accept",
                "受理",
                "受理",
                frozenset({State.REPORTED}),
                State.ACCEPTED,
                permission=P.CASE_HANDLE,
                stamps=STAMPS["accepted"],
                run=_accept,
                tells=to_desk("已受理"),
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
                frozenset({State.REPORTED, State.ACCEPTED}),
                State.NOT_OURS,
                permission=P.CASE_HANDLE,
                asks=(
                    Ask("outside", "不受理的事项", column="outside", rows=_outside_matters, told="不受理事项的编号"),
                    ask_reason("不受理", column="reason", told="说明，2到200字；告知诉求人"),
                ),
                run=_end,
                tells=to_desk("不属受理范围"),
                done="已结束；请把正确的渠道告知诉求人：{row.outside.channel}。",
                hint="只用于报警、诉讼、信访等不在这里办的事；属于别的部门的，请交办或转办。",
                icon="block",
                summary="不受理",
                description="只用于报警、诉讼、信访等不在这里办的事，写明正确的渠道；属于别的部门的应交办。",
            ),
            Act(
                "take",
                "自办",
                "自办",
                TO_GIVE,
                State.HANDLING,
                permission=P.CASE_HANDLE,
                run=dispatching.take,
                done="由本级办理，办结后由另一人核查。",
                hint="网格、社区自己能办的；按履职清单属上级收回的不能自办。",
                icon="pan_tool",
                summary="自办",
                description="由本级自己办理；按履职清单属上级收回的返回409和牵头单位。",
            ),
            Act(
                "assign",
                "交办",
                "交办",
                TO_GIVE,
                State.ASSIGNED,
                permission=P.CASE_DISPATCH,
                asks=(
                    Ask("lead", "主办单位", column="lead", rows=dispatching.units_for, told="单位的编号"),
                    HANDED,
                ),
                stamps=STAMPS["assigned"],
                run=dispatching.assign,
                done="已交办，等单位签收。",
                hint="单位的时限从交办时算起；需要协办的，交办后再加。",
                icon="send",
                summary="交办",
                description="交给主办单位；时限从交办时算起。两次退回后由街道裁定。",
            ),
            Act(
                "assist",
                "加协办单位",
                "加协办",
                WITH_UNIT,
                None,
                permission=P.CASE_DISPATCH,
                asks=(Ask("unit", "协办单位", rows=dispatching.units_for, told="单位的编号"), HANDED),
                run=dispatching.add_assist,
                done="已交办协办单位。",
                icon="group_add",
                aside=True,
                summary="加协办单位",
                description="再交给一个协办单位；主办单位须等协办都办结。",
            ),
            Act("start", "单位签收", "签收", frozenset({State.ASSIGNED}), State.HANDLING),
            Act("come_back", "单位退回", "退回", WITH_UNIT, State.RETURNED),
            Act("come_to_desk", "交办撤回", "撤回", WITH_UNIT, State.ACCEPTED),
            Act("finish_by_lead", "单位办结", "办结", frozenset({State.HANDLING}), State.DONE, run=ending.finish),
            Act(
                "finish",
                "办结",
                "办结",
                frozenset({State.HANDLING}),
                State.DONE,
                permission=P.CASE_HANDLE,
                asks=(RESULT, ending.ANSWER),
                stamps=STAMPS["done"],
                run=ending.finish,
                fits=lambda case: case.lead_id is None,
                refuse=ending.find_given,
                done="已办结，由另一人核查。",
                hint="办结人不能核查本人办结的事项。",
                icon="check",
                summary="办结",
                description="自办的事项写明结果和答复；由另一人核查。交给单位的由单位办结。",
            ),
            Act(
                "verify",
                "核查通过",
                "核查",
                frozenset({State.DONE}),
                State.VERIFIED,
                permission=P.CASE_DISPATCH,
                not_by=(NotBy("done_by_id", "own_case", "本人办结的事项，须由另一人核查"),),
                stamps=STAMPS["verified"],
                tells=to_desk("已核查"),
                done="已核查，请答复诉求人。",
                hint="到现场或看照片核实后办理；没有办好的退回重办。",
                icon="fact_check",
                summary="核查通过",
                description="由办结人以外的人核查。",
            ),
            Act(
                "send_back",
                "核查不通过",
                "退回重办",
                frozenset({State.DONE}),
                State.HANDLING,
                permission=P.CASE_DISPATCH,
                asks=(why("退回", told="事由，2到200字，承办人可见"),),
                run=ending.send_back,
                tells=to_desk("核查没有通过"),
                done="已退回重办，时限接着计算。",
                icon="undo",
                summary="核查不通过",
                description="退回重办，时限接着计算；核查的时间不计入。",
            ),
            Act(
                "reply",
                "答复诉求人",
                "答复",
                frozenset({State.VERIFIED}),
                None,
                permission=P.CASE_DISPATCH,
                asks=(ending.ANSWER_AS_IS,),
                run=ending.answer_all,
                fits=lambda case: case.reports.filter(replied_at__isnull=True).exists(),
                done="已记录答复：每位诉求人都按原渠道得到同一答复。",
                hint="多口进、一口出：每位诉求人按各自的渠道得到同一答复。",
                icon="forum",
                summary="答复诉求人",
                description="把同一答复给每一位还没有答复的诉求人，各按原来的渠道。",
            ),
            Act("rate", "诉求人评价", "评价", frozenset({State.VERIFIED}), State.RATED),
            Act(
                "close",
                "结案",
                "结案",
                frozenset({State.VERIFIED, State.RATED}),
                State.CLOSED,
                permission=P.CASE_DISPATCH,
                stamps=STAMPS["closed"],
                run=ending.check_answered,
                done="已结案。",
                hint="先答复、后结案；答复七天后没有评价的自动结案。",
                icon="task_alt",
                summary="结案",
                description="诉求人都答复了才能结案。",
            ),
            Act(
                "close_by_itself",
                "自动结案",
                "结案",
                frozenset({State.VERIFIED, State.RATED}),
                State.CLOSED,
                stamps=STAMPS["closed"],
            ),
            Act(
                "reopen",
                "重新办理",
                "重新办理",
                ANSWERED,
                State.ACCEPTED,
                permission=P.CASE_DISPATCH,
                asks=(why("重新办理", told="事由，2到200字"),),
                run=ending.reopen,
                fits=ending.is_reopenable,
                tells=to_desk("重新办理"),
                done="已重新办理，另起一轮时限；上一轮的结论不变。",
                hint="结案七天内，或诉求人说没有解决、评价两星以下的，可以重新办理；编号不变，另起一轮时限。",
                icon="replay",
                summary="重新办理",
                description="期限内或低评价的可以重新办理；编号不变，另起一轮时限，上一轮的结论不变。",
            ),
            Act(
                "reopen_by_asker",
                "诉求人要求重新办理",
                "重新办理",
                ANSWERED,
                State.ACCEPTED,
                run=ending.begin_round,
                tells=to_desk("诉求人反映没有解决，重新办理"),
            ),
            Act(
                "escalate",
                "上报一级",
                "上报",
                OPEN,
                None,
                permission=P.CASE_HANDLE,
                asks=(why("上报", told="事由，2到200字"),),
                run=dispatching.escalate,
                fits=lambda case: case.level != "L4",
                tells=to_desk("已上报一级"),
                done="已上报，现由{row.level_label}办理。",
                hint="本级办不了的上报一级；时限不变。",
                icon="arrow_upward",
                summary="上报一级",
                description="由网格到社区、街道、区；时限不变。",
            ),
            Act(
                "reclassify",
                "改分类",
                "改分类",
                OPEN,
                None,
                permission=P.CASE_DISPATCH,
                asks=(Ask("category", "事项分类", rows=categories_for, told="事项分类的编号"),),
                run=dispatching.reclassify,
                done="已改分类，已用和暂停的时间都保留。",
                hint="时限按新分类从头算起，已用和暂停的时间都保留。",
                icon="category",
                aside=True,
                summary="改分类",
                description="时限按新分类计算，已用和暂停的时间都保留。",
            ),
            Act(
                "move",
                "移到别处",
                "移交",
                frozenset({State.REPORTED, State.ACCEPTED, State.RETURNED}),
                None,
                permission=P.CASE_DISPATCH,
                asks=(
                    Ask(
                        "area",
                        "网格或社区",
                        rows=rows_at(Area, P.CASE_DISPATCH),
                        found_by=(Case, "area"),
                        told="网格或社区的编号",
                    ),
                    why("移交", told="事由，2到200字"),
                ),
                run=dispatching.move,
                done="已移交，编号、接收时间和时限不变。",
                hint="地点在边界上、登错了地方的移到该管的网格或社区；编号、接收时间和时限不变。",
                icon="moving",
                aside=True,
                summary="移到别处",
                description="移到该管的网格或社区；编号、接收时间和时限不变。",
            ),
            Act(
                "merge",
                "并案",
                "并案",
                OPEN,
                State.MERGED,
                permission=P.CASE_DISPATCH,
                asks=(Ask("into", "并入的事项", column="merged_into", rows=cases_to_join, told="事项的编号"),),
                first=lock_both,
                run=merge,
                tells=to_desk("已并案"),
                done="已并入{row.merged_into.number}，诉求人一并转过去，将来得到同一答复。",
                hint="同一件事并到一起办：诉求人、渠道和时间都保留，将来各按原渠道得到同一答复；并错了可以拆开。",
                icon="merge",
                aside=True,
                summary="并案",
                description="并入同一件事的另一事项，诉求人一并转过去；可以拆开。",
            ),
            Act(
                "unmerge",
                "拆开并案",
                "拆开",
                frozenset({State.MERGED}),
                None,
                permission=P.CASE_DISPATCH,
                asks=(why("拆开", told="事由，2到200字"),),
                first=lock_both,
                run=unmerge,
                leads="并案之前的状态",
                done="已拆开，状态：{state}。",
                hint="诉求人回到原事项，时限接着算，各步都保留。",
                icon="call_split",
                summary="拆开并案",
                description="诉求人回到原事项，时限接着算；并入的事项已答复的不能拆开。",
            ),
            Act(
                "withdraw",
                "撤销",
                "撤销",
                frozenset({State.REPORTED, State.ACCEPTED}),
                State.WITHDRAWN,
                permission=P.CASE_DISPATCH,
                asks=(ask_reason("撤销", column="reason", told="事由，2到200字"),),
                run=_end,
                tells=to_desk("已撤销"),
                done="事项已撤销。",
                hint="用于登记有误或诉求人收回的事项，不计入各项比率。",
                icon="cancel",
                summary="撤销事项",
                description="用于登记有误或诉求人收回的事项，不计入各项比率。",
            ),
        ),
    )
)
