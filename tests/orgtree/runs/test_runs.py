"""Long work in the background: who sees it, how it ends, what happens when its worker dies, stops or is doubled."""

from datetime import timedelta
from importlib import import_module
from threading import Event, Thread

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from config.celery import app
from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.choices import RunState
from orgtree.declare import registry
from orgtree.declare.runs import RunKind
from orgtree.errors import RuleBroken
from orgtree.models import Notice, Post, Run
from orgtree.runs import (
    RunStopped,
    do_now,
    do_run,
    engine,
    progress_of,
    resend_waiting_runs,
    start_run,
    stop_runs,
    tasks,
)
from orgtree.runs.acts import STOPPED_BY_OWNER, run_acts
from tests.api import Api, assert_error
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from volunteers.models import YearClosing
from volunteers.standing.services.year_closing import start_closing

pytestmark = pytest.mark.django_db


@pytest.fixture
def declare(monkeypatch):
    """Declare a kind for one test: its work, and what else differs."""

    def declare(work, **changes) -> str:
        kind = RunKind("test.work", "试办", work, **{"permission": P.RULES_VIEW, "right": P.YEAR_CLOSE} | changes)
        monkeypatch.setitem(registry.runs, kind.key, kind)
        return kind.key

    return declare


def ordered(town, by=None, **changes) -> Run:
    return start_run(Run(kind="test.work", area=town.street, created_by=by or town.street_secretary, **changes))


def done(run: Run) -> Run:
    do_run(run.pk)
    run.refresh_from_db()
    return run


def fail(error):
    def work(running):
        running.report(1, total=2)
        raise error

    return work


# --- How it ends ----------------------------------------------------------------------------------------------------------


def test_done_once_however_often_it_is_sent(town, declare):
    seen = []
    declare(lambda running: seen.append(running.pk) or {"seen": 1})
    run = done(ordered(town))
    assert (done(run).state, run.counts, run.attempts, seen) == (RunState.DONE, {"seen": 1}, 1, [run.pk])
    assert run.ended_at >= run.started_at


@pytest.mark.parametrize(
    ("error", "state", "message"),
    [
        (RuleBroken("no", "这一年还没有结束"), RunState.FAILED, "这一年还没有结束"),
        (ValueError("broken"), RunState.FAILED, engine.WENT_WRONG),
        (RunStopped("动员已结束"), RunState.STOPPED, "动员已结束"),
    ],
)
def test_it_ends_with_a_reason_in_words(town, declare, error, state, message):
    declare(fail(error))
    run = done(ordered(town))
    assert (run.state, run.message, run.done) == (state, message, 1)
    told = Notice.objects.filter(user=town.street_secretary, title="试办没有完成", url=f"/runs/{run.pk}/")
    assert told.exists() == (state == RunState.FAILED)


def test_who_has_lost_the_post_does_nothing_more(town, declare):
    seen = []
    declare(lambda running: seen.append(1))
    run = ordered(town)
    Post.objects.filter(holder=town.street_secretary).update(until=timezone.localdate())
    assert (done(run).state, run.message, seen) == (RunState.FAILED, engine.LOST_RIGHT, [])


def test_a_whole_run_leaves_nothing_when_it_fails(town, declare):
    def work(running):
        Notice.objects.create(user=town.clerk, key="half", title="写到一半")
        raise ValueError

    declare(work, is_whole=True)
    assert done(ordered(town)).state == RunState.FAILED
    assert not Notice.objects.filter(key="half").exists()
    # Control: in steps of their own what was written stays.
    declare(work)
    assert done(ordered(town)).state == RunState.FAILED
    assert Notice.objects.filter(key="half").exists()


def test_small_ones_are_done_at_once(town, declare):
    declare(lambda running: {"seen": 3}, is_whole=True)
    run = do_now(Run(kind="test.work", area=town.street, created_by=town.street_secretary))
    assert (run.state, run.counts) == (RunState.DONE, {"seen": 3})


# --- Workers that die -----------------------------------------------------------------------------------------------------


