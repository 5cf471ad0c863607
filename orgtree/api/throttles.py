"""A brake on programs that run wild. Not a security measure: lockout of accounts is counted in the database."""

import logging

from redis.exceptions import RedisError
from rest_framework.throttling import SimpleRateThrottle

log = logging.getLogger(__name__)


class ApiThrottle(SimpleRateThrottle):
    """Requests per person, or per address before sign-in. Lets everyone through while the cache is away."""

    scope = "api"

    def get_cache_key(self, request, view) -> str:
        ident = f"user-{request.user.pk}" if request.user.is_authenticated else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}

    def allow_request(self, request, view) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            log.warning("throttle not counted: the cache is away")
            return True
