"""What is told to people who signed up; each notice once."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from orgtree.notices.services import notify
from volunteers.activities.choices import SignUpState
from volunteers.activities.models.activity import ActivitySession, SignUp


def _url(session: ActivitySession) -> str:
    return reverse("member-session", args=[session.pk])


def _accounts(sign_ups: Iterable[SignUp]) -> list[int | None]:
    return [sign_up.member.user_id for sign_up in sign_ups]


def tell_promoted(session: ActivitySession, sign_ups: Iterable[SignUp]) -> None:
    """候补 who got a place."""
    for sign_up in sign_ups:
        notify(
            users=_accounts([sign_up]),
            key=f"activity-promoted:{sign_up.pk}:{sign_up.promoted_at.isoformat()}",
            title="您报名的活动已递补成功",
            text=f"{session.when_in_words}。不能参加的，请及时退出或请假。",
            url=_url(session),
        )


def tell_changed(session: ActivitySession, at) -> None:
    """Time or place of a session is another."""
    notify(
        users=_accounts(session.sign_ups.live().select_related("member")),
        key=f"activity-changed:{session.pk}:{at.isoformat()}",
        title="您报名的活动时间或地点有变",
        text=f"现为{session.when_in_words}，地点请打开查看。",
        url=_url(session),
    )


def tell_cancelled(session: ActivitySession, sign_ups: Iterable[SignUp], reason: str) -> None:
    """A session is called off."""
    notify(
        users=_accounts(sign_ups),
        key=f"activity-cancelled:{session.pk}",
        title="您报名的活动已取消",
        text=f"原定{session.when_in_words}。原因请打开查看。",
        url=_url(session),
    )


def remind_of_tomorrow(*, now=None) -> int:
    """Tell everyone who holds a place in a session that begins tomorrow; how many sessions."""
    day = timezone.localdate(now) + timedelta(days=1)
    sessions = ActivitySession.objects.coming(now or timezone.now()).filter(starts_at__date=day)
    signed_up = SignUp.objects.filter(session__in=sessions, state=SignUpState.SIGNED_UP).select_related("member")
    by_session: dict[int, list[SignUp]] = {}
    for sign_up in signed_up:
        by_session.setdefault(sign_up.session_id, []).append(sign_up)
    for session in sessions.filter(pk__in=by_session).select_related("activity"):
        notify(
            users=_accounts(by_session[session.pk]),
            key=f"activity-tomorrow:{session.pk}:{day}",
            title="您明天有活动",
            text=f"{session.when_in_words}，地点请打开查看。不能参加的，请在开始前请假。",
            url=_url(session),
        )
    return len(by_session)
