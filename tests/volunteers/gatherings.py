"""Activities for tests, made through the services, as in life."""

from datetime import timedelta

from orgtree.acts import make, perform
from tests.volunteers.people import at
from volunteers.activities.services.activities import SessionPlan, save_activity
from volunteers.activities.services.activity_acts import activity_acts
from volunteers.activities.services.rolls import mark
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.models import Activity, ActivitySession


def drafted(area, by, *plans, **changes) -> Activity:
    """A draft with the sessions of `plans`, or with one tomorrow from nine to eleven."""
    details = {
        "title": "楼道清扫",
        "category": "clean_up",
        "description": "一起清扫楼道",
        "contact": "社区办公室",
    }
    return save_activity(area=area, sessions=plans or [plan()], by=by, **details | changes)


def plan(start: float = 9, end: float = 11, *, days: int = 1, capacity: int = 10, **changes) -> SessionPlan:
    """A session so many days from now."""
    details = {"place": "社区广场", "capacity": capacity}
    return SessionPlan(at(start, days_ago=-days), at(end, days_ago=-days), **details | changes)


def announced(area, by, *plans, **changes) -> ActivitySession:
    """The first session of a published activity."""
    activity = drafted(area, by, *plans, **changes)
    outcome = perform(activity_acts, "publish", ids=[activity.pk], by=by)
    assert outcome.done == 1, outcome.refused
    return ActivitySession.objects.select_related("activity").filter(activity=activity).first()


def joined(session, *members) -> None:
    for member in members:
        make(sign_up_acts, "sign_up", session=session, by=member.user)


def put_back(session, days: int = 2) -> ActivitySession:
    """The session, as if it and its announcement had been so many days earlier: it is over."""
    shift = timedelta(days=days)
    ActivitySession.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at - shift,
        ends_at=session.ends_at - shift,
        sign_up_until=session.sign_up_until - shift,
    )
    Activity.objects.filter(pk=session.activity_id).update(
        published_at=session.activity.published_at - timedelta(days=days + 1)
    )
    return ActivitySession.objects.select_related("activity").get(pk=session.pk)


def there(session, *members, by, **details) -> None:
    """Mark the members as having come."""
    for member in members:
        mark(session_id=session.pk, member_id=member.pk, state="attended", by=by, **details)
