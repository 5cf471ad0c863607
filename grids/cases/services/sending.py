"""The gate of the list of duties (履职清单): what a department wishes to send down to the street, taken or refused with the lead named.

A refusal is a row, not an error: it is counted by department.
"""

from collections.abc import Sequence

from grids.cases.choices import LegRole, LegState, SendingState
from grids.cases.models import Case, Leg, Sending
from grids.cases.services.asks import ask_words
from grids.cases.services.legs import own_legs
from grids.cases.services.telling import case_page, desk_of
from grids.categories.choices import DutyKind
from orgtree.acts import Acts, Ask, Doing, Making, Tell, acts_of, declare_acts, follow


def own_sendings(user):
    """Those of the units whose cases the person handles."""
    return Sending.objects.filter(institution__in=own_legs(user).values("institution"))


def _lock_case(doing: Doing, ids: Sequence[int]) -> None:
    list(Case.objects.filter(pk=doing.said["leg"].case_id).select_for_update(of=("self",), no_key=True))


def _judge(sending: Sending, doing: Doing) -> None:
    """Withdrawn: never. Joint: after the lead has signed for its own leg. Basic: the street's own."""
    leg: Leg = doing.said["leg"]
    case = Case.objects.select_related("category__lead").get(pk=leg.case_id)
    sending.case, sending.institution, sending.duty = case, leg.institution, case.category.duty
    sending.state, sending.why = SendingState.TAKEN, ""
    if sending.duty == DutyKind.WITHDRAWN:
        sending.why = f"上级收回事项，由{case.category.lead_label}办理，不得下派街道、社区"
    elif sending.duty == DutyKind.JOINT and leg.state == LegState.GIVEN:
        sending.why = f"配合事项由{leg.institution}主办，请先签收办理，街道、社区配合"
    if sending.why:
        sending.state = SendingState.REFUSED


def _hand_over(sendings: list[Sending], doing: Doing) -> None:
    """A basic item goes back to the desk; of a joint one the lead keeps its leg."""
    for sending in sendings:
        leg: Leg = doing.said["leg"]
        if sending.state == SendingState.TAKEN and sending.duty == DutyKind.BASIC and leg.role == LegRole.LEAD:
            rows = Leg.objects.select_related("case__area", "institution").filter(pk=leg.pk)
            kept = list(rows.select_for_update(of=("self",), no_key=True))
            follow(acts_of(Leg), "hand_over", kept, by=doing.by, reason=sending.words)


def _tell(sending: Sending, doing: Doing) -> list[Tell]:
    if sending.state == SendingState.REFUSED:
        return [Tell((doing.by and doing.by.pk,), f"不予下派：事项{sending.case.number}", url=case_page(sending.case))]
    words = "转街道办理" if sending.duty == DutyKind.BASIC else "请街道配合"
    title = f"{sending.institution}{words}：事项{sending.case.number}"
    return [Tell(desk_of(sending.case), title, url=case_page(sending.case))]


def tell_sent(sending: Sending) -> str:
    """What the department reads."""
    return f"不予下派：{sending.why}。" if sending.why else "已转街道。"


sending_acts = declare_acts(
    Acts(
        Sending,
        loads=("case__area", "institution"),
        called="下派",
        acts=(
            Making(
                "send",
                "转街道、社区办理",
                "转办",
                None,
                own=True,
                reach=own_sendings,
                on="leg",
                asks=(
                    Ask("leg", "承办", rows=lambda user, ids=None: own_legs(user).live()),
                    ask_words("words", "理由", column="words", help="不写姓名和电话"),
                ),
                stamps=("sent_by", "sent_at"),
                first=_lock_case,
                run=_judge,
                after=_hand_over,
                tells=_tell,
                leads="已转街道；履职清单不允许的为不予下派",
                done=tell_sent,
                hint="按履职清单核对：上级收回的不得下派，配合的须先签收办理，基本履职的转回社区。",
            ),
        ),
    )
)
