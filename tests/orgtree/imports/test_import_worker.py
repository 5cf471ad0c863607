"""Imports with a real broker and a real worker: sent on commit, sent again when lost, done twice without harm."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest
from celery import Celery, current_app
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from config.embedded.place import wait_for
from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.database import queue
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.models import ImportJob, Run
from orgtree.runs import resend_waiting_runs
from orgtree.runs.engine import TASK, _holding
from tests.orgtree.workbooks import upload, workbook
from tests.worker import COMMAND, environment
from volunteers.models import Member, PointEntry

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = ["姓名", "手机", "工作单位", "居住小区/楼栋"]
GOOD = ["王试", "19912345678", "第二中学", "阳光小区"]


@pytest.fixture
def town(committed_town):
    return committed_town


def send_in(town):
    file = upload(workbook([HEADER, GOOD]))
    return imports.upload_import(
        importer="roster", area=town.east, file=file, options={"consented": True}, by=town.clerk
    )


def wait_until(job, *states, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job.refresh_from_db()
        if job.state in states:
            return
        time.sleep(0.1)
    pytest.fail(f"still {job.state}: {job.message}")


@pytest.fixture
def no_broker(monkeypatch):
    """The same application with Redis away: nobody listens on the port."""
    away = Celery("away", broker="redis://127.0.0.1:1/0", set_as_current=False)
    away.conf.task_publish_retry_policy = current_app.conf.task_publish_retry_policy
    monkeypatch.setattr(queue, "current_app", away)
    yield away
    away.close()


def test_a_worker_checks_and_writes(town, celery_worker_process):
    job = send_in(town)
    wait_until(job, JobState.READY)
    perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
    wait_until(job, JobState.DONE)
    assert Member.objects.count() == 1


def test_a_rolled_back_upload_sends_nothing(town, celery_worker_process):
    with transaction.atomic():
        send_in(town)
        transaction.set_rollback(True)
    assert not ImportJob.objects.exists()


def test_while_redis_is_away_the_upload_works_and_the_sweeper_sends_it_later(town, no_broker):
    job = send_in(town)
    assert not queue.send(TASK, job.run_id)
    # Control: sent the plain way, the same message would have broken the page.
    with pytest.raises(OperationalError):
        no_broker.send_task(TASK, args=[job.run_id])
    job.refresh_from_db()
    assert job.state == JobState.CHECKING
    # Younger than a minute: the message may still be on its way.
    assert resend_waiting_runs() == 0
    Run.objects.update(touched_at=timezone.now() - timedelta(seconds=61))
    assert resend_waiting_runs() == 1
    assert resend_waiting_runs() == 0


def test_the_sweeper_wakes_the_worker_for_a_lost_message(town, celery_worker_process):
    with transaction.atomic():
        job = send_in(town)
        transaction.get_connection().run_on_commit.clear()
    time.sleep(1)
    job.refresh_from_db()
    assert job.state == JobState.CHECKING
    Run.objects.update(touched_at=timezone.now() - timedelta(seconds=61))
    resend_waiting_runs()
    wait_until(job, JobState.READY)


def test_a_run_that_a_worker_holds_is_left_alone(town):
    """Two connections: while one holds the run, neither a second delivery nor the sweeper touches it."""
    job = send_in(town)
    Run.objects.update(touched_at=timezone.now() - timedelta(seconds=61))
    seen = {}

    def second():
        imports.check_import(job.pk)
        seen["state"] = ImportJob.objects.get(pk=job.pk).state
        seen["sent"] = resend_waiting_runs()
        connection.close()

    def run_second():
        thread = Thread(target=second)
        thread.start()
        thread.join()

    with _holding(job.run_id):
        run_second()
    assert seen == {"state": JobState.CHECKING, "sent": 0}
    # Control: with the run free, the same call works.
    run_second()
    assert seen["state"] == JobState.READY


@pytest.fixture
def doomed_worker(transactional_db, settings):
    """A worker in a process group of its own, so that it can be killed with its children."""
    command = [*COMMAND, "--without-gossip", "--without-mingle"]
    with subprocess.Popen(command, env=environment(settings), start_new_session=True) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            current_app.control.purge()


@pytest.fixture
def ledger_held(transactional_db):
    """A second connection that keeps the points ledger shut: an import stops there, with its people written already."""
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE volunteers_pointcredit IN ACCESS EXCLUSIVE MODE")
    yield other
    other.close()


def waits_at_the_ledger() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'volunteers_pointcredit'::regclass")
        return cursor.fetchone() is not None


def is_free(job) -> bool:
    with _holding(job.run_id) as held:
        return held


def test_a_worker_killed_in_mid_write_leaves_nothing_and_the_next_one_does_it_all(town, doomed_worker, ledger_held):
    job = send_in(town)
    wait_until(job, JobState.READY)
    job = perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
    wait_for(waits_at_the_ledger, "the import to reach the ledger")
    os.killpg(doomed_worker.pid, signal.SIGKILL)
    doomed_worker.wait()
    ledger_held.rollback()
    wait_for(lambda: is_free(job), "PostgreSQL to notice that the worker is gone")
    job.refresh_from_db()
    assert (job.state, Member.objects.count(), PointEntry.objects.count()) == (JobState.APPLYING, 0, 0)
    Run.objects.update(touched_at=timezone.now() - timedelta(seconds=61))
    assert resend_waiting_runs() == 1
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert (job.state, Member.objects.count(), PointEntry.objects.count()) == (JobState.DONE, 1, 1)
