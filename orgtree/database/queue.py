"""Handing work to Celery so that it is neither sent too early nor lost.

The order is a row of the database, written in the same transaction as its cause; the message only wakes a worker.
While Redis is away the message is dropped, the page still works, and a sweeper sends it later (G03 of docs/rules.md).
"""

import logging
from functools import cache

from celery import current_app
from django.db import transaction
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.pools import producers
from redis.exceptions import TimeoutError

from orgtree.database.breaker import PATIENCE, Away, breaker_of

logger = logging.getLogger(__name__)


def send_on_commit(task: str, *args) -> None:
    """Send `task` (by name, with ids) once the running transaction has committed; never raises."""
    transaction.on_commit(lambda: send(task, *args))


def send(task: str, *args) -> bool:
    """Whether the broker took the message."""
    try:
        breaker_of(current_app.conf.broker_url).ask(lambda: _publish(task, args))
    except (OperationalError, Away):
        logger.warning("The broker is away; %s%s stays in its table for the sweeper", task, args)
        return False
    return True


def _publish(task: str, args: tuple) -> None:
    """Once more at once where the line was cut meanwhile; never where the broker was silent, for somebody's page waits."""
    try:
        _publish_once(task, args)
    except OperationalError as cut:
        if isinstance(cut.__cause__, TimeoutError):
            raise
        _publish_once(task, args)


def _publish_once(task: str, args: tuple) -> None:
    with producers[_line(current_app.conf.broker_url)].acquire(block=True) as producer:
        current_app.send_task(task, args=args, producer=producer, retry=False)


@cache
def _line(url: str) -> Connection:
    """Less patient than a worker, which waits for its next message on lines of its own."""
    waits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    return Connection(url, transport_options=waits | {"max_retries": 0})  # kombu would try for seven seconds
