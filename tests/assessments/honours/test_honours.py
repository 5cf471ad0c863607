"""What documents recognise, checked by another; trainings counted by audience."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.honours.choices import Audience, HonourKind, OrganLevel, TrainingKind
from assessments.honours.rules import check_honour
from assessments.honours.services.honours import honour_acts
from assessments.honours.services.hours import member_hours_told
from assessments.honours.services.trainings import roll_acts, training_acts
from assessments.models import Honour
from orgtree.acts import perform_one
from orgtree.choices import AreaKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.errors import RuleBroken
from tests.api import Api, assert_error
from tests.assessments.honours.makers import DOCUMENT, checked, honour, roll, training
from tests.visits import signed_in
from tests.volunteers.activities.test_trainings import TRAINING, held
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from volunteers.models import ActivitySession

pytestmark = pytest.mark.django_db


def counted(key: str, year: int | None = None):
    period = Period.parse(str(year)) if year else Period.holding("Y", timezone.localdate())
    return registry.figures[f"assessments.{key}"].counted(Window(period, timezone.now()))


@pytest.mark.parametrize("missing", ["organ", "number", "issued_on"])
def test_without_a_document_nothing_is_recognised(town, missing):
    with refused(f"{missing}_missing", missing):
        honour(town, **{missing: "" if missing != "issued_on" else None})
    body = {"area": town.east.pk, "kind": "honour", "name": "先进集体", **DOCUMENT, "number": "潍组发〔2026〕9号"}
    del body[missing]
    assert_error(Api(town.secretary).post("honours/", body), 400, "invalid", missing)
    assert not Honour.objects.exists()


@pytest.mark.parametrize(
    ("kind", "place", "level", "people", "field"),
    [
        (HonourKind.SITE, AreaKind.COMMUNITY, OrganLevel.STREET, None, None),
        (HonourKind.DISTRICT, AreaKind.DISTRICT, OrganLevel.CITY, None, None),
        (HonourKind.DISTRICT, AreaKind.DISTRICT, OrganLevel.DISTRICT, None, "organ_level"),  # named by itself
        (HonourKind.STREET, AreaKind.COMMUNITY, OrganLevel.CITY, None, "area"),
        (HonourKind.CASE, AreaKind.CITY, OrganLevel.CITY, None, "organ_level"),
        (HonourKind.CASE, AreaKind.CITY, OrganLevel.PROVINCE, None, None),
        (HonourKind.ENROLLED, AreaKind.COMMUNITY, OrganLevel.CITY, None, "people"),
        (HonourKind.ENROLLED, AreaKind.COMMUNITY, OrganLevel.CITY, 2, None),
        (HonourKind.HONOUR, AreaKind.STREET, OrganLevel.DISTRICT, 2, "people"),
    ],
)
def test_a_document_is_of_an_organ_above_and_for_the_right_level(kind, place, level, people, field):
    if field is None:
        check_honour(kind, place, level, people)
        return
    with pytest.raises(RuleBroken) as caught:
        check_honour(kind, place, level, people)
    assert caught.value.field == field


def test_it_counts_once_another_has_checked_it(town):
    row = honour(town, by=town.street_secretary)
    with refused("own_entry"):
        perform_one(honour_acts, "check", pk=row.pk, by=town.street_secretary)
    with pytest.raises(IntegrityError, match="honour_checked_by_another"), transaction.atomic():
        Honour.objects.filter(pk=row.pk).update(state="held", checked_by=row.entered_by, checked_at=timezone.now())
    assert not counted("demo_sites").exists()
    perform_one(honour_acts, "check", pk=row.pk, by=town.secretary)
    assert counted("demo_sites").count() == 1
    with refused("known", "number"):
        honour(town, number=row.number, name=row.name)


def test_demonstrations_are_in_force_from_their_document_to_their_end(town):
    row = checked(town, issued_on=date(2025, 5, 1), until=date(2026, 4, 30))
    assert [counted("demo_sites", year).count() for year in (2024, 2025, 2026)] == [0, 1, 0]
    other = checked(town, issued_on=date(2025, 5, 1), number="潍组发〔2025〕8号")
    perform_one(honour_acts, "end", pk=other.pk, by=town.street_secretary, ended_on=None, reason="复核未通过")
    assert [counted("demo_sites", year).count() for year in (2025, 2026)] == [2, 0]
    assert row.state == "held"


def test_secretaries_who_got_a_post_are_counted_and_not_named(town):
    checked(town, kind=HonourKind.ENROLLED, name="社区书记定向招聘", people=3)
    assert [row.people for row in counted("enrolled")] == [3]
    assert not {field.name for field in Honour._meta.fields} & {"holder", "person", "member"}


def test_a_training_is_counted_by_audience_and_never_twice(town):
    row = training(town, kind=TrainingKind.AWAY)
    roll(town, training=row, people=30)
    with refused("known", "audience"):
        roll(town, training=row, people=31)
    roll(town, training=row, audience=Audience.STREET, people=5)
    assert sum(one.people for one in counted("away_attendances")) == 35
    assert [one.people for one in counted("trained_street")] == [5]
    perform_one(training_acts, "void", pk=row.pk, by=town.secretary, reason="登记错了")
    assert not counted("training_attendances").exists()
    with refused("wrong_state", "training"):
        roll(town, training=row, audience=Audience.MEMBER)


def test_what_was_counted_wrongly_is_counted_anew(town):
    row = training(town)
    wrong = roll(town, training=row, people=300)
    perform_one(roll_acts, "void", pk=wrong.pk, by=town.secretary, reason="多写了一个零")
    roll(town, training=row, people=30)
    assert [one.people for one in counted("trained_workers")] == [30]


def test_hours_a_head_of_members_are_read_off_the_rolls_of_trainings(town):
    members = [accepted(town.east, town.clerk, name=f"学员{name}") for name in "甲乙丙丁戊"]
    session = held(town, *members[:3], **TRAINING)  # the first was missed
    day = timezone.localdate(session.starts_at)
    assert "；标准32学时，达到0人" in member_hours_told(town.east, day)
    ActivitySession.objects.filter(pk=session.pk).update(ends_at=session.starts_at + timedelta(hours=32))
    assert member_hours_told(town.east, day) == "今年人均12.8学时（5名在册党员，按培训点名；标准32学时，达到2人）"
    assert member_hours_told(town.west, day) == "在册党员少于5名，不显示"
    assert (
        "本区域党员学时"
        in signed_in(town.secretary).get(f"/desk/assessments/training/{training(town).pk}/change/").text
    )


def test_nothing_is_entered_before_it_was(town):
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    with refused("held_on", "held_on"):
        training(town, held_on=tomorrow)
    with refused("issued_on", "issued_on"):
        honour(town, issued_on=tomorrow)
