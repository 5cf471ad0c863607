"""Handing work to Celery so that it is neither sent too early nor lost.

The order is a row of the database, written in the same transaction as its cause; the message only wakes a worker.
While Redis is away the message is dropped, the page still works, and a sweeper sends it later (G03 of docs/rules.md).
"""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def send_on_commit(task: str, *args) -> None:
    """Send `task` (by name, with ids) once the running transaction has committed; never raises."""
    transaction.on_commit(lambda: send(task, *args))


def send(task: str, *args) -> bool:
    """Whether the broker took the message."""
    try:
        current_app.send_task(task, args=args)
    except OperationalError:
        logger.warning("The broker is away; %s%s stays in its table for the sweeper", task, args)
        return False
    return True