def test_it_goes_on_after_the_database_went_away_but_not_for_ever(town, declare):
    declare(fail(OperationalError("server closed the connection")))
    run = ordered(town)
    for _ in range(3):
        with pytest.raises(OperationalError):
            do_run(run.pk)
        run.refresh_from_db()
        assert run.state == RunState.RUNNING
    assert (done(run).state, run.message) == (RunState.FAILED, engine.TOO_OFTEN)


def test_past_its_time_it_goes_on_in_another_message(town, declare, monkeypatch):
    sent = []
    monkeypatch.setattr(engine, "send", lambda task, pk: sent.append((task, pk)))
    declare(fail(SoftTimeLimitExceeded()))
    run = done(ordered(town))
    assert (run.state, run.done, sent) == (RunState.RUNNING, 1, [(tasks.do_run.name, run.pk)])


def test_what_nobody_holds_is_sent_again_after_a_minute(town, declare):
    declare(lambda running: None)
    run, ended = ordered(town), done(ordered(town))
    assert resend_waiting_runs() == 0
    Run.objects.filter(pk__in=[run.pk, ended.pk]).update(touched_at=timezone.now() - timedelta(seconds=61))
    assert resend_waiting_runs() == 1
    assert resend_waiting_runs() == 0


def test_beat_looks_every_half_minute():
    [row] = [row for row in app.conf.beat_schedule.values() if row["task"] == tasks.resend_waiting_runs.name]
    assert row["schedule"] == 30


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_works(committed_town, declare):
    town, started, go_on, seen = committed_town, Event(), Event(), []

    def work(running):
        seen.append(running.pk)
        started.set()
        assert go_on.wait(20)

    declare(work)
    run = ordered(town)

    def first():
        do_run(run.pk)
        connection.close()

    worker = Thread(target=first)
    worker.start()
    assert started.wait(20)
    Run.objects.update(touched_at=timezone.now() - timedelta(hours=1))
    do_run(run.pk)  # a second delivery of the message
    assert (seen, resend_waiting_runs()) == ([run.pk], 0)
    go_on.set()
    worker.join()
    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.DONE, 1)


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_does_it(committed_town, celery_worker_process):
    run = start_closing(area=committed_town.east, year=2025, by=committed_town.street_secretary)
    for _ in range(300):
        run.refresh_from_db()
        if run.state == RunState.DONE:
            break
        Event().wait(0.1)
    assert (run.state, run.attempts, run.message) == (RunState.DONE, 1, "")


# --- Stopping and beginning again -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_whole", [False, True])
def test_stopped_by_its_owner_between_two_steps(town, declare, is_whole):
    def work(running):
        running.report(1, total=3)
        perform_one(run_acts, "stop", pk=running.pk, by=town.street_secretary)
        running.report(2)
        return {"seen": 3}

    declare(work, is_whole=is_whole)
    run = done(ordered(town))
    if not is_whole:
        assert (run.state, run.message, run.done) == (RunState.STOPPED, STOPPED_BY_OWNER, 1)
        assert perform_one(run_acts, "again", pk=run.pk, by=town.street_secretary).state == RunState.QUEUED
        run.refresh_from_db()
        assert (run.attempts, run.message, run.ended_at) == (0, "", None)
    else:  # stopped within its own transaction, it is taken back with all the rest
        assert run.counts == {}


def test_some_kinds_do_not_begin_again(town, declare):
    declare(fail(ValueError()), may_go_again=False)
    run = done(ordered(town))
    with refused("not_again"):
        perform_one(run_acts, "again", pk=run.pk, by=town.street_secretary)


def test_ended_from_outside(town, declare):
    declare(lambda running: None)
    run = ordered(town)
    assert stop_runs(Run.objects.filter(pk=run.pk)) == 1
    assert done(run).state == RunState.STOPPED
    assert stop_runs(Run.objects.filter(pk=run.pk)) == 0


# --- Who sees it ----------------------------------------------------------------------------------------------------------


def page(user, address: str):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address)


