"""Leaving, and who comes in instead: the session's row is locked first. How one signs up is in `joining`."""

from django.db import transaction
from django.utils import timezone

from orgtree.acts import follow, perform_on
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from volunteers.activities.choices import SignUpState
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.rules import activity as rules
from volunteers.activities.services import activity_notices
from volunteers.activities.services.joining import SESSION_PLACES, lock_session
from volunteers.activities.services.sign_up_acts import EXCUSE_LENGTH, sign_up_acts
from volunteers.members.models.member import Member

LEFT = frozenset({SignUpState.CANCELLED, SignUpState.EXCUSED})


def _check_may_act_for(session: ActivitySession, member_id: int, by) -> bool:
    """Whether `by` is the member; raises RuleBroken for anyone else who does not keep the activity."""
    if Member.objects.mine(by).filter(pk=member_id).exists():
        return True
    if not ActivitySession.objects.allowed(by, P.ACTIVITY_MANAGE).filter(pk=session.pk).exists():
        raise not_found("场次")
    return False


def fill_places(session: ActivitySession) -> list[SignUp]:
    """Those from the head of the wait list who got the free places of a locked session; they are told."""
    now = timezone.now()
    if now >= session.starts_at or session.cancelled_at:
        return []
    promoted = SESSION_PLACES.next_in_line(session.pk)
    follow(sign_up_acts, "promote", promoted)
    activity_notices.tell_promoted(session, promoted)
    return promoted


@transaction.atomic
def leave(*, session_id: int, member_id: int, excuse: str = "", by) -> SignUp:
    """The sign-up, taken back: without a trace before the deadline, as 请假 with a reason after it.

    The place goes to the head of the wait list. Left already with the same words, it is as it was.
    Raises RuleBroken: `excuse_missing`, `begun`, `not_signed_up`.
    """
    session = lock_session(session_id)
    _check_may_act_for(session, member_id, by)
    row = session.sign_ups.filter(member=member_id).select_related("member").first()
    if row is None:
        raise not_found("报名")
    if row.state in LEFT and row.excuse == excuse.strip():
        return row
    state = rules.leaving(
        row.state, now=timezone.now(), sign_up_until=session.sign_up_until, starts_at=session.starts_at
    )
    text = checked_excuse(excuse, needed=state == SignUpState.EXCUSED)
    perform_on(sign_up_acts, "leave", row, by=by, state=state, reason=text)
    fill_places(session)
    return row


def lock_sessions_to_come(member_id: int) -> list[ActivitySession]:
    """The sessions yet to begin in which the member has a place or waits for one, locked in the order of their ids."""
    rows = SignUp.objects.live().filter(member=member_id, session__starts_at__gt=timezone.now())
    return [lock_session(pk) for pk in sorted(rows.values_list("session", flat=True))]


def leave_with_account(*, member_id: int, by) -> None:
    """Whoever goes for good leaves every session to come, without a reason; the next in line comes in."""
    for session in lock_sessions_to_come(member_id):
        follow(sign_up_acts, "go_with_account", session.sign_ups.live().filter(member=member_id), by=by)
        fill_places(session)


def checked_excuse(text: str, *, needed: bool) -> str:
    """The reason without outer blanks; raises RuleBroken where one is needed and none is given, or it is too long."""
    text = text.strip()
    if needed and not text:
        raise RuleBroken("excuse_missing", "报名已截止，退出须请假，请写明事由", field="excuse")
    if len(text) > EXCUSE_LENGTH:
        raise RuleBroken("excuse_long", f"事由不超过{EXCUSE_LENGTH}字", field="excuse")
    return text
