"""Requests about one's own data: asked by the member or noted by the desk, answered by the desk in time."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.rules.steps import check_actor, step_from
from orgtree.services.constraints import constraints_as_rules
from orgtree.services.notices import notify
from volunteers.home.choices import DataRequestKind, DataRequestState
from volunteers.home.models import DataRequest
from volunteers.home.rules import LABELS, STEPS, check_decider, checked_answer, checked_request
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.models.member import Member
from volunteers.members.services.deadlines import DeadlineBook


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
        due_on=DeadlineBook().due(DeadlineKey.DATA, timezone.localdate(now)),
    )
    with constraints_as_rules():
        request.save()
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


@transaction.atomic
def answer_request(*, request_id: int, answer: str, refused: bool = False, by) -> DataRequest:
    """The request, done or refused, with the answer that the member reads. Raises RuleBroken."""
    rows = DataRequest.objects.allowed(by, P.MEMBER_EDIT).select_related("member")
    request = rows.select_for_update(of=("self",), no_key=True).filter(pk=request_id).first()
    if request is None:
        raise not_found()
    step = step_from(STEPS, "refuse" if refused else "settle", request.state, LABELS)
    check_decider(decider=by.pk, member_user=request.member.user_id)
    request.answer = checked_answer(answer, refused=refused)
    request.state, request.decided_by, request.decided_at = step.to, by, timezone.now()
    request.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    _tell(request)
    return request


def _tell(request: DataRequest) -> None:
    if request.member.user_id:
        notify(
            users=[request.member.user_id],
            key=f"data-request:{request.pk}",
            title=f"{request}{request.get_state_display()}",
            text="社区已答复，点开查看。",
            url=reverse("member-data-requests"),
        )


@transaction.atomic
def withdraw_request(*, request_id: int, by) -> DataRequest:
    """Taken back by the member or the desk while it waits; raises RuleBroken."""
    rows = DataRequest.objects.select_related("member").select_for_update(of=("self",), no_key=True)
    request = rows.filter(pk=request_id).first()
    if request is None:
        raise not_found()
    desk = DataRequest.objects.allowed(by, P.MEMBER_EDIT).filter(pk=request_id).exists()
    check_actor(STEPS["withdraw"], is_member=request.member.user_id == by.pk, is_desk=desk)
    step_from(STEPS, "withdraw", request.state, LABELS)
    request.state = DataRequestState.WITHDRAWN
    request.save(update_fields=["state"])
    return request
