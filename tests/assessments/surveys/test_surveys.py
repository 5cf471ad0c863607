"""Surveys through their services and pages: one answer a household, paper twice, nothing before publication, nobody found after it."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import (
    DrawnHousehold,
    Survey,
    SurveyAge,
    SurveyBatch,
    SurveyCell,
    SurveyNumber,
    SurveyTally,
    SurveyWord,
)
from assessments.surveys.choices import SurveyState
from assessments.surveys.services.answering import LINK, answer_by_phone, answer_household, answers_in, household_of
from assessments.surveys.services.paper import start_batch
from assessments.surveys.services.publishing import satisfaction_of, why_hidden
from orgtree.models import User
from tests.assessments.surveys.makers import (
    CONTENT,
    CROSS,
    DAY,
    answer,
    answers,
    bare,
    do,
    draft,
    drawn,
    opened,
    published,
    seeded,
)
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from volunteers.points.services.ledger_chain import LEDGER

pytestmark = pytest.mark.django_db
LIST = "/desk/assessments/survey/"
CELLS = "/desk/assessments/surveycell/"


# --- The draw -------------------------------------------------------------------------------------------------------------


def test_the_seed_is_of_a_root_before_today_and_stands_before_the_draw(town):
    survey = bare(town)
    with refused("seed"):
        do(town, survey, "seed")  # no root yet
    LEDGER.make_root(timezone.localdate())
    with refused("seed"):
        do(town, survey, "seed")  # today's may be chosen by whoever waits
    root = LEDGER.make_root(timezone.localdate() - DAY)
    with refused("wrong_state"):
        do(town, survey, "draw")
    survey = do(town, survey, "seed")
    assert (survey.seed, survey.seed_day) == (root.digest, root.day)
    with refused("wrong_state"):
        do(town, survey, "edit", size=100)
    survey = do(town, survey, "draw")
    assert survey.seeded_at < survey.drawn_at


def test_the_same_seed_draws_the_same_households(town):
    first = drawn(town)
    second = do(town, draft(town, title="再抽一次"), "seed", "draw")
    listed = [list(one.households.values_list("area", "number")) for one in (first, second)]
    assert listed[0] == listed[1]
    assert first.digest == second.digest
    assert len(listed[0]) == 120
    by_grid = {row["area__parent__name"] for row in first.households.values("area__parent__name")}
    assert by_grid == {"东园一网格", "西园一网格"}
    assert first.households.filter(area__parent=town.west_grid).count() == 48  # 120 × 72 / 180


def test_no_more_households_than_are_known(town):
    with refused("size", "size", message="只有180户"):
        draft(town, size=181)
    with refused("not_found", "area"):
        draft(town, area=town.other_street)
    with refused("closes_on", "closes_on"):
        draft(town, closes_on=timezone.localdate() - DAY)


def test_anybody_may_check_the_draw(town, client):
    survey = seeded(town)
    page = client.get(reverse("survey-draw", args=[survey.pk])).content.decode()
    assert survey.seed in page
    assert "还没有抽样" in page
    survey = do(town, survey, "draw")
    assert survey.digest in client.get(reverse("survey-draw", args=[survey.pk])).content.decode()
    unseeded = draft(town, title="没有种子")
    assert client.get(reverse("survey-draw", args=[unseeded.pk])).status_code == 404


# --- Answers --------------------------------------------------------------------------------------------------------------


def page_of(household: DrawnHousehold) -> str:
    return reverse("survey-answer", args=[LINK.token(household.pk)])


BODY = {"one": "good", "two": "fair", "three": "poor", "inside": "no", "age": "older"}


def test_a_household_answers_once_on_its_page(town, client):
    household = opened(town).households.first()
    page = client.get(page_of(household), follow=True).content.decode()
    assert f"{household.serial}号问卷" in page
    assert "每户一份" in page
    assert "请选一项" in client.post(page_of(household), BODY | {"two": ""}).content.decode()
    assert not SurveyTally.objects.exists()
    for _ in range(2):  # a lost reply, sent again
        assert "答卷已收到" in client.post(page_of(household), BODY).content.decode()
    tally = SurveyTally.objects.get()
    assert (tally.count, tally.one, tally.two, tally.three, tally.age) == (1, "good", "fair", "poor", "older")
    assert all(name.startswith("opened_") for name in client.cookies)  # the sheet's own address, and nothing else


def test_words_are_scanned_and_kept_without_the_household(town, client):
    household = opened(town).households.first()
    page = client.post(page_of(household), BODY | {"words": "找张三，电话13812345678"}).content.decode()
    assert "电话" in page
    assert not SurveyTally.objects.exists()
    client.post(page_of(household), BODY | {"words": "楼道灯要修"})
    assert list(SurveyWord.objects.values_list("text", flat=True)) == ["楼道灯要修"]


def test_no_page_before_opening_and_after_closing(town, client):
    survey = drawn(town)
    household = survey.households.first()
    assert client.get(page_of(household)).status_code == 404
    survey = do(town, survey, "open")
    assert client.get(page_of(household), follow=True).status_code == 200
    Survey.objects.update(closes_on=timezone.localdate() - DAY)
    assert client.get(page_of(household)).status_code == 404
    Survey.objects.update(closes_on=timezone.localdate())
    with refused("wrong_state"):
        do(town, survey, "close")
        answer_household(household=household, answer=answer())
    assert household_of(LINK.token(household.pk)) is None
    assert household_of(f"{household.pk}") is None


def test_nothing_joins_an_answer_to_a_household():
    """The counters have no column that leads to one, none that tells of a moment, and no trail that keeps one."""
    tally = {field.name for field in SurveyTally._meta.get_fields()}
    assert tally == {"id", "survey", "area", "estate", "age", "is_inside", "one", "two", "three", "count"}
    household = {field.name for field in DrawnHousehold._meta.get_fields()}
    assert household == {"id", "survey", "serial", "area", "estate", "number", "is_answered"}
    words = {field.name for field in SurveyWord._meta.get_fields()}
    assert words == {"id", "survey", "text"}
    tracked = {model.pgh_tracked_model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    assert Survey in tracked  # control
    assert not tracked & {SurveyTally, DrawnHousehold, SurveyWord, SurveyBatch, SurveyCell, SurveyAge}


@pytest.mark.django_db(transaction=True)
def test_many_sendings_of_one_household_are_one(town):
    household = opened(town).households.select_related("survey", "area__parent", "estate").first()

    def send(_) -> bool:
        try:
            return answer_household(household=household, answer=answer())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(send, range(12)))
    assert done.count(True) == 1
    assert SurveyTally.objects.get().count == 1


def test_by_telephone(town):
    survey = opened(town)
    desk = signed_in(User.objects.get(pk=town.street_secretary.pk))
    page = reverse("survey-phone", args=[survey.pk])
    assert desk.post(page, BODY | {"serial": "3"}).status_code == 302
    assert "每户一份" in desk.post(page, BODY | {"serial": "3"}).content.decode()
    assert "没有这个问卷编号" in desk.post(page, BODY | {"serial": "999"}).content.decode()
    with refused("serial", "serial"):
        answer_by_phone(survey_id=survey.pk, serial=4, answer=answer(), by=town.west_secretary)
    assert SurveyTally.objects.get().count == 1


# --- What is published ------------------------------------------------------------------------------------------------------


def test_nobody_sees_a_count_before_publication(town, client):
    survey = opened(town)
    answers(survey, 8, CONTENT)
    answers(survey, 3, CROSS)
    desk = signed_in(User.objects.get(pk=town.street_secretary.pk))
    page = desk.get(f"{LIST}{survey.pk}/change/").content.decode()
    assert "10份以上" in page
    assert "11份" not in page
    assert "公布前任何人都看不到" in page
    assert answers_in(survey) == 10
    survey = do(town, survey, "close")
    page = desk.get(f"{LIST}{survey.pk}/change/").content.decode()
    assert "公布前任何人都看不到" in page
    assert "11" not in page.partition("综合满意率")[2][:200]
    assert satisfaction_of(survey, town.street) is None
    assert not survey.households.filter(is_answered=True).exists()


def test_published_is_what_was_answered_and_its_counters_are_gone(town):
    survey = opened(town)
    east = {"area__parent": town.east_grid}
    answers(survey, 40, "11122", **east)
    answers(survey, 10, "12312", **east)  # older or not: 35以下; a third question not content; of staff? 2: neither
    answers(survey, 10, "33321", area__parent=town.west_grid)
    survey = do(town, survey, "close", "publish")
    assert not survey.tallies.exists()
    cells = {cell.area_id: cell for cell in survey.cells.all()}
    assert {pk: (cell.n, cell.pleased, cell.asked) for pk, cell in cells.items()} == {
        town.east_grid.pk: (50, 140, 150),
        town.west_grid.pk: (10, 0, 30),
    }
    assert satisfaction_of(survey, town.east) == (Fraction(140, 150), 50)
    assert satisfaction_of(survey, town.street) == (Fraction(140, 180), 60)
    assert satisfaction_of(survey, town.west) is None
    assert "不足50份" in why_hidden(survey, town.west)
    assert satisfaction_of(survey, town.district) is None  # it says nothing of what it did not ask


def test_too_many_members_and_staff_do_not_count(town):
    survey = opened(town)
    east = {"area__parent": town.east_grid}
    answers(survey, 35, "11122", **east)
    answers(survey, 15, "11121", **east)
    survey = do(town, survey, "close", "publish")
    assert satisfaction_of(survey, town.east) == (Fraction(1), 50)  # 70 % exactly
    SurveyNumber.objects.create(key="outside", number=71, area=town.street, active_from=timezone.localdate() - DAY)
    assert "不足71%" in why_hidden(survey, town.east)
    assert satisfaction_of(survey, town.east) is None


def test_a_small_cell_is_in_no_page_export_or_later_export(town):
    """A26: of 52 answers three are of another community: neither, nor the difference to the whole, nor tomorrow's export tells of them."""
    survey = opened(town)
    answers(survey, 49, CONTENT, area__parent=town.east_grid)
    answers(survey, 3, CROSS, area__parent=town.west_grid)
    survey = do(town, survey, "close", "publish")
    assert [(cell.area_id, cell.n) for cell in survey.cells.all()] == [(town.street.pk, 52)]
    assert satisfaction_of(survey, town.east) is None
    assert satisfaction_of(survey, town.west) is None
    assert satisfaction_of(survey, town.street)[1] == 52
    desk = signed_in(User.objects.get(pk=town.street_secretary.pk))
    first, second = (desk.get(f"{CELLS}?survey__id__exact={survey.pk}").content.decode() for _ in range(2))
    assert "52" in first
    assert first.count("城关街道") == second.count("城关街道")
    with refused("wrong_state"):  # nothing comes in afterwards
        start_batch(survey_id=survey.pk, numbers="1", typed=[CONTENT], by=town.street_secretary)
    assert not SurveyTally.objects.exists()


