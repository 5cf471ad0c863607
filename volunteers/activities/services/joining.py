"""Signing up for a session: who may, whether it is open, a place or the end of the wait list.

The session's row is locked first, then the person's, so that places and hours hold.
"""

from collections.abc import Sequence
from datetime import datetime

from orgtree.acts import Ask, Doing
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.places import Capacity
from orgtree.scope.models.either import rows_of_either
from volunteers.activities.choices import ActivityState, SignUpState
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.services.activity_reach import open_to
from volunteers.members.models.member import Member
from volunteers.members.services.meant import lock_meant

LEFT = frozenset({SignUpState.CANCELLED, SignUpState.EXCUSED, SignUpState.ABSENT})

SESSION_PLACES = Capacity(
    ActivitySession,
    "capacity",
    taking=lambda pk: SignUp.objects.taking().filter(session=pk),
    line=lambda pk: SignUp.objects.in_line().filter(session=pk).select_related("member"),
)


def offered_sessions(user, ids: Sequence[int] | None = None):
    """Sessions that the person keeps, may come to, or has signed up for."""
    halves = [ActivitySession.objects.allowed(user, P.ACTIVITY_MANAGE)]
    if user.token_covers(OWN):
        halves.append(ActivitySession.objects.filter(pk__in=SignUp.objects.mine(user).values("session")))
        halves += [open_to(member) for member in Member.objects.mine(user)]
    return rows_of_either(ActivitySession.objects.shown(), *halves)


def offered_members(user, ids: Sequence[int] | None = None):
    """Oneself; for whoever keeps activities everyone, since the activity says who may come."""
    if user.holds(P.ACTIVITY_MANAGE):
        return Member.objects.all()
    return Member.objects.mine(user)


def lock_session(session_id: int) -> ActivitySession:
    """The session, locked to the end of the transaction; raises RuleBroken for an unknown one or a draft's."""
    locked = ActivitySession.objects.shown().select_for_update(of=("self",), no_key=True)
    session = locked.select_related("activity__area", "activity__kind", "leader").filter(pk=session_id).first()
    if session is None:
        raise not_found("场次")
    return session


def lock_joining(doing: Doing, ids: Sequence[int]) -> None:
    """`first` of a sign-up: session and member stand in its answers, locked."""
    doing.said["session"] = lock_session(doing.said["session"].pk)
    lock_meant(doing, ids)


def _sign_up_of(doing: Doing) -> SignUp | None:
    rows = doing.said["session"].sign_ups.select_related("member", "session__activity")
    return rows.filter(member=doing.said["member"]).first()


def standing_sign_up(doing: Doing) -> SignUp | None:
    """The one that holds a place or waits."""
    row = _sign_up_of(doing)
    return row if row and row.state not in LEFT else None


def left_sign_up(doing: Doing) -> SignUp | None:
    """The one that was given up or missed."""
    row = _sign_up_of(doing)
    return row if row and row.state in LEFT else None


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


JOINING_ASKED = (
    Ask("session", "场次", column="session", rows=offered_sessions),
    Ask(
        "member", "党员", column="member", rows=offered_members, is_optional=True, told="代办时填写党员的编号；本人省略"
    ),
)
