"""How a case ends: done, verified by another person, everybody answered, rated, closed; and how it begins once more."""

from dataclasses import replace

from django.utils import timezone

from grids.cases.choices import CaseDeadline, CaseResult, CaseState, ClockKind, LegRole
from grids.cases.models import Case
from grids.cases.rules import is_within_days
from grids.cases.services.asks import ANSWERED, STAMPS, State, ask_words, why
from grids.cases.services.legs import give_leg
from grids.cases.services.splitting import end_part
from grids.cases.services.telling import to_desk
from grids.cases.services.timing import begin_clock, live_clocks, office_of, rule_number, settle_due, stop_clocks
from grids.categories.services import handle_limit_of
from grids.declare import case_closed
from orgtree.acts import Act, Ask, Doing, NotBy
from orgtree.calendar.services import clocks
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

REOPEN_DAYS = 7
LOW = 2  # stars
UNASKED = dict.fromkeys(("was_contacted", "is_solved", "stars", "rated_at"))


RESULT = Ask("result", "办理结果", column="result", choices=tuple(CaseResult.choices), told="解释说明不算解决")
ANSWER = ask_words(
    "answer",
    "答复内容",
    longest=500,
    column="answer",
    help="写给诉求人看；不写姓名、电话和门牌号",
    told="答复内容，诉求人会看到",
)


def find_given(cases: list[Case], doing: Doing) -> dict[int, RuleBroken]:
    """Those that a unit has: it says itself that they are done."""
    refused = RuleBroken("given", "已交办给单位，由单位办结", conflict=True)
    return {case.pk: refused for case in cases if case.lead_id}


def finish(case: Case, doing: Doing) -> None:
    """Who has it in hand says that it is done, after those who help."""
    if doing.act.permission and case.legs.live().exists():
        raise RuleBroken("assists_open", "还有协办单位没有办结，请先协调办结", conflict=True)
    stop_clocks(live_clocks(case), doing.at, case.area, doing.memo)
    case.due_at = None


def send_back(case: Case, doing: Doing) -> None:
    """Not done after all: its clock goes on from here, and the time of the check does not count."""
    clock = case.clocks.filter(kind=ClockKind.HANDLE, round=case.round, leg=None).first()
    if clock:
        clocks.go_on(clock, doing.at, office_of(case.area, doing.at, doing.memo), reason="核查")
        clock.save()
    if case.lead_id:
        give_leg(case, case.lead, LegRole.LEAD, asked=doing.reason, is_binding=True, doing=doing)
        case.state = CaseState.ASSIGNED
    else:
        case.handled_by = case.done_by
    case.done_by = case.done_at = None
    settle_due(case)


def answer_all(case: Case, doing: Doing) -> None:
    """Each asker in the channel by which they came: more ways in, one answer out. What they said of an answer before was about that one."""
    said = {"reply": doing.said["answer"], "replied_by": doing.by, "replied_at": doing.at}
    case.reports.filter(replied_at__isnull=True).update(**said, **UNASKED)


def check_answered(case: Case, doing: Doing) -> None:
    """Answered before it is closed."""
    if case.reports.to_answer().exists():
        raise RuleBroken("unanswered", "还有诉求人没有答复，请先答复", conflict=True)
    if Case.objects.open().filter(parent=case).exists():
        raise RuleBroken("children_open", "还有分办的事项没有办结", conflict=True)


def reopen(case: Case, doing: Doing) -> None:
    """A second round with a clock of its own; the verdict of the first stays."""
    days = rule_number(CaseDeadline.REOPEN, case.area, REOPEN_DAYS, doing.memo)
    ended = case.closed_at or case.verified_at
    is_low = case.reports.filter(stars__lte=LOW).exists() or case.reports.filter(is_solved=False).exists()
    if not is_within_days(ended, doing.at, days) and not is_low:
        raise RuleBroken("too_late", f"结案已超过{days}天，请另行登记，写明此前事项的编号", conflict=True)
    begin_round(case, doing)


def begin_round(case: Case, doing: Doing) -> None:
    """The case is to be given out again."""
    stop_clocks(live_clocks(case), doing.at, case.area, doing.memo)
    case.round += 1
    case.reopened_at = doing.at
    case.lead = case.handled_by = case.done_by = case.done_at = None
    case.verified_by = case.verified_at = case.closed_by = case.closed_at = None
    begin_clock(case, ClockKind.HANDLE, handle_limit_of(case.category), doing.at, memo=doing.memo)
    settle_due(case)
    case.reports.update(reply="", replied_by=None, replied_at=None)


def is_reopenable(case: Case) -> bool:
    """Whether the desk shows the button: within the usual days, or rated low."""
    ended = case.closed_at or case.verified_at
    return bool(ended) and is_within_days(ended, timezone.now(), 60)


def follow_closing(cases: list[Case], doing: Doing) -> None:
    for case in cases:
        case_closed.run(case=case, by=doing.by)


ACTS = (
    Act(
        "finish",
        "办结",
        "办结",
        frozenset({State.HANDLING}),
        State.DONE,
        permission=P.CASE_HANDLE,
        asks=(RESULT, ANSWER),
        stamps=STAMPS["done"],
        run=finish,
        fits=lambda case: case.lead_id is None,
        refuse=find_given,
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
        after=end_part,
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
        run=send_back,
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
        asks=(replace(ANSWER, begins_as_is=True),),
        run=answer_all,
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
        run=check_answered,
        after=follow_closing,
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
        after=follow_closing,
    ),
    Act(
        "reopen",
        "重新办理",
        "重新办理",
        ANSWERED,
        State.ACCEPTED,
        permission=P.CASE_DISPATCH,
        asks=(why("重新办理", told="事由，2到200字"),),
        run=reopen,
        fits=is_reopenable,
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
        run=begin_round,
        tells=to_desk("诉求人反映没有解决，重新办理"),
    ),
)
