"""Feedback sheets at the community's desk by API: appraised, shown, signed, delivered; each step once, by the desk alone."""

import pytest

from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.api import Api, assert_error
from tests.volunteers.feedback.test_feedback import drawn, quarter, served_member, this_year
from tests.volunteers.members.test_unit_report_ins import unit_with_clerk
from volunteers.choices import FeedbackState
from volunteers.models import FeedbackSheet

pytestmark = pytest.mark.django_db
ACTS = ("appraise", "show", "sign", "deliver")


@pytest.fixture
def school(town):
    """(unit, its clerk)"""
    return unit_with_clerk(town, "第一中学")


@pytest.fixture
def member(town, school):
    return served_member(town, school[0])


@pytest.fixture
def desk(town) -> Api:
    return Api(town.secretary, scopes=[P.FEEDBACK_SIGN])


def do(api: Api, act: str, *sheets, **more) -> dict:
    reply = api.post(f"feedback/{act}/", {"ids": [sheet.pk for sheet in sheets]} | more)
    assert reply.status_code == 200, reply.content.decode()
    return reply.json()


def test_a_sheet_goes_its_way_and_no_step_twice(town, school, member, desk):
    [sheet] = drawn(town, quarter(), made=1)
    [row] = desk.get("feedback/", state="drafted").json()["results"]
    assert (row["id"], row["content"]["name"]) == (sheet.pk, "赵试")
    assert AccessLog.objects.filter(actor=town.secretary, action="api").exists()
    for _ in range(2):  # the same words again are the same sheet
        assert do(desk, "appraise", sheet, text="热心公益")["done"] == 1
    assert do(desk, "sign", sheet)["refused"][0]["id"] == sheet.pk  # not before the member has seen it
    assert do(desk, "show", sheet)["done"] == 1
    assert do(desk, "show", sheet)["done"] == 0
    own = Api(member.user, scopes=[OWN])
    assert own.post(f"feedback/{sheet.pk}/reply/", {"agreed": True}).status_code == 200
    assert do(desk, "sign", sheet)["done"] == 1
    digest = FeedbackSheet.objects.get().digest
    assert do(desk, "sign", sheet)["done"] == 0
    row = desk.get(f"feedback/{sheet.pk}/").json()
    assert (row["state"], row["digest"], row["content"]["community_text"]) == ("sent", digest, "热心公益")
    assert do(Api(school[1]), "acknowledge", sheet)["done"] == 1


def test_a_yearly_sheet_wants_a_grade_and_a_unit_without_a_clerk_gets_paper(town, school, member, desk):
    [sheet] = drawn(town, this_year(), made=1)
    assert do(desk, "show", sheet)["refused"][0]["id"] == sheet.pk
    assert_error(desk.post("feedback/appraise/", {"ids": [sheet.pk], "grade": "x"}), 400, "invalid", "grade")
    assert_error(desk.post("feedback/appraise/", {"ids": [sheet.pk], "text": "长" * 301}), 400, "invalid", "text")
    assert do(desk, "appraise", sheet, grade="good", text="")["done"] == 1
    school[1].posts.update(until=school[1].posts.get().since)
    do(desk, "show", sheet)
    Api(member.user).post(f"feedback/{sheet.pk}/reply/", {"agreed": True})
    do(desk, "sign", sheet)
    assert FeedbackSheet.objects.get().state == FeedbackState.SIGNED
    assert [do(desk, "deliver", sheet)["done"] for _ in range(2)] == [1, 0]
    assert FeedbackSheet.objects.get().on_paper


def test_strangers_read_and_decide_nothing(town, school, member):
    [sheet] = drawn(town, quarter(), made=1)
    for stranger in (member.user, school[1], town.west_secretary, town.clerk, town.grid_worker):
        assert Api(stranger).get("feedback/").json()["results"] == []  # a draft is the signing desk's alone
        assert_error(Api(stranger).get(f"feedback/{sheet.pk}/"), 404, "not_found")
        for act in ACTS:
            reply = do(Api(stranger), act, sheet)
            assert (reply["done"], reply["refused"][0]["id"]) == (0, None)
    for scope in (OWN, P.FEEDBACK_RECEIVE):
        for act in ACTS:
            reader = Api(town.secretary, scopes=[scope])
            assert_error(reader.post(f"feedback/{act}/", {"ids": [sheet.pk]}), 403, "token_scope")
    assert Api(town.secretary, scopes=[P.FEEDBACK_RECEIVE]).get("feedback/").json()["results"] == []
    assert FeedbackSheet.objects.get().state == FeedbackState.DRAFTED
