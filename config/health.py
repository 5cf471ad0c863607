"""/healthz: whether this process can serve, and which of its stores it reaches."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse

CHECKS = {
    "database": lambda: connection.cursor().execute("SELECT 1"),
    "cache": lambda: cache.set("healthz", 1, timeout=1),
}


def healthz(request: HttpRequest) -> JsonResponse:
    """`{"serves": true, "database": "ok", "cache": "ok"}` with 200; 503 where the database is unreachable.

    Without the cache every page works (G03 of docs/rules.md), so that nobody need be sent elsewhere: 200, the cache "unreachable".
    """
    state = {name: answer(check) for name, check in CHECKS.items()}
    serves = state["database"] == "ok"
    return JsonResponse({"serves": serves} | state, status=200 if serves else 503)


def answer(check) -> str:
    try:
        check()
    except Exception:  # whatever the driver raises, the answer is the same: this store cannot be used
        return "unreachable"
    return "ok"
