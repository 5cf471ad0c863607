"""Answers on paper: a batch counts when two people typed the same, and a household answers on one way alone."""

import pytest
from django.urls import reverse

from assessments.models import SurveyBatch, SurveyTally
from assessments.surveys.choices import BatchState
from assessments.surveys.services.answering import answer_household
from assessments.surveys.services.paper import finish_batch, start_batch, void_batch
from orgtree.models import User
from tests.assessments.surveys.makers import CONTENT, CROSS, answer, answers, batch, colleague, do, one_grid, opened
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def listed(numbers) -> str:
    return "、".join(map(str, numbers))


def test_paper_counts_when_two_people_say_the_same(town):
    row = batch(town)
    assert not SurveyTally.objects.exists()
    with refused("paper_waits"):
        do(town, row.survey, "close")
    with refused("second_person"):
        finish_batch(batch_id=row.pk, numbers=listed(row.numbers), typed=row.answers, by=town.street_secretary)
    other = colleague(town)
    wrong = [*row.answers[:3], CROSS, *row.answers[4:]]
    with refused("unequal", "sheet-4", message="第4份"):
        finish_batch(batch_id=row.pk, numbers=listed(row.numbers), typed=wrong, by=other)
    with refused("unequal", "numbers"):
        finish_batch(batch_id=row.pk, numbers=listed(row.numbers[:-1]), typed=row.answers, by=other)
    assert not SurveyTally.objects.exists()
    done = finish_batch(batch_id=row.pk, numbers=listed(row.numbers), typed=row.answers, by=other)
    assert (done.state, done.answers, done.numbers) == (BatchState.COUNTED, [], [])
    assert SurveyTally.objects.get().count == 6
    with refused("wrong_state"):
        finish_batch(batch_id=row.pk, numbers="1", typed=["11111"], by=other)


def test_paper_of_a_household_that_has_answered_is_refused_and_the_other_way_round(town):
    survey = opened(town)
    answers(survey, 1)
    first = survey.households.get(is_answered=True).serial
    ours = one_grid(survey)
    with refused("answered", "numbers", message=f"{first}号已经作答"):
        start_batch(survey_id=survey.pk, numbers=f"{first}", typed=[CONTENT], by=town.street_secretary)
    row = start_batch(survey_id=survey.pk, numbers=f"{ours[0]}", typed=[CONTENT], by=town.street_secretary)
    household = survey.households.get(serial=ours[0])
    assert not answer_household(household=household, answer=answer())
    void_batch(batch_id=row.pk, by=town.street_secretary)
    assert answer_household(household=household, answer=answer())


@pytest.mark.parametrize(
    ("numbers", "typed", "field", "words"),
    [
        ("1-2", ["11122"], "numbers", "应当一样多"),
        ("1-2", ["11122", "41122"], "sheet-2", "第2份应为五位数字"),
        ("1-2", ["11122", "1112"], "sheet-2", "第2份"),
        ("一到二", ["11122"], "numbers", "写成"),
        ("2、2", ["11122"] * 2, "numbers", "写了两次"),
        ("1-200", ["11122"], "numbers", "不超过100份"),
        ("118-121", ["11122"] * 4, "numbers", "没有这些问卷编号：121"),
        ("1、120", ["11122"] * 2, "numbers", "一个网格"),
    ],
)
def test_paper_that_will_not_do(town, numbers, typed, field, words):
    survey = opened(town)
    with pytest.raises(Exception, match=words) as caught:
        start_batch(survey_id=survey.pk, numbers=numbers, typed=typed, by=town.street_secretary)
    assert caught.value.field == field
    assert not SurveyBatch.objects.exists()
    assert not survey.households.filter(is_answered=True).exists()


def test_sixty_sheets_are_typed_on_one_page_and_nothing_typed_is_lost(town):
    survey = opened(town)
    first = signed_in(User.objects.get(pk=town.street_secretary.pk))
    page = reverse("survey-paper", args=[survey.pk])
    numbers = one_grid(survey)[:60]
    asked = first.post(page, {"numbers": f"{numbers[0]}-{numbers[-1]}"}).content.decode()
    assert asked.count('name="sheet"') == 60
    typed = [CONTENT] * 59 + ["9"]
    kept = first.post(page, {"numbers": f"{numbers[0]}-{numbers[-1]}", "sheet": typed}).content.decode()
    assert "第60份应为五位数字" in kept
    assert kept.count(f'value="{CONTENT}"') == 59
    sent = {"numbers": f"{numbers[0]}-{numbers[-1]}", "sheet": [CONTENT] * 60}
    assert first.post(page, sent).status_code == 302
    row = SurveyBatch.objects.get()
    other = signed_in(colleague(town))
    blank = other.get(reverse("survey-second", args=[row.pk])).content.decode()
    assert blank.count('name="sheet"') == 60
    assert CONTENT not in blank
    assert other.post(reverse("survey-second", args=[row.pk]), sent).status_code == 302
    assert sum(SurveyTally.objects.values_list("count", flat=True)) == 60
