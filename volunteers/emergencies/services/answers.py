"""Answers to a call-up: by the member in one tap, or by the desk over the telephone. Refusing costs nothing."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from orgtree.acts import Act, Acts, Noted, declare_acts, note_steps
from orgtree.acts.outcome import Outcome
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from volunteers.emergencies.choices import AnswerChannel, AttendanceState, CallUpState
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.shift import ShiftPlace
from volunteers.emergencies.services.life import hold_open

REASON_LENGTH = 100
ANY = frozenset(CallUpState)
# Source: docs/rules.md, "Emergencies". The steps name nobody once the names have gone (`closing`): they are about no `member`.
call_up_acts = declare_acts(
    Acts(
        CallUp,
        called="动员",
        acts=(
            Act(
                "answer",
                "回复动员",
                "回复",
                ANY,
                None,
                leads="能参加、不能参加",
                own=True,
                reach=CallUp.objects.mine,
                by_form=True,
            ),
            Act(
                "take_answer",
                "记录电话回复",
                "记录",
                ANY,
                None,
                leads="能参加、不能参加",
                permission=P.EMERGENCY_RUN,
                by_form=True,
            ),
            # Who came to a shift had said yes.
            Act("come", "到岗", "记为能参加", ANY - {CallUpState.ACCEPTED}, CallUpState.ACCEPTED),
        ),
    )
)


@transaction.atomic
def answer_call_up(*, call_up_id: int, accept: bool, reason: str = "", by) -> CallUp:
    """The member's own invitation with their answer; the same answer again changes nothing. Raises RuleBroken.

    An answer may be changed while the emergency is open; who can no longer come leaves the shifts that have not begun.
    """
    call_up = CallUp.objects.filter(pk=call_up_id, member__user=by.pk).first()
    if call_up is None:
        raise not_found()
    hold_open(call_up.emergency_id)
    locked = (
        CallUp.objects.select_for_update(of=("self",), no_key=True).filter(pk=call_up_id, member__user=by.pk).first()
    )
    if locked is None:
        raise not_found()
    _write("answer", [locked], accept=accept, reason=_checked(reason), by=by)
    return locked


@transaction.atomic
def record_answers(*, emergency_id: int, call_up_ids: Sequence[int], accept: bool, reason: str = "", by) -> Outcome:
    """Answers that the desk took over the telephone; the outcome says how many were written."""
    hold_open(emergency_id)
    text, asked = _checked(reason), set(call_up_ids)
    rows = CallUp.objects.allowed(by, P.EMERGENCY_RUN).filter(
        pk__in=asked, emergency=emergency_id, member__isnull=False
    )
    found = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    _write("take_answer", found, accept=accept, reason=text, by=by)
    outcome = Outcome(done=len(found))
    outcome.refuse_missing(len(asked), len(found))
    return outcome


def _checked(reason: str) -> str:
    text = reason.strip()
    if len(text) > REASON_LENGTH:
        raise RuleBroken("reason_long", f"说明不超过{REASON_LENGTH}字", field="reason")
    return text


def _write(act: str, rows: Sequence[CallUp], *, accept: bool, reason: str, by) -> None:
    state, now = CallUpState.ACCEPTED if accept else CallUpState.DECLINED, timezone.now()
    channel, entered_by = (AnswerChannel.DESK, by) if act == "take_answer" else (AnswerChannel.PHONE, None)
    changed = [row for row in rows if (row.state, row.reason) != (state, reason)]
    note_steps(call_up_acts, [Noted(row, act, row.state, state, by, now, reason) for row in changed])
    for row in changed:
        row.answered_at = row.answered_at if row.state == state else now
        row.state, row.reason, row.channel, row.answered_by = state, reason, channel, entered_by
    CallUp.objects.bulk_update(changed, ["state", "reason", "answered_at", "channel", "answered_by"], batch_size=1000)
    if not accept and changed:
        _leave_shifts(changed, now)


def _leave_shifts(rows: Sequence[CallUp], now) -> None:
    """Free the places that they hold on shifts that have not begun."""
    ShiftPlace.objects.filter(
        shift__emergency=rows[0].emergency_id,
        member__in=[row.member_id for row in rows],
        state=AttendanceState.PLANNED,
        starts_at__gt=now,
    ).delete()
