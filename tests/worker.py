"""A real Celery worker on the test database: fixture `celery_worker_process`."""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest

from config.embedded.place import wait_for

COMMAND = [sys.executable, "-m", "celery", "-A", "config.celery", "--quiet", "worker", "--concurrency", "1"]


@pytest.fixture
def celery_worker_process(transactional_db, settings):
    """A worker (subprocess.Popen) that has answered a ping; it sees committed rows and is stopped after the test."""
    from config.celery import app

    with subprocess.Popen([*COMMAND, "--without-gossip", "--without-mingle"], env=environment(settings)) as process:
        try:
            wait_for(lambda: app.control.ping(timeout=0.5), "the Celery worker to answer")
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)
            app.control.purge()


def environment(settings) -> dict[str, str]:
    """Return our variables with DATABASE_URL pointing at the database that the test is using."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{settings.DATABASES['default']['NAME']}")
    return {**os.environ, "DATABASE_URL": urlunsplit(database)}
