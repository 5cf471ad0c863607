"""Activities: who may organise, what a session must look like, publishing, repeating, calling off."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.models import Notice
from tests.volunteers.gatherings import announced, drafted, joined, plan
from tests.volunteers.people import accepted, at
from tests.volunteers.refusals import refused
from volunteers.activities.rules.activity import KIND_CODES
from volunteers.activities.services.activities import (
    SessionPlan,
    copy_activity,
    repeat_weekly,
    save_activity,
)
from volunteers.activities.services.activity_acts import activity_acts, session_acts
from volunteers.activities.services.activity_notices import remind_of_tomorrow
from volunteers.choices import ActivityState, SignUpState
from volunteers.models import Activity, ActivitySession, ServiceKind, Skill

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("category", "code"), KIND_CODES.items())
def test_each_category_earns_under_its_usual_kind(town, category, code):
    assert drafted(town.east, town.clerk, category=category).kind.code == code


def test_every_service_item_and_the_party_day_has_a_kind():
    wanted = {f"S{number:02}" for number in range(1, 11)} | {"G08"}
    assert wanted <= set(ServiceKind.objects.filter(is_active=True).values_list("item_code", flat=True))


def test_the_organiser_may_choose_another_kind(town):
    other = ServiceKind.objects.get(code="S09")
    assert drafted(town.east, town.clerk, kind=other).kind == other


def test_only_who_keeps_the_area_drafts_there(town):
    with refused("not_found", "area"):
        drafted(town.west, town.clerk)
    with refused("not_found", "area"):
        drafted(town.east, town.grid_worker)  # of one grid
    assert drafted(town.east_grid, town.grid_worker).organiser == town.grid_worker
    activity = drafted(town.east, town.clerk)
    with refused("not_found"):
        save_activity(activity_id=activity.pk, title="别人的", by=town.west_secretary)
    with refused("not_found", "area"):  # nor given away to a neighbour
        save_activity(activity_id=activity.pk, area=town.west, by=town.clerk)


def test_a_risky_activity_names_its_risks_and_its_insurance(town):
    with refused("invalid"):
        drafted(town.east, town.clerk, is_risky=True, risk_note="高处作业")
    noted = {"is_risky": True, "risk_note": "高处作业", "insurance_note": "社区统一投保意外险"}
    assert drafted(town.east, town.clerk, **noted).is_risky
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says so too
        Activity.objects.update(insurance_note="", is_risky=True)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"starts_at": at(9, days_ago=-1) + timedelta(minutes=10)}, "half_hours", "starts_at"),
        ({"ends_at": at(9, days_ago=-1)}, "ends_early", "ends_at"),
        ({"ends_at": at(22, days_ago=-1)}, "too_long", "ends_at"),
        ({"sign_up_until": at(10, days_ago=-1)}, "deadline", "sign_up_until"),
        ({"capacity": 0}, "capacity", "capacity"),
    ],
)
def test_sessions_that_cannot_be(town, changes, code, field):
    details = {"starts_at": at(9, days_ago=-1), "ends_at": at(11, days_ago=-1), "place": "广场", "capacity": 5}
    with refused(code, field):
        drafted(town.east, town.clerk, SessionPlan(**details | changes))
    assert not ActivitySession.objects.exists()
    assert not Activity.objects.exists()


def test_the_same_place_and_time_twice_is_refused(town):
    with refused("invalid"):
        drafted(town.east, town.clerk, plan(), plan())


def test_a_leader_has_an_account_and_belongs_there(town):
    stranger = accepted(town.north, town.north_secretary)
    with refused("leader", "leader"):
        drafted(town.east, town.clerk, plan(leader=stranger))
    own = accepted(town.east, town.clerk)
    assert drafted(town.east, town.clerk, plan(leader=own)).sessions.get().leader == own


def test_publishing_needs_a_session_and_happens_once(town):
    empty = save_activity(area=town.east, title="空", category="other", description="无", contact="无", by=town.clerk)
    outcome = perform(activity_acts, "publish", ids=[empty.pk], by=town.clerk)
    assert outcome.done == 0
    assert "场次" in outcome.refused[0][1]
    activity = drafted(town.east, town.clerk)
    assert perform(activity_acts, "publish", ids=[activity.pk], by=town.secretary).done == 1
    activity.refresh_from_db()
    assert (activity.state, activity.published_by) == (ActivityState.PUBLISHED, town.secretary)


def test_calling_off_tells_those_who_signed_up(town):
    session = announced(town.east, town.clerk)
    member = accepted(town.east, town.clerk)
    joined(session, member)
    activity = perform_one(activity_acts, "cancel", pk=session.activity_id, reason="下雨", by=town.clerk)
    session.refresh_from_db()
    assert activity.state == ActivityState.CANCELLED
    assert session.cancelled_at
    assert session.sign_ups.get().state == SignUpState.CANCELLED
    assert "请打开查看" in Notice.objects.mine(member.user).get(key=f"activity-cancelled:{session.pk}").text


def test_the_last_session_called_off_ends_the_activity(town):
    first = announced(town.east, town.clerk, plan(), plan(14, 16))
    second = first.activity.sessions.last()
    perform_one(session_acts, "cancel", pk=first.pk, reason="停电", by=town.clerk)
    first.activity.refresh_from_db()
    assert first.activity.state == ActivityState.PUBLISHED
    perform_one(session_acts, "cancel", pk=second.pk, reason="停电", by=town.clerk)
    first.activity.refresh_from_db()
    assert first.activity.state == ActivityState.ENDED


def test_a_change_of_time_is_told_and_a_change_of_capacity_is_not(town):
    session = announced(town.east, town.clerk)
    member = accepted(town.east, town.clerk)
    joined(session, member)

    def change(**fields):
        known = {name: getattr(session, name) for name in ("starts_at", "ends_at", "place", "capacity")}
        revised = SessionPlan(**known | fields, pk=session.pk)
        save_activity(activity_id=session.activity_id, sessions=[revised], by=town.clerk)

    change(capacity=20)
    assert not Notice.objects.filter(key__startswith="activity-changed").exists()
    change(place="二楼会议室")
    assert "二楼会议室" not in Notice.objects.mine(member.user).get(key__startswith="activity-changed").text
    with refused("not_found"):  # another activity's session
        other = announced(town.east, town.clerk, plan(15, 16))
        save_activity(activity_id=other.activity_id, sessions=[plan(capacity=3, pk=session.pk)], by=town.clerk)


def test_a_copy_begins_on_its_day_with_the_same_words(town):
    skill = Skill.objects.first()
    old = drafted(town.east, town.clerk, plan(9, 11, days=1), plan(14, 15, days=3), skills=[skill])
    day = timezone.localdate() + timedelta(days=10)
    copy = copy_activity(activity_id=old.pk, first_day=day, by=town.secretary)
    starts = [timezone.localtime(session.starts_at) for session in copy.sessions.all()]
    assert [start.date() for start in starts] == [day, day + timedelta(days=2)]
    assert [start.hour for start in starts] == [9, 14]
    assert (copy.state, copy.title, list(copy.skills.all())) == (ActivityState.DRAFT, old.title, [skill])
    assert copy.organiser == town.secretary
    with refused("not_found"):
        copy_activity(activity_id=old.pk, first_day=day, by=town.west_secretary)


def test_weekly_repeats(town):
    session = drafted(town.east, town.clerk).sessions.get()
    added = repeat_weekly(session_id=session.pk, weeks=3, by=town.clerk)
    assert [(one.starts_at - session.starts_at).days for one in added] == [7, 14, 21]
    with refused("invalid"):  # again: nothing doubles
        repeat_weekly(session_id=session.pk, weeks=1, by=town.clerk)
    with refused("weeks", "weeks"):
        repeat_weekly(session_id=session.pk, weeks=60, by=town.clerk)
    assert session.activity.sessions.count() == 4


def test_taking_over(town):
    activity = drafted(town.east, town.clerk)
    assert perform_one(activity_acts, "take_over", pk=activity.pk, by=town.secretary).organiser == town.secretary


def test_the_day_before_everyone_with_a_place_is_reminded_once(town):
    session = announced(town.east, town.clerk, plan(capacity=1))
    later = announced(town.east, town.clerk, plan(days=2))
    first, waiting = accepted(town.east, town.clerk), accepted(town.east, town.clerk)
    joined(session, first, waiting)
    joined(later, first)
    assert remind_of_tomorrow() == 1
    assert remind_of_tomorrow() == 1
    assert Notice.objects.filter(key__startswith="activity-tomorrow").count() == 1
    assert Notice.objects.mine(first.user).filter(key__startswith=f"activity-tomorrow:{session.pk}").exists()
