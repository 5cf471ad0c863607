"""Requests about one's own data: asked by the member or noted by the desk, answered by the desk in time."""

from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, asks_of, declare_acts
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from volunteers.home.choices import DataRequestState
from volunteers.home.models import DataRequest
from volunteers.home.rules import ANSWER_LONGEST, checked_request
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.services.meant import ask_member, lock_meant


def _begin(request: DataRequest, doing: Doing) -> None:
    """With the deadline of today. Raises RuleBroken: `already_asked` where another of the kind waits."""
    if request.member.data_requests.waiting().filter(kind=request.kind).exists():
        raise RuleBroken("already_asked", "同一事项已有一份申请在等待办理；要改内容，请先撤回", conflict=True)
    request.area = request.member.area
    request.due_on = DeadlineBook().due(DeadlineKey.DATA, timezone.localdate(doing.at), request.area)


def _told(request: DataRequest) -> str:
    return f"已登记{request}，请在{request.due_on:%Y-%m-%d}前答复。" if request.due_on else f"已登记{request}。"


# --- The acts -----------------------------------------------------------------------------------------------------------


def _tell(request: DataRequest, doing: Doing) -> list[Tell]:
    title, url = f"{request}{request.get_state_display()}", reverse("member-data-requests")
    return [Tell((request.member.user_id,), title, "社区已答复，点开查看。", url)]


def _answer(label: str) -> Ask:
    return Ask("answer", label, ANSWER_LONGEST, shortest=2, column="answer", help="本人会看到")


ASKED = (
    ask_member(P.MEMBER_EDIT, "代为登记时填写党员编号；党员本人申请时省略"),
    *asks_of(
        DataRequest,
        "kind text",
        text={
            "check": checked_request,
            "help": "写清哪一项、怎么改或要什么。换手机号请写新号码；不要写身份证号",
            "told": "申请内容，4至500字",
            "unscanned": "a new telephone number may be what is asked for; read by the clerk who answers",
        },
    ),
)
WAITING = frozenset({DataRequestState.WAITING})
DECIDED = ("decided_by", "decided_at")
SECOND_PERSON = (NotBy("member.user_id", "own_request", "不能办理本人的申请，请由其他工作人员办理"),)
# Source: docs/rules.md, "Personal data"; 个人信息保护法 Art. 50: a refusal gives its reason.
data_requests = declare_acts(
    Acts(
        DataRequest,
        member="member",
        loads=("member", "area"),
        acts=(
            Making(
                "ask",
                "提出申请",
                "提出",
                DataRequestState.WAITING,
                permission=P.MEMBER_EDIT,
                own=True,
                on="member",
                entered="enter",
                asks=ASKED,
                stamps=("entered_by", "asked_at"),
                first=lock_meant,
                run=_begin,
                fits=lambda member: member.closed_at is None,
                done=_told,
                again="此前已提交，返回原申请",
                summary="提出个人信息申请",
                description=(
                    "党员本人提出，或有“维护党员信息”权限的人代为登记。同一事项同样内容再次提交返回200和原申请，内容不同返回409。"
                ),
            ),
            Act(
                "enter",
                "登记个人信息申请",
                "登记",
                frozenset(),
                DataRequestState.WAITING,
                permission=P.MEMBER_EDIT,
                by_form=True,
                hint="用于到社区当面提出更正、复制、删除、限制使用或说明个人信息的党员。",
                icon="contact_page",
            ),
            Act(
                "settle",
                "办结",
                "办结",
                WAITING,
                DataRequestState.DONE,
                permission=P.MEMBER_EDIT,
                asks=(_answer("办理结果"),),
                stamps=DECIDED,
                not_by=SECOND_PERSON,
                tells=_tell,
                done="已办结，本人会看到答复。",
                hint="先在党员页面办好（如更换手机号），再在这里写明结果。本人的申请由其他工作人员办理。",
                icon="check_circle",
            ),
            Act(
                "refuse",
                "不予办理",
                "不予办理",
                WAITING,
                DataRequestState.REFUSED,
                permission=P.MEMBER_EDIT,
                asks=(_answer("不予办理的理由"),),
                stamps=DECIDED,
                not_by=SECOND_PERSON,
                tells=_tell,
                done="已答复不予办理，本人会看到理由。",
                hint="拒绝须说明理由，本人会看到，并可以向街道反映。",
            ),
            Act(
                "withdraw",
                "撤回",
                "撤回",
                WAITING,
                DataRequestState.WITHDRAWN,
                permission=P.MEMBER_EDIT,
                own=True,
                done="已撤回。",
                hint="用于登记有误，或本人当面撤回。",
                summary="撤回申请",
                description="还没有答复的可以撤回。",
            ),
        ),
    )
)
