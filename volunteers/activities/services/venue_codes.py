"""Signing in at the venue by its rotating code: one moment at one venue, and no location (decision 0017)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from orgtree.acts import perform_on
from orgtree.errors import RuleBroken, not_found
from orgtree.links import Expired, Ticket
from volunteers.activities.choices import RollMethod, SignUpState
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.rules import venue_code as rules
from volunteers.activities.services.activity_reach import may_come
from volunteers.activities.services.joining import lock_session
from volunteers.activities.services.rolls import check_roll_open
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.members.models.member import Member

SALT = "volunteers.venue"
TICKET = Ticket(SALT, timedelta(minutes=3))


def _key() -> bytes:
    return salted_hmac(SALT, "code", secret=settings.SECRET_KEY, algorithm="sha256").digest()


def code_now(session: ActivitySession, now: datetime | None = None) -> str:
    """What the venue shows in this half minute."""
    return rules.code_of(_key(), session.pk, rules.step_at(now or timezone.now()))


def ticket_for(*, session_id: int, code: str, by) -> str:
    """A slip for the person who scanned a fresh code just now, good for three minutes to press the button with.

    Raises RuleBroken `stale` for a code that is older than a minute, or none at all.
    """
    if not rules.is_fresh(code, key=_key(), session_id=session_id, now=timezone.now()):
        raise RuleBroken("stale", "二维码已过期，请对着现场屏幕重新扫码", conflict=True)
    return TICKET.issue(session_id, by.pk)


@transaction.atomic
def sign_in(*, session_id: int, ticket: str, by) -> SignUp:
    """The member's row: signed in by the first scan, signed out by one at least half an hour later.

    Raises RuleBroken: `stale`, `reach`, `too_early`, `over`, `soon` (a second scan too soon), `submitted`.
    """
    _check_ticket(ticket, session_id, by)
    session, now = lock_session(session_id), timezone.now()
    member = Member.objects.mine(by).first()
    if member is None or session.activity.roll_method != RollMethod.QR:
        raise not_found("场次")
    check_roll_open(session)
    if now > session.ends_at + rules.CLOSES_AFTER:
        raise RuleBroken("over", "活动已结束，请与带队人联系", conflict=True)
    row = session.sign_ups.filter(member=member).first() or _walk_in(session, member, now, by)
    row.member = member
    if row.state != SignUpState.ATTENDED or not row.by_qr:
        return _sign_in(row, now, by)
    if row.arrived_at and now - row.arrived_at < rules.SIGN_OUT_AFTER:
        raise RuleBroken("soon", "您已签到。离场时再扫一次即可签退，签到半小时后才能签退", conflict=True)
    row.left_at = now
    row.save()
    return row


def _check_ticket(ticket: str, session_id: int, by) -> None:
    try:
        good = TICKET.read(ticket) == [session_id, by.pk]
    except Expired:
        good = False
    if not good:
        raise RuleBroken("stale", "签到已超时，请对着现场屏幕重新扫码", conflict=True)


def _walk_in(session: ActivitySession, member: Member, now: datetime, by) -> SignUp:
    if not may_come(session.activity, member.pk):
        raise RuleBroken("reach", f"本活动{session.activity.get_reach_display()}，只有在册的报到党员可以参加")
    return SignUp(session=session, member=member, signed_up_at=now, signed_up_by=by, is_walk_in=True)


def _sign_in(row: SignUp, now: datetime, by) -> SignUp:
    """There, from now."""
    row.is_walk_in = row.is_walk_in or row.state in (SignUpState.WAITING, SignUpState.CANCELLED)
    row.by_qr, row.arrived_at, row.left_at = True, now, None
    row.excuse, row.marked_by = "", by
    return perform_on(sign_up_acts, "scan", row, by=by)
