"""What a department asks of the street on the way: to be left out (退哨), more time for the work (延期); each once, decided by the street.

The clocks run on while the street has not decided. Source: feature 34; docs/rules.md, "Whistles"; docs/decisions/0095.
"""

from functools import partial

from grids.cases.rules import check_extension
from grids.whistles.choices import LegState, StepKind
from grids.whistles.models import WhistleLeg
from grids.whistles.services.reach import own_legs
from grids.whistles.services.telling import leg_words, to_street, to_unit
from grids.whistles.services.timing import give_more, stop_steps
from orgtree.acts import Act, Ask, Doing, ask_reason
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

State = LegState
MOST = 60


def _give_back(leg: WhistleLeg, doing: Doing) -> None:
    """Whoever gives it back has read it. Raises RuleBroken for what the street has held once."""
    if doing.was[leg.pk].refused_at:
        raise RuleBroken("held", "街道已裁定由本部门报到，不能再退哨", conflict=True)
    stop_steps(leg, doing.at, StepKind.SIGN)


def _release(leg: WhistleLeg, doing: Doing) -> None:
    stop_steps(leg, doing.at, *StepKind)


def _ask_more(leg: WhistleLeg, doing: Doing) -> None:
    """Raises RuleBroken for a second time, for more than the limit itself, and for too late."""
    if doing.was[leg.pk].more_at:
        raise RuleBroken("once", "已申请过延期，延期只有一次", conflict=True)
    clock = leg.clocks.filter(kind=StepKind.RESULT, stopped_at__isnull=True).first()
    if clock is None:
        raise RuleBroken("no_clock", "没有在计时", conflict=True)
    check_extension(leg.more, clock.limit_number, field="more")
    if clock.due_at and clock.due_at < doing.at:
        raise RuleBroken("overdue", "已超过时限，延期须在到期前申请", conflict=True)


def _grant(leg: WhistleLeg, doing: Doing) -> None:
    give_more(leg, leg.more)


own_act = partial(Act, own=True, reach=own_legs)
by_street = partial(Act, permission=P.CASE_APPROVE)
RETURNED, EXTENDING = frozenset({State.RETURNED}), frozenset({State.EXTENDING})
ACTS = (
    own_act(
        "give_back",
        "退哨",
        "退哨",
        frozenset({State.CALLED, State.SIGNED}),
        State.RETURNED,
        asks=(leg_words("refusal", "退哨理由", 200, "为什么不属本部门，应找哪个部门；不写姓名和电话"),),
        stamps=("refused_by", "refused_at"),
        run=_give_back,
        fits=lambda leg: leg.refused_at is None,
        tells=to_street("退哨，请裁定"),
        done="已退哨，由街道裁定；裁定前时限照常计算。",
        hint="不属本部门职责的写明理由，由街道裁定；只能退一次，裁定前时限照常计算。",
        icon="undo",
        aside=True,
        summary="退哨",
        description="部门认为不属本部门职责的退哨，由街道裁定；只能退一次，裁定前时限照常计算。",
    ),
    by_street(
        "release",
        "同意退哨",
        "撤哨",
        RETURNED,
        State.RELEASED,
        run=_release,
        tells=to_unit("街道同意退哨"),
        done="已撤哨，这个部门不再报到，也不评价；需要别的部门的，在吹哨页面加吹。",
        hint="确实不属这个部门的撤哨；需要别的部门的，再在吹哨页面加吹。",
        icon="check_circle",
        summary="同意退哨",
        description="街道同意后，这个部门不再报到，也不评价。",
    ),
    by_street(
        "hold",
        "不同意退哨",
        "裁定",
        RETURNED,
        State.SIGNED,
        asks=(ask_reason("不同意", told="理由，2到200字，部门可见"),),
        tells=to_unit("退哨未获同意，请报到"),
        done="已告知部门报到，不能再退哨。",
        hint="写明为什么由这个部门办；时限从吹哨时算起，不变。",
        icon="gavel",
        summary="不同意退哨",
        description="街道裁定由这个部门报到，写明理由；不能再退哨。",
    ),
    own_act(
        "ask_more",
        "申请延期",
        "申请延期",
        frozenset({State.ARRIVED}),
        State.EXTENDING,
        asks=(
            Ask("more", "延长多少", column="more", least=1, most=MOST, help="按办结时限的单位，不超过原时限"),
            leg_words("more_why", "延期理由", 200, "写明要做什么、做到什么时候；不写姓名和电话"),
        ),
        stamps=("more_by", "more_at"),
        run=_ask_more,
        fits=lambda leg: leg.more_at is None,
        tells=to_street("申请延期，请审批"),
        done="已申请，由街道审批；审批前时限照常计算。",
        hint="延期只有一次，须在办结到期前申请，不超过原时限。",
        icon="hourglass_top",
        aside=True,
        summary="申请延期",
        description="到场后办结到期前可以申请延长办结时限一次，由街道审批。",
    ),
    by_street(
        "grant_more",
        "同意延期",
        "同意",
        EXTENDING,
        State.ARRIVED,
        run=_grant,
        tells=to_unit("街道同意延期"),
        done="已同意，办结时限相应延长。",
        hint="办结时限按申请的数量延长。",
        icon="check_circle",
        summary="同意延期",
        description="街道同意后，办结时限按申请的数量延长。",
    ),
    by_street(
        "deny_more",
        "不同意延期",
        "回绝",
        EXTENDING,
        State.ARRIVED,
        asks=(ask_reason("不同意", told="理由，2到200字，部门可见"),),
        tells=to_unit("延期未获同意"),
        done="已告知部门。",
        hint="时限不变。",
        icon="block",
        summary="不同意延期",
        description="街道不同意延期，写明理由；时限不变。",
    ),
)
