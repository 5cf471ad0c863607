"""What programs of a page send and are answered, as JSON; a refusal has the one shape of errors."""

import json
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, JsonResponse

from orgtree.errors import RuleBroken
from orgtree.web.shape import error_body

LARGEST = 64 * 1024


def answer_json(view: Callable[..., dict]) -> Callable[..., JsonResponse]:
    """A decorator of a view that takes what was sent as a mapping and returns one; RuleBroken is 422, or 409 for another moment."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> JsonResponse:
        try:
            return _shown(view(request, _sent(request), *args, **kwargs), 200)
        except RuleBroken as broken:
            fields = {broken.field: [broken.message]} if broken.field else {}
            return _shown(error_body(broken.code, broken.message, fields), 409 if broken.conflict else 422)

    return answered


def _sent(request: HttpRequest) -> dict:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise RuleBroken("too_large", "提交的内容太多")
    try:
        sent = json.loads(request.body)
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        raise RuleBroken("parse_error", "提交的内容不完整，请刷新页面后重试")
    return sent


def _shown(told: dict, status: int) -> JsonResponse:
    response = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "no-store"
    return response


# --- What was sent, read strictly -----------------------------------------------------------------------------------------


def wrong(field: str) -> RuleBroken:
    return RuleBroken(field, "提交的内容不完整，请刷新页面后重试", field=field)


def read_bytes(sent: dict, name: str) -> bytes:
    """Bytes that were sent as hexadecimal text."""
    try:
        return bytes.fromhex(read_text(sent, name, 2048))
    except ValueError as error:
        raise wrong(name) from error


def read_text(sent: dict, name: str, longest: int) -> str:
    text = sent.get(name)
    if not isinstance(text, str) or len(text) > longest:
        raise wrong(name)
    return text


def read_number(value: object, name: str) -> int:
    """A row's number, sent as a number or as the key of a mapping."""
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise wrong(name)
    return int(text)


def read_mapping(sent: dict, name: str) -> dict[int, str]:
    """{number of a row: text}."""
    told = sent.get(name, {})
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise wrong(name)
    return {read_number(key, name): value for key, value in told.items()}
