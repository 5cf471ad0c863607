"""A session to the outside: signed addresses, calendars, how many residents were served."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from icalendar import Calendar, Event

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.links import Link
from orgtree.models import Area
from volunteers.activities.choices import ActivityState, SignUpState
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.models.outreach import CalendarFeed, SessionEcho
from volunteers.members.models.member import Member

SHARE, ANSWER, FEED, COMMUNITY = (
    Link("session-share"),
    Link("session-answer"),
    Link("member-feed"),
    Link("community-feed"),
)
FEED_DAYS = 90  # how far back a calendar goes
OPEN_DAYS = 14  # in which residents answer, after the session
MOST_RESIDENTS = 10_000


# --- Signed addresses ---------------------------------------------------------------------------------------------------


def shared_session(token: str) -> ActivitySession | None:
    """The published session of a share link, called off or not; None where the link is none or it is a draft."""
    return _sessions().filter(pk=SHARE.key(token), activity__published_at__isnull=False).first()


def answerable_session(token: str) -> ActivitySession | None:
    """The session that residents may answer about: from its beginning to some days after its end; None otherwise."""
    pk, now = ANSWER.key(token), timezone.now()
    ended = now - timedelta(days=OPEN_DAYS)
    return _sessions().standing().services().filter(pk=pk, starts_at__lte=now, ends_at__gt=ended).first()


def _sessions():
    return ActivitySession.objects.select_related("activity__area", "activity__kind")


# --- Calendars ----------------------------------------------------------------------------------------------------------


def calendar_of(sessions: Iterable[ActivitySession], *, name: str) -> bytes:
    """An .ics of the sessions, called-off ones marked: what, when, where, who holds it; no person."""
    calendar = Calendar()
    calendar.add("prodid", "-//dangjian-governance//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for session in sessions:
        calendar.add_component(_event(session))
    return calendar.to_ical()


def _event(session: ActivitySession) -> Event:
    activity, event = session.activity, Event()
    off = session.cancelled_at is not None or activity.state == ActivityState.CANCELLED
    event.add("uid", f"session-{session.pk}@dangjian-governance")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", timezone.localtime(session.starts_at))
    event.add("dtend", timezone.localtime(session.ends_at))
    event.add("summary", f"{'（已取消）' if off else ''}{activity.title}")
    event.add("location", session.place)
    event.add("description", f"主办：{activity.area.name}\n{activity.description}")
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    return event


@transaction.atomic
def feed_token(*, member: Member, renew: bool = False, by) -> str:
    """The token of the member's own calendar; `renew` ends the old one. Raises RuleBroken for somebody else's."""
    if member.user_id != by.pk:
        raise not_found("日历")
    feed, _ = CalendarFeed.objects.get_or_create(member=member)
    if renew:
        CalendarFeed.objects.filter(pk=feed.pk).update(version=F("version") + 1)
        feed.refresh_from_db()
    return FEED.token(f"{member.pk}.{feed.version}")


def sessions_of_feed(token: str) -> Iterable[ActivitySession] | None:
    """The sessions that the member of this feed signed up for; None for a token that holds no more."""
    member, _, version = (FEED.value(token) or "").partition(".")
    if (
        not version
        or not CalendarFeed.objects.filter(member=member, version=version, member__user__is_active=True).exists()
    ):
        return None
    mine = [SignUpState.SIGNED_UP, SignUpState.ATTENDED]
    since = timezone.now() - timedelta(days=FEED_DAYS)
    return _sessions().shown().filter(sign_ups__member=member, sign_ups__state__in=mine, ends_at__gt=since)


def sessions_of_community(token: str) -> tuple[Area, Iterable[ActivitySession]] | None:
    """(the area, its published sessions and those below it); None for no such token."""
    area = Area.objects.current().filter(pk=COMMUNITY.key(token)).first()
    if area is None:
        return None
    since = timezone.now() - timedelta(days=FEED_DAYS)
    return area, _sessions().filter(activity__published_at__isnull=False, ends_at__gt=since).within(area)


# --- Residents served ---------------------------------------------------------------------------------------------------


@transaction.atomic
def set_residents(*, session_id: int, residents: int, by) -> SessionEcho:
    """How many residents the session served, as its leader or desk counted. Raises RuleBroken."""
    if not may_see_echo(session_id, by):
        raise not_found("场次")
    if not 0 <= residents <= MOST_RESIDENTS:
        raise RuleBroken("residents", f"人数应在0到{MOST_RESIDENTS}之间", field="residents")
    echo, _ = SessionEcho.objects.get_or_create(session_id=session_id)
    echo = SessionEcho.objects.select_for_update().get(pk=echo.pk)
    if echo.is_shown and residents < echo.total:  # with fewer answers than are shown, their number would be told
        raise RuleBroken("residents", f"已收到{echo.total}份评价，服务人数不能少于评价份数", field="residents")
    SessionEcho.objects.filter(pk=echo.pk).update(residents=residents)
    echo.residents = residents
    return echo


def may_see_echo(session_id: int, by) -> bool:
    """Whether residents were served, and `by` leads the session or organises activities where it is held."""
    served = ActivitySession.objects.services().filter(pk=session_id)
    return served.led_by(by).exists() or served.allowed(by, P.ACTIVITY_MANAGE).exists()