def test_its_owner_and_who_may_see_that_kind_there(town, declare):
    declare(lambda running: None)
    run = ordered(town)
    assert page(town.street_secretary, f"/runs/{run.pk}/").status_code == 200
    assert page(town.organisation, f"/runs/{run.pk}/").status_code == 200
    for stranger in (town.north_secretary, town.building_head, accepted(town.east, town.secretary).user):
        assert page(stranger, f"/runs/{run.pk}/").status_code == 404
        assert f"/runs/{run.pk}/" not in page(stranger, "/runs/").content.decode()
        assert_error(Api(stranger).get(f"runs/{run.pk}/"), 404, "not_found")
    declare(lambda running: None, permission=None)
    assert page(town.street_secretary, f"/runs/{run.pk}/").status_code == 200
    assert page(town.organisation, f"/runs/{run.pk}/").status_code == 404


def test_only_its_owner_stops_it(town, declare):
    declare(lambda running: None)
    run = ordered(town)
    client = Client()
    client.force_login(town.organisation, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/runs/{run.pk}/stop/").status_code == 404
    client.force_login(town.street_secretary, backend="django.contrib.auth.backends.ModelBackend")
    assert "停止" in client.get(f"/runs/{run.pk}/").content.decode()
    assert client.post(f"/runs/{run.pk}/stop/").status_code == 302
    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    assert client.post(f"/runs/{run.pk}/delete/").status_code == 404


def test_its_progress_is_on_the_page_and_by_api(town, declare):
    def work(running):
        running.report(40, total=90, words="正在核对")
        shown = page(town.street_secretary, f"/runs/{running.pk}/").content.decode()
        assert "已处理 40 / 90，正在核对" in shown
        told = Api(town.street_secretary).get(f"runs/{running.pk}/").json()
        assert (told["state"], told["done"], told["total"]) == ("running", 40, 90)

    declare(work)
    assert done(ordered(town)).message == ""


def test_the_progress_of_a_whole_run_is_seen_before_its_end(town, declare):
    seen = []

    def work(running):
        running.report(60, total=90)
        seen.append((progress_of(Run.objects.get(pk=running.pk)), Run.objects.get(pk=running.pk).done))

    declare(work, is_whole=True)
    done(ordered(town))
    assert seen == [((60, 90), 0)]


def test_the_list_asks_a_fixed_number_of_questions(town, declare, django_assert_max_num_queries):
    declare(lambda running: None)
    for _ in range(12):
        ordered(town)
    client = Client()
    client.force_login(town.street_secretary, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(9):
        assert client.get("/runs/").status_code == 200


# --- Rows of before -------------------------------------------------------------------------------------------------------


def test_orders_of_before_become_runs(town):
    """The migration's statements on a table as it was."""
    moves = import_module("volunteers.migrations.0004_runs")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE old_closing (id bigint PRIMARY KEY, year int, state text, total int, done int, message text,"
            " created_at timestamptz, area_id bigint, created_by_id bigint)"
        )
        rows = [(1, "done", 9, 9, ""), (2, "queued", 0, 0, ""), (3, "failed", 9, 4, "中断")]
        for pk, state, total, finished, message in rows:
            cursor.execute(
                "INSERT INTO old_closing VALUES (%s, 2025, %s, %s, %s, %s, now(), %s, %s)",
                [pk, state, total, finished, message, town.street.pk, town.street_secretary.pk],
            )
        moves.become_runs(cursor, "old_closing", YearClosing.run_kind, moves.YEAR, ("area_id", "done", "message"))
        cursor.execute("SELECT run_ptr_id FROM old_closing")
        moved = Run.objects.filter(pk__in=[pk for (pk,) in cursor.fetchall()]).order_by("pk")
        found = [(run.state, run.total, run.done, run.message, run.ended_at is not None) for run in moved]
    assert found == [("done", 9, 9, "", True), ("queued", 0, 0, "", False), ("failed", 9, 4, "中断", True)]
    assert {(run.kind, run.area, run.created_by) for run in moved} == {
        (YearClosing.run_kind, town.street, town.street_secretary)
    }
