"""A real Celery worker on the test database: fixture `celery_worker_process`."""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest

from config.embedded.place import wait_for

COMMAND = [sys.executable, "-m", "celery", "-A", "config.celery", "--quiet", "worker", "--concurrency", "1"]
QUEUES = ("celery", "figures")
ANSWERED = {"reply": True, "timeout": 5, "limit": 1}  # returns with the worker's answer


@pytest.fixture(scope="session")
def running_worker(django_db_setup):
    """The worker of this run, which takes three seconds to start; it takes messages only where a test asks for that."""
    from django.conf import settings

    with subprocess.Popen([*COMMAND, "--without-gossip", "--without-mingle"], env=environment(settings)) as process:
        try:
            wait_for(lambda: control().ping(timeout=0.5), "the Celery worker to answer")
            for queue in QUEUES:
                control().cancel_consumer(queue, **ANSWERED)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture
def celery_worker_process(running_worker, transactional_db):
    """A worker (subprocess.Popen) that takes what is sent from now on; after the test it is idle and takes no more."""
    assert running_worker.poll() is None, "a test has ended the worker of all: let it start one of its own"
    control().purge()
    for queue in QUEUES:
        control().add_consumer(queue, **ANSWERED)
    yield running_worker
    for queue in QUEUES:
        control().cancel_consumer(queue, **ANSWERED)
    control().purge()
    wait_for(is_idle, "the Celery worker to end what it does")


def control():
    from config.celery import app

    return app.control


def is_idle() -> bool:
    """Tell whether the one worker that answers works on nothing and has nothing in hand."""
    answers = control().inspect(timeout=5, limit=1)
    return all(list((ask() or {"": [None]}).values()) == [[]] for ask in (answers.active, answers.reserved))


def environment(settings) -> dict[str, str]:
    """Return our variables with DATABASE_URL pointing at the database that the test is using."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{settings.DATABASES['default']['NAME']}")
    return {**os.environ, "DATABASE_URL": urlunsplit(database)}
