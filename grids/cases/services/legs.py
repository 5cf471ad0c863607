"""A unit's part of a case: given by the desk, signed for, done or given back; each with clocks of its own."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.utils import timezone

from grids.cases.choices import CaseDeadline, CaseResult, ClockKind, LegRole, LegState, ReturnKind
from grids.cases.models import Case, Leg
from grids.cases.services.asks import ask_words, why
from grids.cases.services.telling import leg_to_desk, leg_to_unit, tell_given
from grids.cases.services.timing import begin_clock, office_of, rule_limit, stop_clocks
from grids.categories.services import handle_limit_of
from orgtree.acts import Act, Acts, Ask, Doing, acts_of, declare_acts, follow, note_first
from orgtree.calendar.services import clocks
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.days.rules.working_time import Clock, Limit, Segment
from orgtree.errors import RuleBroken

State = LegState
GIVEN, SIGNED = frozenset({State.GIVEN}), frozenset({State.SIGNED})
PRIVATE = "不写姓名、电话、证件号码和门牌号"


def own_legs(user):
    """The legs of the units whose cases the person handles."""
    return Leg.objects.allowed(user, P.CASE_UNIT)


def give_leg(case: Case, unit, role: LegRole, *, asked: str, is_binding: bool, doing: Doing, hop: int = 0) -> Leg:
    """The unit's new part: its clocks run from now, not from its signature. The case is locked; `hop` where it is a new lead."""
    leg = Leg(
        case=case,
        institution=unit,
        holder=unit,
        role=role,
        asked=asked,
        is_binding=is_binding,
        hop=hop,
        given_by=doing.by,
        given_at=doing.at,
    )
    clocks.begin(leg, handle_limit_of(case.category), doing.at, office_of(case.area, doing.at, doing.memo))
    with constraints_as_rules(in_act=True):
        leg.save()
    if sign := rule_limit(CaseDeadline.SIGN, case.area, doing.at, doing.memo):
        begin_clock(case, ClockKind.SIGN, sign, doing.at, leg=leg, memo=doing.memo)
    note_first(leg_acts, "give", leg, by=doing.by, reason=asked)
    tell_given(leg)
    return leg


def end_legs(case: Case, doing: Doing, reason: str = "") -> None:
    """What units still have of it is over; they are told."""
    legs = Leg.objects.live().filter(case=case).select_related("case__area", "institution").order_by("pk")
    follow(leg_acts, "call_off", list(legs.select_for_update(of=("self",), no_key=True)), by=doing.by, reason=reason)


# --- What follows ---------------------------------------------------------------------------------------------------------


def _lock_cases(doing: Doing, ids: Sequence[int]) -> None:
    """The case is locked before its legs, as everywhere."""
    cases = Case.objects.filter(pk__in=Leg.objects.filter(pk__in=ids).values("case")).order_by("pk")
    list(cases.select_for_update(of=("self",), no_key=True))


def _case_of(leg: Leg) -> Case:
    """As it stands under its lock."""
    return Case.objects.select_related("area", "category", "lead").get(pk=leg.case_id)


def _follow_on_case(leg: Leg, key: str, doing: Doing, **columns) -> None:
    case = _case_of(leg)
    for name, value in columns.items():
        setattr(case, name, value)
    if not follow(acts_of(Case), key, [case], by=doing.by, reason=doing.reason):
        raise RuleBroken("case_moved", f"事项当前为“{case.get_state_display()}”，请刷新后再看", conflict=True)


def _stop_signing(leg: Leg, at: datetime) -> None:
    stop_clocks(leg.clocks.filter(stopped_at__isnull=True), at, leg.case.area)


def _sign(leg: Leg, doing: Doing) -> None:
    _stop_signing(leg, doing.at)
    if leg.role == LegRole.LEAD:
        _follow_on_case(leg, "start", doing)


def _end(leg: Leg, doing: Doing) -> None:
    _stop_signing(leg, doing.at)
    if leg.clock and leg.stopped_at is None:
        clocks.stop(leg, doing.at, office_of(leg.case.area, doing.at))
    leg.ended_by, leg.ended_at = doing.by, doing.at


def _let_go(leg: Leg, doing: Doing) -> None:
    _end(leg, doing)
    leg.holder = None


def _give_back(leg: Leg, doing: Doing) -> None:
    if leg.is_binding:
        raise RuleBroken("binding", "已两次退回，由街道裁定交办，不能再退回", conflict=True)
    limit = rule_limit(CaseDeadline.RETURN, leg.case.area, leg.given_at)
    if limit and _is_past(limit, leg, doing.at):
        raise RuleBroken("too_late", f"退回须在交办后{limit.number}个工作日内提出，请办理或申请延期", conflict=True)
    _let_go(leg, doing)
    if leg.role == LegRole.LEAD:
        leg.was_right = False
        case = _case_of(leg)
        _follow_on_case(leg, "come_back", doing, returns=case.returns + 1, lead=None, reason=doing.reason)


