"""Activities: drafted with their sessions, changed, repeated, copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from orgtree.acts import note_first
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.owned.models import covers
from volunteers.activities.choices import ActivityState
from volunteers.activities.models.activity import Activity, ActivitySession
from volunteers.activities.rules.activity import KIND_CODES, check_session
from volunteers.activities.services import activity_notices
from volunteers.activities.services.activity_acts import activity_acts, session_acts
from volunteers.activities.services.activity_reach import members_in_reach
from volunteers.activities.services.joining import SESSION_PLACES
from volunteers.activities.services.sign_ups import fill_places
from volunteers.members.models.member import Member
from volunteers.service.models.service import ServiceKind
from volunteers.teams.models import ServiceTeam

FIELDS = (
    "area",
    "title",
    "category",
    "kind",
    "description",
    "reach",
    "roll_method",
    "contact",
    "team",
    "risk_note",
    "is_risky",
    "insurance_note",
)
WEEK = timedelta(days=7)
MOST_WEEKS = 26


@dataclass(frozen=True)
class SessionPlan:
    """One session as planned; `pk` names the one to change. `sign_up_until` None: until it begins."""

    starts_at: datetime
    ends_at: datetime
    place: str
    capacity: int
    sign_up_until: datetime | None = None
    leader: Member | None = None
    pk: int | None = None


@transaction.atomic
def save_activity(
    *,
    activity_id: int | None = None,
    sessions: Sequence[SessionPlan] = (),
    skills=None,
    act: str = "draft",
    by,
    **fields,
) -> Activity:
    """A new draft, or the activity with new `fields` (FIELDS), its skills and its changed or added `sessions`.

    `act` is how a new one came to be. Without `kind` it gets the usual one of its category; a training has none. Raises RuleBroken at the wrong field, and writes nothing.
    """
    activity = _locked(activity_id, by) if activity_id else Activity(organiser=by)
    if activity.state not in (ActivityState.DRAFT, ActivityState.PUBLISHED):
        raise RuleBroken("closed", f"活动{activity.get_state_display()}，不能修改", conflict=True)
    for name in FIELDS:
        if name in fields:
            setattr(activity, name, fields[name])
    if activity.is_training:
        activity.kind = None
    elif activity.kind_id is None:
        activity.kind = ServiceKind.objects.get(code=KIND_CODES.get(activity.category, "S01"))
    if not by.holds_at(P.ACTIVITY_MANAGE, activity.area):
        raise not_found("区域", field="area")
    if activity.kind and not covers(activity.kind.area, activity.area):
        raise RuleBroken("kind_elsewhere", f"“{activity.kind}”只用于{activity.kind.keeper_label}，请另选", field="kind")
    _check_team(activity)
    check_valid(activity)
    activity.save()
    if activity_id is None:
        note_first(activity_acts, act, activity, by=by)
    if skills is not None:
        activity.skills.set(skills)
    for plan in sessions:
        _save_session(activity, plan, by=by)
    return activity


def _check_team(activity: Activity) -> None:
    """Raise RuleBroken at `team` unless the team is of the activity's area or below it, and in being while this is a draft."""
    team = activity.team
    if team is None:
        return
    if not ServiceTeam.objects.within(activity.area).filter(pk=team.pk).exists():
        raise not_found("服务队", field="team")
    if activity.state == ActivityState.DRAFT and not team.in_being:
        raise RuleBroken("team_dissolved", "服务队已解散", field="team")


def _locked(activity_id: int, by) -> Activity:
    mine = Activity.objects.allowed(by, P.ACTIVITY_MANAGE).select_related("area", "kind")
    activity = mine.select_for_update(of=("self",), no_key=True).filter(pk=activity_id).first()
    if activity is None:
        raise not_found("活动")
    return activity


