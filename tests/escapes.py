"""Whether what somebody typed about a person stands in clear anywhere: in a row, and so in the trail, the record of looks, the
outbox and the orders of workers, which are rows too; in the log.

Nothing is planted: a number of a telephone or an identity card is known by how it is written, and a word that is sealed by being sealed.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection

from orgtree.text import crypto
from orgtree.text.rules.scanner import Kind, found_in

WRITES = re.compile(r"\s*(INSERT|UPDATE|MERGE|COPY|WITH\b.*\b(INSERT|UPDATE)\b)", re.IGNORECASE | re.DOTALL)
NUMBERS = {Kind.MOBILE, Kind.IDENTITY}
SHORTEST = 4  # letters of a sealed word that is looked for: a name of two is that of others as well
IS_LIKE_A_NUMBER = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d{9}|\d{17}[\dXx])(?![0-9A-Za-z])")


@dataclass
class Watch:
    """What was written and logged meanwhile, by where, and what was sealed."""

    said: list[tuple[str, str]] = field(default_factory=list)
    sealed: set[str] = field(default_factory=set)

    def escaped(self) -> list[tuple[str, str]]:
        """(where, text) of all that stands in clear and should not."""
        words = [word for word in self.sealed if len(word) >= SHORTEST]
        return [(where, text) for where, text in self.said if is_a_number(text) or any(word in text for word in words)]


def is_a_number(text: str) -> bool:
    """Whether the text holds the number of a telephone or an identity card. Digests and keys have digits in a row as well."""
    return bool(IS_LIKE_A_NUMBER.search(text)) and bool(NUMBERS & set(found_in(text)))


def texts_in(value: Any) -> Iterator[str]:
    """All texts of what is handed to the database for one statement."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in (*value, *value.values()):
            yield from texts_in(one)
    elif isinstance(value, list | tuple | set):
        for one in value:
            yield from texts_in(one)
    elif (inner := getattr(value, "adapted", getattr(value, "obj", None))) is not None:  # JSON, as drivers wrap it
        yield from texts_in(inner)


class Listener(logging.Handler):
    def __init__(self, watch: Watch):
        super().__init__(logging.DEBUG)
        self.watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        self.watch.said.append((f"log {record.name}", record.getMessage()))


@contextmanager
def watching() -> Iterator[Watch]:
    """Inside, what is written, logged and sealed is noted."""
    watch, plain = Watch(), crypto.encrypt

    def note(execute, sql, params, many, context):
        if params and WRITES.match(sql):
            watch.said += [(sql[:80], text) for text in texts_in(params)]
        return execute(sql, params, many, context)

    def seal(text: str, *, context: str) -> str:
        watch.sealed.add(text)
        return plain(text, context=context)

    listener = Listener(watch)
    logging.getLogger().addHandler(listener)
    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(note):
        patch.setattr(crypto, "encrypt", seal)
        try:
            yield watch
        finally:
            logging.getLogger().removeHandler(listener)


@pytest.fixture
def nothing_escapes() -> Iterator[Watch]:
    """The test fails where something that it typed about a person stands in clear anywhere."""
    with watching() as watch:
        yield watch
    assert not (found := watch.escaped()), found[:5]
