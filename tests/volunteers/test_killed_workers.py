"""Two workers killed at random while confirmations and fills run (G01, G02): every account and figure exact afterwards."""

import os
import random
import signal
import subprocess
import time

import pytest
from celery import current_app
from django.core.cache import cache

from orgtree.days.rules.periods import Period
from orgtree.figures.services.figures import fill_figures
from orgtree.figures.tasks import fill_period
from orgtree.models import Figure
from tests.deeds import reported
from tests.thorough import examples
from tests.volunteers.people import at, kind
from tests.worker import COMMAND, environment
from tests.worker_tasks import RUNS, confirm_and_linger
from volunteers.models import PointEntry, ServiceRecord
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.service.services.service_entry import ServiceRow
from volunteers.service.services.service_records import enter_services

pytestmark = pytest.mark.django_db(transaction=True)
MEMBERS, DAYS, BATCH, KILLS = 4, 15, 6, examples(2, thorough=5)  # a new worker costs three seconds
PATIENCE = 240


class Workers:
    """Two workers, each in a group of its own, so that a kill leaves nothing of it."""

    def __init__(self, settings):
        self.environment = environment(settings)
        self.running = [self.start(), self.start()]

    def start(self) -> subprocess.Popen:
        command = [*COMMAND, "--include", "tests.worker_tasks", "--without-gossip", "--without-mingle"]
        return subprocess.Popen(command, env=self.environment, start_new_session=True)

    def kill(self, index: int) -> None:
        os.killpg(self.running[index].pid, signal.SIGKILL)
        self.running[index].wait()

    def replace(self, index: int) -> None:
        self.kill(index)
        self.running[index] = self.start()


@pytest.fixture
def workers(committed_town, settings):
    current_app.control.purge()
    cache.set(RUNS, 0, timeout=None)
    both = Workers(settings)
    yield both
    for index in range(2):
        both.kill(index)
    current_app.control.purge()


@pytest.fixture
def batches(committed_town) -> list[list[int]]:
    """Records of two hours each that wait for confirmation, in batches."""
    town = committed_town
    members = [reported(town.east, by=town.secretary, accepted_at=at(8, days_ago=60)) for _ in range(MEMBERS)]
    rows = [
        ServiceRow(member.pk, kind(), at(9, days_ago=days), at(11, days_ago=days), "巡查")
        for member in members
        for days in range(1, DAYS + 1)
    ]
    ids = [record.pk for record in enter_services(rows=rows, by=town.clerk)]
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]


def until(condition, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"still waiting for {what}"
        time.sleep(0.1)


def test_every_account_and_figure_is_exact_after_the_kills(workers, batches, committed_town):
    chance, year = random.Random(2026), Period("Y", at(9).date().replace(month=1, day=1))
    for batch in batches:
        confirm_and_linger.delay(batch, committed_town.secretary.pk)
        fill_period.delay(year.slug)
    until(lambda: cache.get(RUNS) > 0, "the first batch")
    # That batch is done and not yet acknowledged: with both workers gone it is certain to be handed out again.
    for index in range(2):
        workers.replace(index)
    for _ in range(KILLS):
        time.sleep(chance.uniform(1, 5))
        workers.replace(chance.randrange(2))
    until(lambda: not ServiceRecord.objects.waiting().exists(), "all records to be confirmed")
    until(lambda: cache.get(RUNS) > len(batches), "the batch that was handed out again")
    fill_period.delay(year.slug)
    hours = Figure.objects.of(year).filter(area=committed_town.east, measure="volunteers.hours")
    expected = 2 * ServiceRecord.objects.filter(served_on__year=year.start.year).count()
    until(lambda: hours.filter(total=expected).exists(), "the figure")
    # Tasks ran more often than they were sent; a counter that each run adds to would say so. The ledger does not.
    assert PointEntry.objects.filter(source__startswith="service:").count() == MEMBERS * DAYS
    assert inspect_ledger().faults == {}
    assert (filled := fill_figures(year)).written == filled.removed == 0
