"""Requests about one's own data: asked by the member or noted by the desk, answered by the desk in time."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, Tell, declare_acts, note_first
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.errors import RuleBroken, not_found
from volunteers.home.choices import DataRequestKind, DataRequestState
from volunteers.home.models import DataRequest
from volunteers.home.rules import ANSWER_LONGEST, checked_request
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.models.member import Member


@transaction.atomic
def ask_about_data(*, member_id: int, kind: str, text: str, by) -> tuple[DataRequest, bool]:
    """(request, True), or (the waiting one that says the same, False). By the member, or the desk with MEMBER_EDIT.

    Raises RuleBroken: `kind`, `text_short`, `text_long`, `closed`, `already_asked` where another of the kind waits.
    """
    member = _lock_member(member_id, by)
    if kind not in DataRequestKind.values:
        raise RuleBroken("kind", "请选择申请事项", field="kind")
    text = checked_request(text)
    if earlier := member.data_requests.waiting().filter(kind=kind).first():
        if earlier.text == text:
            return earlier, False
        raise RuleBroken("already_asked", "同一事项已有一份申请在等待办理；要改内容，请先撤回", conflict=True)
    now = timezone.now()
    request = DataRequest(
        member=member,
        area=member.area,
        kind=kind,
        text=text,
        entered_by=by,
        asked_at=now,
        due_on=DeadlineBook().due(DeadlineKey.DATA, timezone.localdate(now), member.area),
    )
    with constraints_as_rules():
        request.save()
    note_first(data_requests, "ask" if member.user_id == by.pk else "enter", request, by=by)
    return request, True


def _lock_member(member_id: int, by) -> Member:
    """The member, locked, who is `by` or whom `by` may enter for; raises RuleBroken for anyone else."""
    desk = Member.objects.allowed(by, P.MEMBER_EDIT).filter(pk=member_id)
    rows = Member.objects.mine(by) | Member.objects.filter(pk__in=desk.values("pk"))
    member = rows.filter(pk=member_id).select_for_update(of=("self",), no_key=True).first()
    if member is None:
        raise not_found(field="member")
    if member.closed_at:
        raise RuleBroken("closed", "该登记已注销", conflict=True)
    return member


# --- The acts -----------------------------------------------------------------------------------------------------------


def _tell(request: DataRequest, doing: Doing) -> list[Tell]:
    title, url = f"{request}{request.get_state_display()}", reverse("member-data-requests")
    return [Tell((request.member.user_id,), title, "社区已答复，点开查看。", url)]


def _answer(label: str) -> Ask:
    return Ask("answer", label, ANSWER_LONGEST, shortest=2, column="answer", help="本人会看到")


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
            Act("ask", "提出申请", "提出", frozenset(), DataRequestState.WAITING, own=True, by_form=True),
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
                icon="block",
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
                icon="undo",
                summary="撤回申请",
                description="还没有答复的可以撤回。",
            ),
        ),
    )
)
