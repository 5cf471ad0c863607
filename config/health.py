"""/healthz: whether this process reaches its stores."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse

CHECKS = {
    "database": lambda: connection.cursor().execute("SELECT 1"),
    "cache": lambda: cache.set("healthz", 1, timeout=1),
}


def healthz(request: HttpRequest) -> JsonResponse:
    """Return `{"database": "ok", "cache": "ok"}` with 200, or 503 and "unreachable" where a store does not answer."""
    state = {name: answer(check) for name, check in CHECKS.items()}
    return JsonResponse(state, status=200 if set(state.values()) == {"ok"} else 503)


def answer(check) -> str:
    try:
        check()
    except Exception:  # whatever the driver raises, the answer is the same: this store cannot be used
        return "unreachable"
    return "ok"
