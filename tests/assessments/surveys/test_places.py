"""A community sees what a survey of its street says of its own places, and nothing of its neighbours or of small cells."""

import pytest
from django.urls import reverse

from assessments.models import SurveyCell
from orgtree.models import Notice, User
from tests.assessments.surveys.makers import CONTENT, CROSS, answers, do, opened
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def published(town, east: int = 20, west: int = 20):
    """A survey of the street in which so many of 东园 were content and so many of 西园 cross."""
    survey = opened(town)
    answers(survey, east, CONTENT, area__parent=town.east_grid)
    answers(survey, west, CROSS, area__parent=town.west_grid)
    return do(town, survey, "close", "publish")


def look(survey, user):
    reply = signed_in(User.objects.get(pk=user.pk)).get(reverse("survey-places", args=[survey.pk]))
    return reply.status_code, reply.content.decode()


def test_each_community_reads_its_own_places_and_not_its_neighbours(town):
    survey = published(town)
    status, east = look(survey, town.secretary)
    assert (status, "东园一网格" in east, "西园" in east) == (200, True, False)
    assert "本地综合满意率100%（答卷20份）" in east.replace("100.0%", "100%")
    assert survey.question_one in east
    _, west = look(survey, town.west_secretary)
    assert ("西园" in west, "东园" in west) == (True, False)
    assert "40份" not in east + west, "nothing of the whole street"


def test_control_who_runs_it_sees_both(town):
    _, page = look(published(town), town.street_secretary)
    assert "东园一网格" in page
    assert "西园" in page


def test_a_cell_of_fewer_than_five_is_told_to_nobody(town):
    survey = published(town, east=3)
    status, page = look(survey, town.secretary)
    assert status == 200
    assert "本地答卷不足5份" in page
    assert "满意率" not in page.replace("满意度", "")
    assert not SurveyCell.objects.filter(survey=survey, area=town.east_grid).exists()


def test_others_and_an_unpublished_one_are_not_there(town):
    survey = published(town)
    assert look(survey, town.north_secretary)[0] == 404
    running = opened(town)
    assert look(running, town.secretary)[0] == 404
    assert look(running, town.street_secretary)[0] == 404


def test_secretaries_are_told_where_to_look(town):
    survey = published(town)
    address = reverse("survey-places", args=[survey.pk])
    told = set(Notice.objects.filter(url=address).values_list("user", flat=True))
    assert {town.secretary.pk, town.west_secretary.pk} <= told
    assert town.north_secretary.pk not in told
