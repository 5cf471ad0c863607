"""Signing up and leaving: the session's row is locked first, then the person's, so that places and hours hold."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from orgtree.acts import follow, perform_on
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from volunteers.activities.choices import ActivityState, SignUpState
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.rules import activity as rules
from volunteers.activities.services import activity_notices
from volunteers.activities.services.activity_reach import may_come
from volunteers.activities.services.sign_up_acts import EXCUSE_LENGTH, SESSION_PLACES, sign_up_acts
from volunteers.members.models.member import Member

LEFT = frozenset({SignUpState.CANCELLED, SignUpState.EXCUSED})


@transaction.atomic
def sign_up(*, session_id: int, member_id: int, by) -> SignUp:
    """The sign-up, with a place or on the wait list; the same one when asked again.

    By the member, or by the desk for who has no phone. Raises RuleBroken: `closed`, `too_late`, `reach`, `busy`.
    """
    session = lock_session(session_id)
    own = _check_may_act_for(session, member_id, by)
    row = session.sign_ups.filter(member=member_id).first() or SignUp(session=session, member_id=member_id)
    if row.pk and row.state in rules.LIVE:
        return row
    check_open(session, timezone.now())
    if not may_come(session.activity, member_id):
        raise RuleBroken("reach", f"本活动{session.activity.get_reach_display()}，只有在册的报到党员可以报名")
    row.member = Member.objects.select_for_update(no_key=True).get(pk=member_id)
    check_free(session, member_id)
    return perform_on(sign_up_acts, "sign_up" if own else "enter", row, by=by)


def lock_session(session_id: int) -> ActivitySession:
    """The session, locked to the end of the transaction; raises RuleBroken for an unknown one or a draft's."""
    locked = ActivitySession.objects.shown().select_for_update(of=("self",), no_key=True)
    session = locked.select_related("activity__area", "activity__kind", "leader").filter(pk=session_id).first()
    if session is None:
        raise not_found("场次")
    return session


def _check_may_act_for(session: ActivitySession, member_id: int, by) -> bool:
    """Whether `by` is the member; raises RuleBroken for anyone else who does not keep the activity."""
    if Member.objects.mine(by).filter(pk=member_id).exists():
        return True
    if not ActivitySession.objects.allowed(by, P.ACTIVITY_MANAGE).filter(pk=session.pk).exists():
        raise not_found("场次")
    return False


def check_open(session: ActivitySession, now: datetime) -> None:
    """Raise RuleBroken unless the session takes sign-ups now."""
    if session.activity.state != ActivityState.PUBLISHED or session.cancelled_at or session.roll_submitted_at:
        raise RuleBroken("closed", "这一场已取消或已结束，不能报名", conflict=True)
    if now > session.sign_up_until:
        raise RuleBroken("too_late", "报名已截止", conflict=True)


def check_free(session: ActivitySession, member_id: int) -> None:
    """Raise RuleBroken where the person has signed up, or waits, for another session at the same time."""
    others = SignUp.objects.live().filter(
        member=member_id, session__starts_at__lt=session.ends_at, session__ends_at__gt=session.starts_at
    )
    other = others.exclude(session=session).select_related("session__activity").first()
    if other:
        name = other.session
        raise RuleBroken("busy", f"与您已报名的“{name.activity}”（{name.when_in_words}）时间重叠", conflict=True)


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


def checked_excuse(text: str, *, needed: bool) -> str:
    """The reason without outer blanks; raises RuleBroken where one is needed and none is given, or it is too long."""
    text = text.strip()
    if needed and not text:
        raise RuleBroken("excuse_missing", "报名已截止，退出须请假，请写明事由", field="excuse")
    if len(text) > EXCUSE_LENGTH:
        raise RuleBroken("excuse_long", f"事由不超过{EXCUSE_LENGTH}字", field="excuse")
    return text
