"""What an app of a higher floor declares arrives everywhere, although nothing below knows of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from orgtree.acts import perform, perform_one, take_back
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import RunState
from orgtree.database.constraints import constraints_as_rules
from orgtree.days.rules.working_time import Limit, Unit
from orgtree.declare import DuplicateDeclaration, HomeTab, registry
from orgtree.errors import RuleBroken
from orgtree.files.erasing import CLEARED, ERASED
from orgtree.models import ActStep, Notice, Run
from orgtree.notices.tasks.reminders import send_reminder, send_reminders
from orgtree.owned.services.dictionaries import save_entry
from orgtree.runs import do_run, start_run
from tests.canaries import NAMES, PERSONAL, plant
from tests.upstairs.declared import promises
from tests.upstairs.models import Promise, PromiseTopic
from volunteers.home.pages.home import sections_of
from volunteers.home.services.account_closing import close_account
from volunteers.home.services.own_data import own_data
from volunteers.home.services.retention import keep_terms
from volunteers.members.services.consents import consents_of
from volunteers.models import ConsentText

pytestmark = pytest.mark.django_db
TOPICS = "/desk/upstairs/promisetopic/"


@pytest.fixture
def promise(member) -> Promise:
    return Promise.objects.create(member=member, text="每月走访一次", made_on=timezone.localdate() - timedelta(days=1))


def test_it_is_in_the_copy_of_ones_data(town, member, promise):
    perform(promises, "drop", ids=[promise.pk], by=town.secretary, reason="已调离本地")
    copy = own_data(member)
    assert copy["楼上承诺"] == [{"内容": "每月走访一次", "状态": "已放弃"}]
    [step] = [row for row in copy["办理经过"] if row["事项"] == "楼上承诺"]
    assert (step["办理"], step["原状态"], step["新状态"], step["原因"]) == ("放弃", "已作出", "已放弃", "已调离本地")


def test_its_words_go_with_the_account(town, member, promise):
    perform(promises, "drop", ids=[promise.pk], by=town.secretary, reason="已调离本地")
    close_account(member_id=member.pk, by=member.user)
    promise.refresh_from_db()
    assert (promise.text, promise.reason) == (ERASED, ERASED)
    assert ActStep.objects.get(noun="upstairs.promise").reason == ERASED


def test_control_what_is_not_declared_stays(member, promise, monkeypatch):
    monkeypatch.delitem(registry.words, Promise)
    close_account(member_id=member.pk, by=member.user)
    promise.refresh_from_db()
    assert promise.text == "每月走访一次"


def test_its_words_go_after_their_term(town, promise):
    perform(promises, "drop", ids=[promise.pk], by=town.secretary, reason="已调离本地")
    Promise.objects.update(made_on=timezone.localdate() - timedelta(days=365 * 20))
    keep_terms()
    promise.refresh_from_db()
    assert (promise.text, promise.reason) == ("每月走访一次", CLEARED)


def test_it_stands_on_the_first_page(member, promise):
    assert {"template": "volunteers/sections/none.html", "section": {"count": 1}} in sections_of(member, HomeTab.GIVE)


def test_it_reminds_once(member, promise):
    for _ in range(2):
        send_reminder("upstairs.promises")
    assert Notice.objects.filter(user=member.user, title="楼上承诺还没有兑现").count() == 1


def test_the_orders_of_beat_are_messages_that_the_broker_takes():
    """A task where its name belongs is no message: nothing would be reminded of, nor sent again."""
    send_reminders()


def test_its_long_work_runs_with_progress_and_result(town, member, promise, client):
    run = start_run(Run(kind="upstairs.keeping", area=town.east, created_by=town.secretary))
    assert run.state == RunState.QUEUED
    do_run(run.pk)
    run.refresh_from_db()
    promise.refresh_from_db()
    assert (run.state, run.done, run.total, run.counts, run.words) == ("done", 1, 1, {"kept": 1}, "已兑现1条")
    assert promise.state == "kept"
    client.force_login(town.secretary)
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "兑现楼上承诺" in page
    assert "<dt>兑现</dt><dd>1</dd>" in page


def test_control_a_kind_that_is_not_declared_is_left_alone(town, promise, monkeypatch):
    monkeypatch.delitem(registry.runs, "upstairs.keeping")
    run = start_run(Run(kind="upstairs.keeping", area=town.east, created_by=town.secretary))
    do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.QUEUED, 0)


def test_its_constraint_speaks_at_its_field(member, promise):
    with pytest.raises(RuleBroken) as broken, constraints_as_rules():
        Promise.objects.create(member=member, text=promise.text, made_on=promise.made_on)
    assert (broken.value.code, broken.value.field) == ("promised", "text")


def test_its_dictionary_has_a_page_of_those_who_keep_rules(town, client):
    assert client.get(TOPICS).status_code == 302
    client.force_login(town.secretary)
    assert client.get(f"{TOPICS}add/").status_code in (403, 404)
    client.force_login(town.organisation)
    assert client.post(f"{TOPICS}add/", {"name": "走访", "is_active": "on"}).status_code == 302
    topic = PromiseTopic.objects.get(name="走访")
    page = client.get(f"{TOPICS}{topic.pk}/change/").content.decode()
    assert 'name="is_active"' in page
    assert 'name="name"' not in page  # fixed once it is there
    refused = client.post(f"{TOPICS}add/", {"name": "其他", "is_active": "on"}).content.decode()
    assert "主题要写明是什么" in refused
    assert PromiseTopic.objects.count() == 1


def test_its_deadline_is_offered_kept_and_read(town, client):
    client.force_login(town.organisation)
    page = "/desk/orgtree/deadlinerule/"
    assert "楼上事务" in client.get(f"{page}add/").content.decode()
    data = {"key": "upstairs.errand", "number": "4", "unit": "day", "active_from": f"{timezone.localdate()}"}
    assert "单位只能是：小时、个工作日" in client.post(f"{page}add/", data).content.decode()
    assert client.post(f"{page}add/", data | {"unit": "hour"}).url == page
    assert DeadlineBook().limit("upstairs.errand", timezone.localdate(), town.east) == Limit(4, Unit.HOUR)
    assert client.post(f"{page}add/", data | {"key": "nobody.declared"}).status_code == 200


def test_control_a_table_that_nobody_declared_is_no_dictionary(town):
    with pytest.raises(KeyError):
        save_entry(entry=Promise(text="走访"), by=town.organisation)


def test_its_purpose_of_consent_is_asked_given_and_taken_back(town, member, client):
    ConsentText.objects.create(
        purpose="promise_shown", version=1, text="公开承诺前告知", active_from=timezone.localdate()
    )
    assert "公开承诺前告知" in {row["text"].text for row in consents_of(member)}
    client.force_login(member.user)
    for agree in ("1", "0"):
        client.post("/m/me/consents/promise_shown/", {"agree": agree})
    assert "已撤回：公开本人的承诺。从现在起承诺不再公开。" in client.get("/m/me/").content.decode()
    assert "公开本人的承诺" in str(own_data(member))
    assert client.post("/m/me/consents/nobody_declared/", {"agree": "1"}).status_code == 404


def test_its_address_answers_in_scope(town, promise):
    for visitor, seen in ((town.secretary, [promise.pk]), (town.west_secretary, [])):
        client = APIClient()
        client.force_authenticate(visitor)
        rows = client.get("/api/v1/promises/").json()["results"]
        assert [row["id"] for row in rows] == seen


def test_its_planted_row_and_its_names_are_walked(town):
    assert "upstairs.promise" in plant(town)
    assert "承诺" in NAMES
    assert "承诺" in PERSONAL


def test_its_acts_are_done_by_the_one_engine(town, member, promise):
    with pytest.raises(RuleBroken, match="不存在"):
        perform_one(promises, "keep", pk=promise.pk, by=town.secretary)
    assert perform(promises, "drop", ids=[promise.pk], by=town.secretary, reason="已调离本地").done == 1
    assert take_back(promises, "drop", ids=[promise.pk], by=town.secretary).done == 1
    promise.refresh_from_db()
    assert (promise.state, promise.reason) == ("made", "")
    assert perform_one(promises, "keep", pk=promise.pk, by=member.user).state == "kept"


def test_nothing_is_declared_twice():
    with pytest.raises(DuplicateDeclaration):
        registry.add_own_data(registry.own_data.values())
