"""Redis while it says nothing: one question of a process waits for it, those of the next seconds are answered at once.

The cache and the queue ask through the breaker of their server, so that a page which needs both waits once. What follows
from "away" is each caller's own (G03 of docs/rules.md): sessions are read from the database, a brake lets everybody in, a
message is left to the sweeper.
"""

from collections.abc import Callable
from functools import cache
from time import monotonic
from typing import TypeVar
from urllib.parse import urlsplit

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.functional import cached_property
from kombu.exceptions import OperationalError
from redis.exceptions import ConnectionError, TimeoutError

REST = 5.0  # seconds for which nobody asks a server that did not answer
PATIENCE = 0.25  # seconds that one question waits for an answer, and for a line
SILENCE = (ConnectionError, TimeoutError, OperationalError)
Answer = TypeVar("Answer")


class Away(ConnectionError):
    """The server did not answer a moment ago; it is not asked now."""


class Breaker:
    """For one server, in one process."""

    def __init__(self, rest: float = REST):
        self.rest, self._silent_until = rest, 0.0

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer. Raises Away while the server is given a rest, and what the driver raises where it falls silent now."""
        if monotonic() < self._silent_until:
            raise Away("not asked: it did not answer a moment ago")
        try:
            return question()
        except SILENCE:
            self._silent_until = monotonic() + self.rest
            raise


def breaker_of(url: str) -> Breaker:
    """The one breaker of this process for the server at `url`, whichever of its databases is meant."""
    return _breaker_at(urlsplit(url).netloc)


@cache
def _breaker_at(server: str) -> Breaker:
    return Breaker()


class GuardedClient(RedisCacheClient):
    """Django's client, each of its questions through the breaker."""

    def __init__(self, servers, **options):
        super().__init__(servers, **options)
        self.breaker = breaker_of(servers[0])

    @cached_property
    def _only(self):
        return super().get_client(write=True)

    def get_client(self, key=None, *, write=False):
        """The driver's client, which several threads may use: Django makes one for each question, a third of what that costs."""
        return self._only if len(self._servers) == 1 else super().get_client(key, write=write)


def _guarded(name: str) -> Callable:
    ask_unguarded = getattr(RedisCacheClient, name)

    def ask(self, *what, **more):
        return self.breaker.ask(lambda: ask_unguarded(self, *what, **more))

    return ask


for _name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
):
    setattr(GuardedClient, _name, _guarded(_name))


class GuardedCache(RedisCache):
    """Django's cache in Redis, which nobody waits for twice while it is silent."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = GuardedClient