def _save_session(activity: Activity, plan: SessionPlan, *, act: str = "plan", by) -> ActivitySession:
    session = _session_to_write(activity, plan)
    before = (session.starts_at, session.ends_at, session.place)
    for name in ("starts_at", "ends_at", "place", "capacity", "leader"):
        setattr(session, name, getattr(plan, name))
    session.sign_up_until = plan.sign_up_until or plan.starts_at
    _check_plan(session)
    with constraints_as_rules():
        session.save()
    if plan.pk:
        _after_change(session, before)
    else:
        note_first(session_acts, act, session, by=by)
    return session


def _session_to_write(activity: Activity, plan: SessionPlan) -> ActivitySession:
    if plan.pk is None:
        return ActivitySession(activity=activity)
    session = activity.sessions.select_for_update(no_key=True).filter(pk=plan.pk).first()
    if session is None:
        raise not_found("场次")
    if session.roll_submitted_at or session.cancelled_at:
        raise RuleBroken("session_closed", f"{session.when_in_words}的场次已点名或已取消，不能修改", conflict=True)
    session.activity = activity
    return session


def _check_plan(session: ActivitySession) -> None:
    check_session(
        starts_at=timezone.localtime(session.starts_at),
        ends_at=timezone.localtime(session.ends_at),
        sign_up_until=session.sign_up_until,
        capacity=session.capacity,
    )
    leader = session.leader
    if leader and leader.user_id is None:
        raise RuleBroken("leader", "带队人还没有开通账号，不能点名，请另选", field="leader")
    if leader and not members_in_reach(session.activity).filter(pk=leader.pk).exists():
        raise RuleBroken("leader", "带队人不在招募范围内，请另选", field="leader")
    taken = SESSION_PLACES.room(session.pk).taken if session.pk else 0
    if session.capacity < taken:
        raise RuleBroken("capacity", f"已有{taken}人报名，名额不能少于{taken}", field="capacity")
    check_valid(session)


def _after_change(session: ActivitySession, before: tuple) -> None:
    fill_places(session)
    if before != (session.starts_at, session.ends_at, session.place):
        activity_notices.tell_changed(session, timezone.now())


@transaction.atomic
def copy_activity(*, activity_id: int, first_day: date, by) -> Activity:
    """A draft with the same words and sessions, moved so that the first session falls on `first_day`."""
    old = _locked(activity_id, by)
    plans = [session for session in old.sessions.select_related("leader") if not session.cancelled_at]
    if not plans:
        raise RuleBroken("no_session", "这个活动没有可复制的场次")
    shift = timedelta(days=(first_day - timezone.localdate(plans[0].starts_at)).days)
    fields = {name: getattr(old, name) for name in FIELDS}
    if old.team and not old.team.in_being:
        fields["team"] = None
    plans = [moved(session, shift) for session in plans]
    return save_activity(sessions=plans, skills=old.skills.all(), act="copy", by=by, **fields)


@transaction.atomic
def repeat_weekly(*, session_id: int, weeks: int, by) -> list[ActivitySession]:
    """The session again in each of the next `weeks` weeks (1–26), in the same activity."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise RuleBroken("weeks", f"请填写1到{MOST_WEEKS}周", field="weeks")
    session = ActivitySession.objects.allowed(by, P.ACTIVITY_MANAGE).filter(pk=session_id).first()
    if session is None:
        raise not_found("场次")
    activity = _locked(session.activity_id, by)
    if activity.state not in (ActivityState.DRAFT, ActivityState.PUBLISHED):
        raise RuleBroken("closed", f"活动{activity.get_state_display()}，请复制活动", conflict=True)
    return [_save_session(activity, moved(session, WEEK * week), act="repeat", by=by) for week in range(1, weeks + 1)]


def moved(session: ActivitySession, shift: timedelta) -> SessionPlan:
    """The plan of a new session like `session`, later by `shift`."""
    return SessionPlan(
        starts_at=session.starts_at + shift,
        ends_at=session.ends_at + shift,
        place=session.place,
        capacity=session.capacity,
        sign_up_until=session.sign_up_until + shift,
        leader=session.leader,
    )
