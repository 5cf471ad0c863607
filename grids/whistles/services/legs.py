"""A department's part: signed for, answered, on site, done; rated by the street, contested, decided by a second level.

What a department asks of the street on the way (退哨, 延期) is declared in `asking.py`.
"""

from functools import partial

from django.utils import timezone

from grids.whistles.choices import LegState, StepKind
from grids.whistles.models import STARS, WhistleLeg
from grids.whistles.services.asking import ACTS as ASKING
from grids.whistles.services.reach import own_legs, stands_above
from grids.whistles.services.telling import leg_words, to_both, to_street, to_unit
from grids.whistles.services.timing import may_contest_until, stop_steps
from orgtree.acts import Act, Acts, Ask, Doing, NotBy, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

State = LegState
BEFORE_ARRIVAL = frozenset({State.CALLED, State.SIGNED, State.ANSWERED})
ON_SITE = frozenset({State.ARRIVED, State.EXTENDING})


def _stars(name: str, label: str) -> Ask:
    return Ask(name, label, column=name, choices=STARS)


def _sign(leg: WhistleLeg, doing: Doing) -> None:
    stop_steps(leg, doing.at, StepKind.SIGN)


def _answer(leg: WhistleLeg, doing: Doing) -> None:
    """Whoever answers has read it: a signature that was left out is its own overdue and ends here."""
    stop_steps(leg, doing.at, StepKind.SIGN, StepKind.ANSWER)


def _arrive(leg: WhistleLeg, doing: Doing) -> None:
    stop_steps(leg, doing.at, StepKind.SIGN, StepKind.ANSWER, StepKind.ARRIVE)


def _finish(leg: WhistleLeg, doing: Doing) -> None:
    stop_steps(leg, doing.at, *StepKind)


def _contest(leg: WhistleLeg, doing: Doing) -> None:
    until = may_contest_until(leg)
    if until and doing.at > until:
        raise RuleBroken("too_late", f"申诉期限已过（{timezone.localtime(until):%m月%d日}）", conflict=True)


def _is_second_level(leg: WhistleLeg, user) -> bool:
    return user is None or stands_above(user, leg.whistle.case.area)


def _decide(leg: WhistleLeg, doing: Doing) -> None:
    """Raises RuleBroken for whoever does not stand above the street that rated."""
    if not _is_second_level(leg, doing.by):
        raise RuleBroken("second_level", "由区级裁定，街道和部门不能裁定", conflict=True)


own_act = partial(Act, own=True, reach=own_legs)
NOT_ITS_RATER = NotBy("rated_by_id", "own_rating", "评价人不能裁定")
leg_acts = declare_acts(
    Acts(
        WhistleLeg,
        called="吹哨报到",
        loads=("whistle__case__area", "unit"),
        acts=(
            Act("call", "吹哨", "吹哨", frozenset(), State.CALLED, by_form=True),
            own_act(
                "sign",
                "签收",
                "签收",
                frozenset({State.CALLED}),
                State.SIGNED,
                stamps=("signed_by", "signed_at"),
                run=_sign,
                done="已签收，请尽快应哨。",
                hint="时限从吹哨时算起，不从签收时算起。",
                summary="吹哨签收",
                description="部门签收；时限从吹哨时算起。",
            ),
            own_act(
                "answer",
                "应哨",
                "应哨",
                frozenset({State.CALLED, State.SIGNED}),
                State.ANSWERED,
                asks=(leg_words("answer", "应哨情况", 200, "写几时到场、准备怎么办；不写姓名和电话"),),
                stamps=("answered_by", "answered_at"),
                run=_answer,
                tells=to_street("已应哨"),
                done="已应哨，请按时到场。",
                hint="告诉街道几时到场、准备怎么办。",
                summary="应哨",
                description="部门说明几时到场、准备怎么办。",
            ),
            Act(
                "arrive",
                "记录到场",
                "记录",
                BEFORE_ARRIVAL,
                State.ARRIVED,
                permission=P.CASE_DISPATCH,
                asks=(leg_words("on_site", "现场记录", 200),),
                stamps=("arrived_by", "arrived_at"),
                run=_arrive,
                tells=to_unit("街道已记录到场"),
                done="已记录到场。",
                hint="由街道或社区在现场记录，不由部门自己填。",
                icon="pin_drop",
                summary="记录到场",
                description="由街道或社区在现场记录，不由部门自己填。",
            ),
            own_act(
                "finish",
                "办结",
                "办结",
                ON_SITE,
                State.DONE,
                asks=(leg_words("outcome", "办理结果", 300),),
                stamps=("done_by", "done_at"),
                run=_finish,
                tells=to_street("已办结，请评价"),
                done="已办结，由街道评价。",
                hint="街道记录到场以后才能办结。",
                summary="吹哨办结",
                description="街道记录到场以后，部门写明办理结果。",
            ),
            *ASKING,
            Act(
                "rate",
                "评价",
                "评价",
                frozenset({State.DONE}),
                State.RATED,
                permission=P.CASE_APPROVE,
                asks=(
                    _stars("response", "响应"),
                    _stars("attendance", "到场"),
                    _stars("result", "结果"),
                    Ask("remark", "评价说明", column="remark", is_optional=True, help="三星及以下请写明原因"),
                ),
                stamps=("rated_by", "rated_at"),
                tells=to_unit("街道已评价"),
                done="已评价，权重按吹哨当天的标准。",
                hint="响应、到场、结果各评一至五星；诉求人的评价自动计入，权重不由评价人定。",
                icon="star",
                summary="评价部门",
                description="响应、到场、结果各一至五星；权重按吹哨当天的标准，不能由评价人提交。",
            ),
            own_act(
                "contest",
                "申诉",
                "申诉",
                frozenset({State.RATED}),
                State.CONTESTED,
                asks=(leg_words("contest", "申诉理由", 200),),
                stamps=("contested_by", "contested_at"),
                run=_contest,
                tells=to_street("申诉评价"),
                done="已申诉，由区级裁定；裁定前两种口径都公布。",
                hint="认为评价不实的，在期限内申诉，由区级裁定。",
                aside=True,
                summary="申诉评价",
                description="认为评价不实的，在期限内申诉；由区级裁定，街道和部门不能裁定。",
            ),
            Act(
                "exclude",
                "剔除评价",
                "剔除",
                frozenset({State.CONTESTED}),
                State.EXCLUDED,
                permission=P.CASE_APPROVE,
                asks=(leg_words("decision", "裁定说明", 200),),
                stamps=("decided_by", "decided_at"),
                not_by=(NOT_ITS_RATER,),
                run=_decide,
                suits=_is_second_level,
                tells=to_both("的评价已剔除"),
                done="已剔除，得分和满意率仍按两种口径公布，并写明剔除几件。",
                hint="由区级裁定；剔除后不计入，但两种口径都公布。",
                icon="block",
                aside=True,
                summary="剔除评价",
                description="申诉成立的由区级剔除；两种口径都公布，写明剔除几件。评价人不能裁定。",
            ),
            Act(
                "keep",
                "维持评价",
                "维持",
                frozenset({State.CONTESTED}),
                State.KEPT,
                permission=P.CASE_APPROVE,
                asks=(leg_words("decision", "裁定说明", 200),),
                stamps=("decided_by", "decided_at"),
                not_by=(NOT_ITS_RATER,),
                run=_decide,
                suits=_is_second_level,
                tells=to_both("的评价维持"),
                done="已维持原评价。",
                hint="由区级裁定。",
                icon="gavel",
                aside=True,
                summary="维持评价",
                description="申诉不成立的由区级维持。评价人不能裁定。",
            ),
        ),
    )
)
