"""Remarks on a task: said, read by who reads the task, never altered, gone with the account; and no others."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgtree.declare import registry
from orgtree.files.erasing import ERASED
from orgtree.models import Notice, TaskRemark
from orgtree.remarks.services import add_remark, erase_remarks
from tests.api import Api
from tests.orgtree.assigned.test_tasks import do, given, page
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from volunteers.home.services.account_closing import close_account
from volunteers.home.services.own_data import own_data

pytestmark = pytest.mark.django_db
WORDS = "东片8户白天无人，改在晚上走访"


@pytest.fixture
def task(town):
    return do(given(town), "accept", town.grid_worker)


def say(task, by, text=WORDS):
    return add_remark(key="task", pk=task.pk, text=text, by=by)


def post(user, task, text=WORDS, key="task"):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(reverse("remark", args=[key, task.pk]), {"text": text})


def test_the_owner_and_the_giver_talk_on_the_tasks_page(town, task):
    assert post(town.grid_worker, task).headers["Location"] == f"/tasks/{task.pk}/"
    post(town.secretary, task, "可以，周五前补齐")
    shown = page(town.secretary, f"/tasks/{task.pk}/").content.decode()
    assert shown.index(WORDS) < shown.index("可以，周五前补齐")
    assert shown.count(town.grid_worker.name) >= 1


def test_the_other_side_is_told_once_and_the_author_is_not(town, task):
    say(task, town.grid_worker)
    told = Notice.objects.filter(title__startswith="新留言")
    assert {notice.user_id for notice in told} == {town.secretary.pk}
    say(task, town.grid_worker)  # the same words a moment later are a second tap
    assert (TaskRemark.objects.count(), told.count()) == (1, 1)
    say(task, town.grid_worker, "另有两户已搬走")
    assert TaskRemark.objects.count() == 2


def test_who_does_not_see_the_task_sees_no_remark_and_adds_none(town, task):
    say(task, town.grid_worker)
    for stranger in (town.west_secretary, accepted(town.east, town.clerk).user):
        assert post(stranger, task).status_code == 404
        assert page(stranger, f"/tasks/{task.pk}/").status_code == 404
        assert Api(stranger).get(f"tasks/{task.pk}/remarks/").status_code == 404
        assert Api(stranger).post(f"tasks/{task.pk}/remarks/", {"text": WORDS}).status_code == 404
        with refused("not_found"):
            say(task, stranger)
    assert post(town.grid_worker, task, key="any").status_code == 404
    assert TaskRemark.objects.count() == 1


def test_who_only_watches_reads_and_does_not_write(town, task):
    say(task, town.grid_worker)
    assert WORDS in page(town.street_secretary, f"/tasks/{task.pk}/").content.decode()
    do(task, "report", town.grid_worker, result="已走访12户")
    do(task, "confirm", town.secretary)
    with refused("closed"):
        say(task, town.grid_worker, "补一句")
    answer = post(town.grid_worker, task, "补一句")
    assert (answer.status_code, "现在不能在这里留言" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [("好", "text_short"), ("", "text_short"), ("长" * 501, "text_long"), ("联系 13800000000", "words_private")],
)
def test_what_may_not_be_said_comes_back_with_its_reason(town, task, text, code):
    with refused(code, "text"):
        say(task, town.grid_worker, text)
    answer = post(town.grid_worker, task, text)
    assert answer.status_code == 422
    assert text in answer.content.decode()  # nothing is lost
    assert Api(town.grid_worker).post(f"tasks/{task.pk}/remarks/", {"text": text}).status_code in (400, 422)
    assert not TaskRemark.objects.exists()


def test_by_api(town, task):
    made = Api(town.grid_worker).post(f"tasks/{task.pk}/remarks/", {"text": WORDS})
    assert (made.status_code, made.json()["by"], made.json()["text"]) == (201, town.grid_worker.name, WORDS)
    assert [one["text"] for one in Api(town.secretary).get(f"tasks/{task.pk}/remarks/").json()] == [WORDS]


@pytest.mark.parametrize("change", [{"text": "没说过"}, None])
def test_nothing_said_is_altered_or_taken_away(town, task, change):
    remark = say(task, town.grid_worker)
    rows = TaskRemark.objects.filter(pk=remark.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**change) if change else rows.delete()
    remark.refresh_from_db()
    assert remark.text == WORDS


def test_words_go_with_the_account_and_are_in_the_copy_before(town):
    member = accepted(town.east, town.clerk)
    task = given(town)
    remark = TaskRemark.objects.create(task=task, text=WORDS, by=member.user, at=task.given_at)
    other = TaskRemark.objects.create(task=task, text=WORDS, by=town.secretary, at=task.given_at)
    assert [row["留言"] for row in own_data(member)["我的留言"]] == [WORDS]
    close_account(member_id=member.pk, by=member.user)
    for row in (remark, other):
        row.refresh_from_db()
    assert (remark.text, other.text) == (ERASED, WORDS)


def test_control_what_no_panel_declares_stays(town, task, monkeypatch):
    remark = say(task, town.grid_worker)
    monkeypatch.delitem(registry.remarks, "task")
    erase_remarks(town.grid_worker, ERASED)
    remark.refresh_from_db()
    assert remark.text == WORDS


def test_the_panel_asks_one_query_however_long(town, task, django_assert_max_num_queries):
    say(task, town.grid_worker)
    page(town.secretary, f"/tasks/{task.pk}/")
    with CaptureQueriesContext(connection) as few:
        page(town.secretary, f"/tasks/{task.pk}/")
    for number in range(10):
        say(task, town.grid_worker, f"第{number}户已走访")
    with django_assert_max_num_queries(len(few)):
        page(town.secretary, f"/tasks/{task.pk}/")