def _is_past(limit: Limit, leg: Leg, at: datetime) -> bool:
    due = Clock([Segment(leg.given_at)], limit, office_of(leg.case.area, leg.given_at)).due()
    return due is not None and due < at


def _finish(leg: Leg, doing: Doing) -> None:
    others = Leg.objects.live().filter(case=leg.case_id).exclude(pk=leg.pk)
    if leg.role == LegRole.LEAD and others.exists():
        raise RuleBroken("assists_open", "还有协办单位没有办结，请先协调办结", conflict=True)
    _end(leg, doing)
    if leg.role == LegRole.LEAD:
        leg.was_right = True
        said = {"result": doing.said["result"], "answer": doing.said["outcome"]}
        _follow_on_case(leg, "finish_by_lead", doing, done_by=doing.by, done_at=doing.at, **said)


def _withdraw(leg: Leg, doing: Doing) -> None:
    _let_go(leg, doing)
    if leg.role == LegRole.LEAD:
        leg.was_right = False
        _follow_on_case(leg, "come_to_desk", doing, lead=None)


def _is_lead(leg: Leg) -> bool:
    return leg.role == LegRole.LEAD


def _told_signed(leg: Leg) -> str:
    due = leg.due_at and timezone.localtime(leg.due_at)
    return f"已签收，请在{due:%m月%d日 %H:%M}前办结。" if due else "已签收。"


OUTCOME = ask_words(
    "outcome",
    "办理情况",
    longest=500,
    column="outcome",
    help=f"主办单位写的会作为答复内容。{PRIVATE}",
    told=f"办理情况；{PRIVATE}",
)
RESULT = Ask("result", "办理结果", choices=tuple(CaseResult.choices), told="已解决，或已解释说明；解释说明不算解决")
WHY = why("退回", told="事由，2到200字，社区可见")
own_act = partial(Act, own=True, reach=own_legs, first=_lock_cases, doer="本人")
# Source: docs/rules.md, "Cases".
leg_acts = declare_acts(
    Acts(
        Leg,
        loads=("case__area", "case__category", "institution"),
        called="承办事项",
        acts=(
            Act("give", "交办", "交办", frozenset(), State.GIVEN, by_form=True),
            own_act(
                "sign",
                "签收",
                "签收",
                GIVEN,
                State.SIGNED,
                stamps=("signed_by", "signed_at"),
                run=_sign,
                tells=leg_to_desk("已签收"),
                done=_told_signed,
                hint="办理时限从交办时算起，不从签收时算起。",
                summary="签收",
                description="承办单位签收；办理时限从交办时算起。",
            ),
            own_act(
                "finish",
                "办结",
                "办结",
                SIGNED,
                State.DONE,
                asks=(RESULT, OUTCOME),
                run=_finish,
                tells=leg_to_desk("已办结"),
                done="已办结，由社区或街道核查。",
                hint="由另一人核查；主办单位须等协办单位都办结。",
                summary="办结",
                description="承办单位写明办理情况和结果；主办单位办结后由另一人核查。",
            ),
            own_act(
                "give_back",
                "退回",
                "退回",
                GIVEN | SIGNED,
                State.RETURNED,
                asks=(
                    Ask("return_kind", "退回类别", column="return_kind", choices=tuple(ReturnKind.choices)),
                    WHY,
                ),
                run=_give_back,
                fits=lambda leg: not leg.is_binding,
                tells=leg_to_desk("退回"),
                done="已退回，社区会重新交办。",
                hint="须在交办后一个工作日内提出；两次退回后由街道裁定，不能再退回。",
                icon="undo",
                summary="退回",
                description="承办单位在期限内退回，写明类别和原因；两次退回后由街道裁定，不能再退回。",
            ),
            Act(
                "withdraw",
                "撤回交办",
                "撤回",
                GIVEN | SIGNED,
                State.WITHDRAWN,
                permission=P.CASE_DISPATCH,
                first=_lock_cases,
                asks=(why("撤回", told="事由，2到200字，承办单位可见"),),
                run=_withdraw,
                tells=leg_to_unit("交办已撤回"),
                done="已撤回，可以改派别的单位。",
                icon="undo",
                summary="撤回交办",
                description="撤回交给一个单位的事项，可以改派别的单位。",
            ),
            Act(
                "hand_over",
                "转回社区",
                "转回",
                GIVEN | SIGNED,
                State.WITHDRAWN,
                run=_withdraw,
                tells=leg_to_desk("转回社区"),
            ),
            Act(
                "call_off",
                "随事项结束",
                "结束",
                GIVEN | SIGNED,
                State.WITHDRAWN,
                run=_let_go,
                tells=leg_to_unit("事项已结束"),
            ),
        ),
    )
)
