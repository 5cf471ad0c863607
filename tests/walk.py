"""Walking the resolver: every address pattern, and the bytes that come back with archives unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
NAMED_GROUP = re.compile(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)")
STANDARD_PAGES = ("_changelist", "_add", "_change", "_history", "_act", "_sheet")


def all_routes() -> tuple[tuple[str, URLPattern], ...]:
    """(address, pattern) of everything that the site answers, parameters written as `<name>` or `<type:name>`."""
    return _routes_of(get_resolver())


@lru_cache
def _routes_of(resolver: URLResolver) -> tuple[tuple[str, URLPattern], ...]:
    return tuple(_under("", resolver.url_patterns))


def _under(prefix: str, patterns) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        address = prefix + readable(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield address, pattern
        else:
            yield from _under(address, pattern.url_patterns)


def readable(pattern: str) -> str:
    """A regular expression of the API's router in the notation of paths."""
    if "(?P<" in pattern or pattern.startswith("^") or pattern.endswith(("$", r"\Z")):
        pattern = NAMED_GROUP.sub(r"<\1>", pattern)
        pattern = pattern.removeprefix("^").removesuffix(r"\Z").removesuffix("$").replace("/?", "/").replace("\\", "")
    return pattern


def parameters(address: str) -> list[str]:
    return PARAMETER.findall(address)


def fill(address: str, values) -> str:
    """The address with its parameters replaced, in order."""
    rest = iter(values)
    return "/" + PARAMETER.sub(lambda _: str(next(rest)), address)


def desk_model(address: str, pattern: URLPattern):
    """The model of a standard desk page, or None."""
    return _models_by_page().get(pattern.name) if address.startswith("desk/") else None


@lru_cache
def _models_by_page() -> dict:
    named = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}
    return {start + page: model for start, model in named.items() for page in STANDARD_PAGES}


def is_legacy_redirect(address: str, pattern: URLPattern) -> bool:
    """Django's old address of an object's page, which only leads to the new one."""
    return pattern.name is None and re.fullmatch(r"desk/\w+/\w+/<path:object_id>/", address) is not None


def lay_flat(page: str) -> str:
    """The page without white space beside its tags, where templates have their lines."""
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", page))


def text_of(reply) -> str:
    """Everything that a person could read in the reply: headers, body, and the files inside an archive."""
    body = b"".join(reply.streaming_content) if reply.streaming else reply.content
    parts = [body]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    headers = "\n".join(f"{key}: {value}" for key, value in reply.headers.items())
    return headers + "\n" + "\n".join(part.decode("utf-8", "replace") for part in parts)
