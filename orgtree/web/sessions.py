"""Sessions: a row in the database, and for a minute in the cache, where most pages find it without a statement.

The cache may be away, and a session that was ended while it was away must not come back with it: what the cache holds is
good for `CACHED_FOR`, then the row alone says whether a session lives.
"""

import logging

from django.contrib.sessions.backends import db
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

KEY = "session:{}"
CACHED_FOR = 60  # seconds

log = logging.getLogger(__name__)


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read from the cache where it has them."""

    def load(self):
        """What the session holds; {} and no key where there is none, as Django's own."""
        until, known = self._ask_cache(cache.get, KEY.format(self.session_key)) or (0, {})
        if until > timezone.now().timestamp():
            return known
        found = super().load()
        if self.session_key:
            self.keep(found)
        return found

    def save(self, must_create=False):
        super().save(must_create)
        self.keep(self._session)

    def delete(self, session_key=None):
        super().delete(session_key)
        if gone := session_key or self.session_key:
            self._ask_cache(cache.delete, KEY.format(gone))

    def keep(self, held: dict) -> None:
        """Put what the session holds where the next pages look first."""
        until = timezone.now().timestamp() + CACHED_FOR
        self._ask_cache(cache.set, KEY.format(self.session_key), (until, held), CACHED_FOR)

    @staticmethod
    def _ask_cache(ask, *what):
        """The cache's answer; None while it is away."""
        try:
            return ask(*what)
        except RedisError:
            log.warning("session not asked of the cache: it is away")
            return None
