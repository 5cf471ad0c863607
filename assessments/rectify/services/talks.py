"""Talks (约谈): recorded against the organisation, what followed said by it and confirmed by another."""

from functools import partial

from django.utils import timezone

from assessments.rectify.choices import TalkState
from assessments.rectify.models import Talk
from assessments.rectify.services.seats import refuse_owner, seat_row, talk_page
from orgtree.acts import Act, Acts, Doing, Making, NotBy, Tell, ask_reason, asks_of, declare_acts
from orgtree.assigned.giving import owners_of
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

HELD, REPORTED = frozenset({TalkState.HELD}), frozenset({TalkState.REPORTED})
OWNER_READS = "事由，2到200字，被约谈单位可见"
NOT_THE_REPORTER = (NotBy("reported_by_id", "own_record", "本人报告的落实情况，须由其他人确认"),)


def record(talk: Talk, doing: Doing) -> None:
    today = timezone.localdate()
    if talk.held_on > today:
        raise RuleBroken("held_on", "约谈日期不能晚于今天", field="held_on")
    if talk.due_on < talk.held_on:
        raise RuleBroken("due_on", "落实期限不能早于约谈日期", field="due_on")
    seat_row(talk, doing)


def send_back(talk: Talk, doing: Doing) -> None:
    talk.reported_by = talk.reported_at = None


def tell_giver(talk: Talk, doing: Doing) -> list[Tell]:
    return [Tell((talk.entered_by_id,), f"约谈落实待确认：{talk.organisation}", "", talk_page(talk))]


def tell_owner(words: str):
    def tell(talk: Talk, doing: Doing) -> list[Tell]:
        return [Tell(tuple(owners_of(talk)), f"约谈{words}：{talk.organisation}", url=talk_page(talk), why=True)]

    return tell


def own_talks(user):
    """Those that a post of the person answers for."""
    return Talk.objects.allowed(user, P.ASSESS_REPORT)


RECORDING = asks_of(
    Talk,
    "area institution kind trigger trigger_words held_on record demand due_on",
    at=P.RECTIFY_MANAGE,
    institution={"is_optional": True},
)
own_act = partial(Act, own=True, reach=own_talks)
# Source: docs/rules.md, "Rectification" (T: 约谈办法; T23).
talk_acts = declare_acts(
    Acts(
        Talk,
        called="约谈",
        loads=("area", "institution", "giver_area"),
        acts=(
            Making(
                "record",
                "登记约谈",
                "登记",
                TalkState.HELD,
                permission=P.RECTIFY_MANAGE,
                asks=RECORDING,
                run=record,
                stamps=("entered_by", "entered_at"),
                tells=tell_owner("已登记，请落实"),
                done="已登记，被约谈单位可以看到要求。",
                hint="登记在组织名下，不写个人姓名；写明事由、要点和落实要求。",
                summary="登记约谈",
                description="对组织登记一次提醒谈话或告诫约谈：事由、要点、落实要求和期限。",
            ),
            own_act(
                "report",
                "报告落实",
                "报告落实",
                HELD,
                TalkState.REPORTED,
                asks=asks_of(Talk, "outcome", outcome={"is_optional": False, "shortest": 2}),
                stamps=("reported_by", "reported_at"),
                tells=tell_giver,
                done="已报告，等约谈方确认。",
                icon="task_alt",
                description="被约谈单位报告落实情况。",
            ),
            Act(
                "confirm",
                "确认落实",
                "确认",
                REPORTED,
                TalkState.CLOSED,
                permission=P.RECTIFY_MANAGE,
                not_by=NOT_THE_REPORTER,
                refuse=refuse_owner,
                stamps=("closed_by", "closed_at"),
                tells=tell_owner("落实情况已确认"),
                done="已确认落实。",
                description="约谈方确认落实；报告人和被约谈岗位不能确认。",
            ),
            Act(
                "send_back",
                "退回补充",
                "退回",
                REPORTED,
                TalkState.HELD,
                permission=P.RECTIFY_MANAGE,
                not_by=NOT_THE_REPORTER,
                refuse=refuse_owner,
                asks=(ask_reason("退回", told=OWNER_READS),),
                run=send_back,
                tells=tell_owner("落实情况被退回"),
                done="已退回，对方会看到原因。",
                description="落实不到位的退回，写明原因。",
            ),
            Act(
                "void",
                "作废",
                "作废",
                HELD | REPORTED,
                TalkState.VOID,
                permission=P.RECTIFY_MANAGE,
                refuse=refuse_owner,
                asks=(ask_reason("作废", told=OWNER_READS),),
                tells=tell_owner("登记已作废"),
                done="已作废，不计入约谈数。",
                hint="用于登记有误。",
                description="登记有误的作废，写明原因；不计入约谈数。",
            ),
        ),
    )
)