def test_fewer_than_five_in_all_publish_nothing(town):
    survey = opened(town)
    answers(survey, 4)
    survey.words.create(text="楼道灯要修")
    survey = do(town, survey, "close", "publish")
    assert survey.state == SurveyState.PUBLISHED
    assert not (survey.cells.exists())
    assert not (survey.ages.exists())
    assert not (survey.words.exists())
    assert not (survey.tallies.exists())


def test_ages_add_up_to_the_whole(town):
    survey = opened(town)
    answers(survey, 20, "11112")
    answers(survey, 3, "11132")
    answers(survey, 9, "11142")
    survey = do(town, survey, "close", "publish")
    assert {row.age: row.n for row in survey.ages.all()} == {"young": 20, "": 12}


def test_giving_up_destroys_what_was_answered(town):
    survey = opened(town)
    answers(survey, 8)
    do(town, survey, "void", reason="题目有误")
    assert not SurveyTally.objects.exists()
    assert not survey.households.filter(is_answered=True).exists()
    survey = published(town)
    with refused("wrong_state"):
        do(town, survey, "void", reason="不满意结果")


# --- Who sees what, and at what price ---------------------------------------------------------------------------------------


def test_each_community_sees_its_own_cells(town):
    survey = opened(town)
    answers(survey, 20, CONTENT, area__parent=town.east_grid)
    answers(survey, 20, CROSS, area__parent=town.west_grid)
    do(town, survey, "close", "publish")
    east = signed_in(User.objects.get(pk=town.secretary.pk)).get(CELLS).content.decode()
    assert "东园一网格" in east
    assert "西园" not in east
    assert signed_in(User.objects.get(pk=town.north_secretary.pk)).get(CELLS).content.decode().count("一网格") == 0


def test_sheets_are_printed_for_who_runs_the_survey(town):
    survey = drawn(town, size=3)
    page = reverse("survey-sheets", args=[survey.pk])
    reply = signed_in(User.objects.get(pk=town.street_secretary.pk)).get(page)
    assert reply.status_code == 200
    assert reply.content.startswith(b"%PDF")
    assert signed_in(User.objects.get(pk=town.secretary.pk)).get(page).status_code == 404


def test_lists_cost_the_same_for_any_number(town):
    desk = signed_in(User.objects.get(pk=town.street_secretary.pk))
    published(town)
    counts = []
    for title in ("二", "三"):
        with CaptureQueriesContext(
            connection,
        ) as spent:
            desk.get(LIST), desk.get(CELLS)
        counts.append(len(spent))
        do(town, draft(town, title=title), "seed", "draw", "open")
    assert counts[0] == counts[1]
