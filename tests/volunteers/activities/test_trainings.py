"""Trainings: announced and called like any session, kept in the record; no hours, no points, no deduction."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from tests.volunteers.feedback.test_feedback_pages import words
from tests.volunteers.gatherings import announced, drafted, joined, put_back, there
from tests.volunteers.members.test_unit_report_ins import signed_in
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from tests.volunteers.standing.test_deeds import confirmed, entered
from volunteers.activities.services.activities import save_activity
from volunteers.activities.services.activity_acts import session_acts
from volunteers.activities.services.outreach import may_see_echo
from volunteers.activities.services.rolls import mark, submit_roll
from volunteers.choices import ActivityCategory, ActivityState, SignUpState
from volunteers.home.services.own_data import own_data
from volunteers.models import Activity, FeedbackSheet, PointEntry, ServiceRecord, SignUp
from volunteers.recognition.services.volunteer_record import record_besides, training_years

pytestmark = pytest.mark.django_db
TRAINING = {"category": ActivityCategory.TRAINING, "title": "志愿者急救培训"}


@pytest.fixture
def learner(town):
    return accepted(town.east, town.clerk, name="学员甲")


def held(town, *members, **changes):
    """A session of the day before yesterday, called by the clerk: the first of `members` was missed, the rest came."""
    session = announced(town.east, town.clerk, **changes)
    joined(session, *members)
    session = put_back(session)
    mark(session_id=session.pk, member_id=members[0].pk, state="absent", by=town.clerk)
    there(session, *members[1:], by=town.clerk)
    return submit_roll(session_id=session.pk, by=town.clerk)


@pytest.fixture
def training(town, learner):
    return held(town, accepted(town.east, town.clerk, name="学员乙"), learner, **TRAINING)


def year_of(session) -> int:
    return timezone.localtime(session.starts_at).year


def test_a_roll_of_a_training_makes_a_record_and_no_hours(training, learner):
    assert not ServiceRecord.objects.exists()
    assert not PointEntry.objects.filter(account__member=learner, item_code__startswith="S").exists()
    assert [row.member for row in SignUp.objects.learned()] == [learner]
    assert Activity.objects.get().state == ActivityState.ENDED


def test_another_session_makes_hours_and_no_training(town, learner):
    """The control: the same roll of a clean-up."""
    held(town, accepted(town.east, town.clerk, name="学员乙"), learner)
    assert ServiceRecord.objects.get().member == learner
    assert not SignUp.objects.learned().exists()
    assert SignUp.objects.no_shows().count() == 1


def test_missing_a_training_is_no_no_show(training):
    assert SignUp.objects.filter(state=SignUpState.ABSENT).count() == 1
    assert not SignUp.objects.no_shows().exists()


def test_a_training_has_no_kind_of_service_and_all_else_has_one(town):
    activity = drafted(town.east, town.clerk, **TRAINING)
    assert activity.kind is None
    activity = save_activity(activity_id=activity.pk, category=ActivityCategory.CLEAN_UP, by=town.clerk)
    assert activity.kind.code == "S05"
    activity = save_activity(activity_id=activity.pk, category=ActivityCategory.TRAINING, by=town.clerk)
    assert activity.kind is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.update(category=ActivityCategory.OTHER)


def test_a_wrong_roll_of_a_training_is_put_right(town, training, learner):
    with refused("submitted", message="请由主办社区重新点名"):
        mark(session_id=training.pk, member_id=learner.pk, state="absent", by=town.clerk)
    perform_one(session_acts, "reopen", pk=training.pk, by=town.clerk)
    assert not SignUp.objects.learned().exists()
    mark(session_id=training.pk, member_id=learner.pk, state="absent", by=town.clerk)
    there(training, *[row.member for row in training.sign_ups.exclude(member=learner)], by=town.clerk)
    submit_roll(session_id=training.pk, by=town.clerk)
    assert [row.member.name for row in SignUp.objects.learned()] == ["学员乙"]


def test_the_roll_of_a_service_stays_closed(town, learner):
    session = held(town, accepted(town.east, town.clerk, name="学员乙"), learner)
    with refused("not_training"):
        perform_one(session_acts, "reopen", pk=session.pk, by=town.clerk)


def test_residents_are_not_asked_about_a_training(town, training):
    assert not may_see_echo(training.pk, town.clerk)
    assert may_see_echo(announced(town.east, town.clerk).pk, town.clerk)


def test_trainings_are_a_figure_of_their_own(town, training):
    period = Period.parse(f"{timezone.localdate(training.starts_at):%Y-%m}")
    window = Window(period, timezone.now())

    def counted(key: str) -> int:
        return registry.catalogue()[f"volunteers.{key}"].rows(window).count()

    assert (counted("trainings"), counted("sessions_held")) == (1, 0)
    there(perform_one(session_acts, "reopen", pk=training.pk, by=town.clerk), by=town.clerk)
    assert counted("trainings") == 0


def test_the_record_of_a_year_has_its_four_parts(town, training, learner):
    """志愿服务条例 Art. 19: services, training, honours and appraisals; every part opens to its row."""
    report = confirmed(entered(learner, town.clerk, "H02", evidence="街道表彰文件"), town.street_secretary)
    year = report.happened_on.year
    sheet = FeedbackSheet.objects.create(
        member=learner,
        unit_name="第一中学",
        community=town.east,
        period_kind="Y",
        period_start=report.happened_on.replace(month=1, day=1),
        grade="good",
        community_text="热心负责",
        drawn_at=timezone.now(),
        signed_at=timezone.now(),
        signed_by=town.secretary,
    )
    besides = record_besides(learner, year)
    assert (list(besides.honours), list(besides.appraisals)) == ([report], [sheet])
    page = signed_in(learner.user).get(f"/m/years/{year}/").content.decode()
    for part in ("街道级表彰", f"/m/deeds/{report.pk}/", "热心负责", f"/m/feedback/{sheet.pk}/"):
        assert part in page
    card = words(signed_in(town.clerk).get(f"/papers/member/{learner.pk}/card.docx?year={year}"))
    for part in ("表彰奖励", "街道级表彰", "评价", "好，热心负责"):
        assert part in card


def test_a_training_stands_in_the_record_of_its_year_alone(training, learner):
    year = year_of(training)
    assert training_years(learner) == {year}
    [row] = record_besides(learner, year).trainings
    assert row.session == training
    assert not record_besides(learner, year - 1).trainings
    client = signed_in(learner.user)
    assert f"/m/activities/{training.pk}/" in client.get(f"/m/years/{year}/").content.decode()
    assert client.get(f"/m/years/{year - 2}/").status_code == 404
    assert own_data(learner)["活动报名"][0]["类型"] == "培训"
    page = client.get(f"/m/activities/{training.pk}/").content.decode()
    assert "不计时长和积分" in page
    assert "居民评价" not in page


def test_the_desk_reopens_a_training_and_nothing_else(town, training, learner):
    other = held(town, accepted(town.east, town.clerk, name="学员丙"), accepted(town.east, town.clerk, name="学员丁"))
    client = Client()
    client.force_login(town.clerk)
    assert "重新点名" in client.get(f"/desk/volunteers/activitysession/{training.pk}/change/").content.decode()
    assert "重新点名" not in client.get(f"/desk/volunteers/activitysession/{other.pk}/change/").content.decode()
    reply = client.post(f"/desk/volunteers/activitysession/{training.pk}/act/reopen/", follow=True)
    assert "可以重新点名了" in reply.content.decode()
    training.refresh_from_db()
    assert training.roll_submitted_at is None
