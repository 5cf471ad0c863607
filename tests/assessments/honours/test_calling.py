"""The roll of a training called by posts: hours stand with each secretary, nobody is named, what was called wrongly counts no more."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.honours.services.calling import call_secretaries, secretaries_of
from assessments.honours.services.hours import secretary_hours_told
from assessments.honours.services.trainings import roll_acts, training_acts
from grids.models import StaffTerm, StaffTraining
from orgtree.acts import perform_one
from orgtree.models import ActStep
from tests.assessments.honours.makers import roll, training
from tests.assessments.honours.test_honours import counted
from tests.visits import signed_in
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db


def terms_of(town) -> list[int]:
    """East's secretary and west's, in the order of the tree."""
    return [term.pk for term in secretaries_of(training(town, area=town.street, by=town.street_secretary))]


def called(town, came: list[int], hours: str):
    row = training(town, area=town.street, hours=Decimal(hours), by=town.street_secretary)
    return call_secretaries(training=row, came=came, by=town.street_secretary)


def test_each_who_came_has_the_hours_against_the_norm(town):
    east, west = terms_of(town)
    today = timezone.localdate()
    assert secretary_hours_told(town.east, today) == "今年人均0学时（1名社区书记，按培训点名；标准56学时，达到0人）"
    called(town, [east, west], "40")
    called(town, [east], "16")
    assert secretary_hours_told(town.east, today) == "今年人均56学时（1名社区书记，按培训点名；标准56学时，达到1人）"
    assert secretary_hours_told(town.street, today) == "今年人均48学时（2名社区书记，按培训点名；标准56学时，达到1人）"
    assert [(row.term_id, row.hours) for row in counted("secretary_hours").order_by("pk")] == [
        (east, 40), (west, 40), (east, 16),
    ]  # fmt: skip


def test_a_head_count_gives_nobody_hours(town):
    """Control: how many came says nothing of who did."""
    roll(town, training=training(town, hours=Decimal("6.5")), audience="secretary", people=1)
    assert "人均0学时" in secretary_hours_told(town.east, timezone.localdate())


def test_what_was_called_wrongly_counts_no_more(town):
    east, west = terms_of(town)
    wrong, other = called(town, [east, west], "8"), called(town, [west], "4")
    perform_one(roll_acts, "void", pk=wrong.pk, by=town.street_secretary, reason="勾错了人")
    assert StaffTraining.objects.filter(state="done").count() == 1
    assert [step.act for step in steps_of(wrong.called.first().record)] == ["record", "void"]
    perform_one(training_acts, "void", pk=other.training_id, by=town.street_secretary, reason="没有举办")
    assert not counted("secretary_hours").exists()


def steps_of(record: StaffTraining):
    return ActStep.objects.filter(noun="grids.stafftraining", row_id=record.pk).order_by("pk")


def test_nobody_is_called_twice_from_elsewhere_or_not_at_all(town):
    east, west = terms_of(town)
    row, by = called(town, [east], "8"), town.street_secretary
    assert call_secretaries(training=row.training, came=[east], by=by) == row  # sent twice
    for came, field in (([west], "came"), ([east, west], "audience")):
        with refused("known", field):
            call_secretaries(training=row.training, came=came, by=by)
    for came in ([], [west], [10**9]):
        with refused("came", "came"):
            call_secretaries(training=training(town), came=came, by=town.secretary)
    assert StaffTraining.objects.count() == 1


def test_the_page_names_nobody_and_is_the_hosts(town):
    row = training(town, area=town.street, by=town.street_secretary)
    address = reverse("training-roll", args=[row.pk])
    desk = signed_in(town.street_secretary)
    page = desk.get(address + "?all=1").text
    assert page.count("checked") == 2
    assert "东园社区　社区书记" in page
    names = {term.name for term in StaffTerm.objects.filter(pk__in=terms_of(town))}
    assert names
    assert not any(name in page for name in names)
    assert "请在名单中勾选" in desk.post(address, {"came": ["x"]}).text
    assert desk.post(address, {"came": terms_of(town)}).status_code == 302
    assert row.rolls.get().people == 2
    assert signed_in(town.secretary).get(address).status_code == 404
