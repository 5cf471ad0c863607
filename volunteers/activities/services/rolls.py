"""The roll (点名): called by the leader step by step, submitted once, and turned into hours. Locked afterwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from orgtree.acts import Noted, follow, note_steps, perform_on
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.text.rules.numbers import row_id
from volunteers.activities.choices import ActivityState, SignUpState
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.rules import activity as rules
from volunteers.activities.services.activity_acts import session_acts
from volunteers.activities.services.activity_reach import may_come, members_in_reach
from volunteers.activities.services.joining import lock_session
from volunteers.activities.services.roll_hours import record_hours
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.activities.services.sign_ups import checked_excuse
from volunteers.members.models.member import Member

OPENS_BEFORE = timedelta(minutes=30)
FOUND = 8
NUMBER_LENGTH = 8


def sessions_to_lead(user):
    """Sessions whose roll the person may call: their own as leader, and those of activities that they keep."""
    kept = ActivitySession.objects.allowed(user, P.ACTIVITY_MANAGE)
    led = ActivitySession.objects.led_by(user)
    return ActivitySession.objects.shown() & (led | kept if user.token_covers(OWN) else kept)


def _callable(session_id: int, by) -> ActivitySession:
    """The session, locked, whose roll `by` may call now. Raises RuleBroken: `not_found`, `submitted`, `too_early`."""
    session = lock_session(session_id)
    if not sessions_to_lead(by).filter(pk=session_id).exists():
        raise not_found("场次")
    check_roll_open(session)
    return session


def check_roll_open(session: ActivitySession) -> None:
    """Raise RuleBroken unless marks may be made now."""
    if session.roll_submitted_at:
        way = "请由主办社区重新点名" if session.activity.is_training else "请由社区作废有关时长"
        raise RuleBroken("submitted", f"点名已提交，不能再改；有误的，{way}", conflict=True)
    if session.cancelled_at or session.activity.state not in (ActivityState.PUBLISHED, ActivityState.ENDED):
        raise RuleBroken("closed", "这一场已取消", conflict=True)
    if timezone.now() < session.starts_at - OPENS_BEFORE:
        raise RuleBroken("too_early", "活动开始前半小时起可以点名", conflict=True)


@transaction.atomic
def mark(
    *,
    session_id: int,
    member_id: int,
    state: str,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
    excuse: str = "",
    by,
) -> SignUp:
    """The row of a person on the roll, marked 到, 缺 or 请假; times only where they differ from the plan.

    Marking again with the same words changes nothing, so that a retry is harmless.
    """
    session = _callable(session_id, by)
    row = session.sign_ups.on_roll().filter(member=member_id).select_related("member").first()
    if row is None:
        raise not_found("名单上的人")
    if state not in rules.MARKS:
        raise RuleBroken("mark", "请选择到、缺或请假", field="state")
    if row.leave_at and state == SignUpState.ABSENT:
        raise RuleBroken("on_leave", "本人开始前已请假，不能记为缺；到了的请记为到", field="state", conflict=True)
    there = state == SignUpState.ATTENDED
    row.marked_by = by
    row.arrived_at = arrived_at or (row.arrived_at if row.by_qr else None) if there else None
    row.left_at = left_at or (row.left_at if row.by_qr else None) if there else None
    text = (checked_excuse(excuse, needed=False) or own_excuse(row)) if state == SignUpState.EXCUSED else ""
    _check_times(row, session)
    if (row.state, row.excuse) != (state, text):
        return perform_on(sign_up_acts, "mark", row, by=by, state=state, reason=text)
    row.save()
    return row


def own_excuse(row: SignUp) -> str:
    """What the person gave as the reason of a leave of their own."""
    return row.excuse if row.leave_at else ""


def _check_times(row: SignUp, session: ActivitySession) -> None:
    start, end = row.arrived_at or session.starts_at, row.left_at or session.ends_at
    if end <= start:
        raise RuleBroken("ends_early", "离场时间应晚于到场时间", field="left_at")
    if end - start > rules.LONGEST:
        raise RuleBroken("too_long", "在场时间不超过12小时，请核对", field="left_at")


@transaction.atomic
def mark_rest(*, session_id: int, state: str, by) -> int:
    """Mark everyone who is not marked yet as 到 or 缺; how many."""
    session = _callable(session_id, by)
    if state not in (SignUpState.ATTENDED, SignUpState.ABSENT):
        raise RuleBroken("mark", "请选择到或缺", field="state")
    rows, now = list(session.sign_ups.filter(state=SignUpState.SIGNED_UP).select_related("member")), timezone.now()
    session.sign_ups.filter(pk__in=[row.pk for row in rows]).update(state=state, marked_by=by)
    note_steps(sign_up_acts, [Noted(row, "mark", row.state, state, by, now) for row in rows])
    return len(rows)


@transaction.atomic
def add_walk_in(*, session_id: int, member_id: int, by) -> SignUp:
    """Someone who came without a place, marked 到; the same row when asked again. Raises RuleBroken: `reach`."""
    session = _callable(session_id, by)
    if not may_come(session.activity, member_id):
        raise RuleBroken("reach", "只能加入招募范围内的在册报到党员", field="member")
    row = session.sign_ups.filter(member=member_id).select_related("member").first()
    if row is None:
        row = SignUp(session=session, member_id=member_id, signed_up_at=timezone.now(), signed_up_by=by)
    if row.state != SignUpState.ATTENDED:
        row.is_walk_in = row.is_walk_in or row.state not in (*rules.MARKS, SignUpState.SIGNED_UP)
        row.marked_by, row.excuse = by, ""
        perform_on(sign_up_acts, "walk_in", row, by=by)
    return row


def find_for_roll(session: ActivitySession, text: str) -> list[Member]:
    """Members in reach with this number, or whose name begins like this (two characters at least); eight at most."""
    text = text.replace("\0", "").strip()
    reach = members_in_reach(session.activity).select_related("area__parent__parent")
    if (number := row_id(text)) is not None:
        return list(reach.with_number(number)) if len(text) == NUMBER_LENGTH else []
    return list(reach.filter(name__startswith=text).order_by("name", "pk")[:FOUND]) if len(text) > 1 else []


@transaction.atomic
def submit_roll(*, session_id: int, by) -> ActivitySession:
    """The session with its roll closed and its hours recorded, of a training without any; the same when submitted again.

    All or nothing: raises RuleBroken `unmarked`, or `conflicts` naming each person whose hours cannot be recorded.
    """
    session = lock_session(session_id)
    if not sessions_to_lead(by).filter(pk=session_id).exists():
        raise not_found("场次")
    if session.roll_submitted_at:
        return session
    _check_complete(session)
    rows = list(session.sign_ups.attended().select_related("member__area", "member__user").order_by("member"))
    if not session.activity.is_training:
        record_hours(session, rows, by=by)
    follow(sign_up_acts, "lapse", session.sign_ups.in_line().select_related("member"), by=by)
    return perform_on(session_acts, "submit", session, by=by)


def _check_complete(session: ActivitySession) -> None:
    check_roll_open(session)
    if timezone.now() < session.ends_at:
        raise RuleBroken("not_over", "活动结束后才能提交点名", conflict=True)
    unmarked = session.sign_ups.filter(state=SignUpState.SIGNED_UP).count()
    if unmarked:
        raise RuleBroken("unmarked", f"还有{unmarked}人没有点，请逐人点完，或把其余的一次记为到或缺")


def roll_of(session: ActivitySession) -> Sequence[SignUp]:
    """Everyone to be called, by name."""
    return (
        session.sign_ups.on_roll().select_related("member__area__parent__parent").order_by("member__name", "member_id")
    )
