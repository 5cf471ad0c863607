"""Reading from a copy of the database where one is kept (`REPLICA_URL`): boards, their workbooks, and work reports.

Who may see what is asked of the primary before; the copy is asked for figures alone. It is used while it is known to hold
all that was committed two seconds ago; where it is gone, or further behind, the primary answers as if there were no copy.
docs/decisions/0103-more-than-one-machine.md
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from threading import Lock
from time import monotonic
from typing import TypeVar

from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

logger = logging.getLogger(__name__)

COPY = "replica"
MOST_BEHIND = 2.0  # seconds
LOOKED_EVERY = 1.0
REST = 5.0  # for which a copy that did not answer is not asked
OWN_WRITE = "own_write"  # the cookie of a browser that has just sent something
OWN_WRITE_FOR = 5  # seconds; longer than any copy that is used may be behind
GONE = (OperationalError, InterfaceError)
Answer = TypeVar("Answer")

_reading_copy: ContextVar[bool] = ContextVar("reading_copy", default=False)


class ReplicaRouter:
    """Sends reads to the copy within `from_copy`, and nothing else."""

    def db_for_read(self, model, **hints):
        return COPY if _reading_copy.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


class Watch:
    """How far a copy is behind, for one process: told by positions in the log, so that no clocks need to agree.

    A copy that has replayed up to where the primary stood at a moment holds all that was committed before it.
    """

    def __init__(self, primary: str = DEFAULT_DB_ALIAS, copy: str = COPY):
        self.primary, self.copy = primary, copy
        self._looking = Lock()
        self._next_look = self._good_until = 0.0
        self._stood: tuple[float, int] | None = None  # when the primary was asked last, and where it stood

    def is_fresh(self) -> bool:
        """Whether the copy holds what was committed `MOST_BEHIND` ago. Asked once a second, by one thread; others take what is known."""
        if monotonic() >= self._next_look and self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looking.release()
        return monotonic() < self._good_until

    def rest(self) -> None:
        """It did not answer: leave it alone for a while."""
        self._good_until, self._next_look = 0.0, monotonic() + REST

    def _look(self) -> None:
        earlier, asked = self._stood, monotonic()
        self._next_look = asked + LOOKED_EVERY
        self._stood = (asked, position(self.primary, "pg_current_wal_insert_lsn()"))
        try:
            reached = position(self.copy, "pg_last_wal_replay_lsn()")
        except GONE:
            logger.warning("the copy of the database does not answer; the primary is read")
            self.rest()
            return
        for when, stood in filter(None, (self._stood, earlier)):
            if reached >= stood:
                self._good_until = when + MOST_BEHIND
                return
        logger.warning("the copy of the database is behind; the primary is read")


def position(alias: str, function: str) -> int:
    """A place in the log of a server, in bytes; 0 where it has none, as a copy that has become a primary itself.

    Of a primary the place where the next record goes: with asynchronous commits what was acknowledged is not written yet.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT coalesce({function} - '0/0', 0)::bigint")
        return cursor.fetchone()[0]


watch = Watch()


def from_copy(request, read: Callable[[], Answer]) -> Answer:
    """What `read` finds, in the copy where that will do: of a page that is only looked at, by somebody who sent nothing just now.

    `read` may run twice, so it only reads, and returns no queryset that is still to be asked.
    """
    if COPY not in connections.settings or request.method != "GET" or OWN_WRITE in request.COOKIES:
        return read()
    if not watch.is_fresh():
        return read()
    token = _reading_copy.set(True)
    try:
        return read()
    except GONE:
        logger.warning("the copy of the database broke off; the primary is read")
        watch.rest()
    finally:
        _reading_copy.reset(token)
    return read()


class OwnWrites:
    """Middleware: whoever sends something reads from the primary for some seconds, so that they find what they wrote."""

    def __init__(self, get_response):
        if COPY not in connections.settings:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            response.set_cookie(
                OWN_WRITE, "1", max_age=OWN_WRITE_FOR, httponly=True, samesite="Lax", secure=request.is_secure()
            )
        return response
