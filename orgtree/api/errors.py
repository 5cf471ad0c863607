"""One shape for everything that goes wrong: {"code", "message", "fields"}.

`code` is stable and for programs, `message` Chinese and for people, `fields` maps a parameter to its messages.
A refusal by the rules is 409 where the same request could succeed at another moment, 404 for rows out of reach,
429 for what is slowed down, and 422 otherwise.
"""

from collections.abc import Iterator

from django.core.exceptions import SuspiciousOperation
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError, PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from orgtree.errors import RuleBroken
from orgtree.web.open_forms import TooOften
from orgtree.web.shape import error_body


class TokenScopeMissing(PermissionDenied):
    """A token without the scope that this request needs."""

    default_code = "token_scope"


class TooLarge(APIException):
    """A body above the limit."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


def handle_exception(exc: Exception, context: dict) -> Response | None:
    """The reply to `exc`; None for a fault of our own, which stays a logged 500."""
    if isinstance(exc, RuleBroken):
        return _rule_broken(exc)
    if isinstance(exc, SuspiciousOperation):
        exc = ParseError()
    response = exception_handler(exc, context)
    if response is not None:
        response.data = _body(exc, response.status_code)
    return response


def _rule_broken(error: RuleBroken) -> Response:
    fields = {error.field: [error.message]} if error.field else {}
    return Response(error_body(error.code, error.message, fields), status=_status_of(error))


def _status_of(error: RuleBroken) -> int:
    if error.code == "not_found":
        return status.HTTP_404_NOT_FOUND
    if isinstance(error, TooOften):
        return status.HTTP_429_TOO_MANY_REQUESTS
    return status.HTTP_409_CONFLICT if error.conflict else status.HTTP_422_UNPROCESSABLE_ENTITY


def _body(exc: Exception, status_code: int) -> dict:
    if isinstance(exc, ValidationError):
        return error_body("invalid", fields=_flat(exc.detail))
    code = {status.HTTP_404_NOT_FOUND: "not_found", status.HTTP_403_FORBIDDEN: "permission_denied"}.get(status_code)
    return error_body(getattr(exc, "default_code", code) if not code or isinstance(exc, PermissionDenied) else code)


def _flat(detail) -> dict[str, list[str]]:
    """Nested messages by dotted path: {"ids": {0: ["…"]}} becomes {"ids.0": ["…"]}."""
    fields: dict[str, list[str]] = {}
    for path, message in _messages(detail, ()):
        fields.setdefault(".".join(path) or "non_field_errors", []).append(message)
    return fields


def _messages(detail, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(detail, dict):
        for key, inner in detail.items():
            whole = key == "non_field_errors" and path  # of a list or an object: said at its own name
            yield from _messages(inner, path if whole else (*path, _printable(str(key))))
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            yield from _messages(inner, (*path, str(number)) if isinstance(inner, dict) else path)
    else:
        yield path, _printable(str(detail))


def _printable(text: str) -> str:
    """Half a surrogate pair, quoted back from the input, cannot be sent as UTF-8."""
    return text.encode("utf-8", "replace").decode()
