"""What is read of small tables of rules, kept in a process for as long as no row of them is another.

Rules are asked for by every filing and change a few times a year. Each time one statement asks whether they are still the same rows:
a stamp over where each row and each version of it lies (`ctid`, `xmin`), which no change leaves as it was. It is asked of the
same database and seen by the same rules as the rows themselves, so that nobody's cache has to be told
(docs/decisions/0112-what-a-write-asks.md).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, router
from django.db.models import Model

What = TypeVar("What")
Stamp = tuple[int, ...]

_all: list["Kept"] = []
_look: ContextVar[dict["Kept", Stamp] | None] = ContextVar("stamps of one look", default=None)


class Kept(Generic[What]):
    """`read()`, read again when a row of the tables has changed. Whoever is given it changes nothing in it: others have it as well.

    `tables`: each model that is read, with its foreign keys whose rows are read beside it.
    """

    def __init__(self, read: Callable[[], What], tables: Mapping[type[Model], Sequence[str]]):
        self.read, self.tables = read, tables
        self._held: tuple[Stamp, What] | None = None
        _all.append(self)

    def __call__(self) -> What:
        """What the database says now; within `one_look` what it said at its first question. One query, another after a change."""
        if router.db_for_read(next(iter(self.tables))) != DEFAULT_DB_ALIAS:
            return self.read()  # a copy of the database is behind the stamps
        held, seen = self._held, _look.get()
        if held and seen is not None and held[0] == _seen(seen, self):
            return held[1]
        # Asked right before the rows are read: what this very transaction writes must not be kept under an earlier stamp.
        [stamp] = _stamps(self)
        if not held or held[0] != stamp:
            held = self._held = (stamp, self.read())
        return held[1]


@contextmanager
def one_look() -> Iterator[None]:
    """Within, all that is kept is looked at once, by one statement, until `look_again`; one within another is the same."""
    token = _look.set({} if _look.get() is None else _look.get())
    try:
        yield
    finally:
        _look.reset(token)


def look_again() -> None:
    """Something was written: within `one_look` the next question is asked anew."""
    if seen := _look.get():
        seen.clear()


def _seen(look: dict[Kept, Stamp], kept: Kept) -> Stamp | None:
    if not look:
        look.update(zip(_all, _stamps(*_all), strict=True))
    return look.get(kept)


def _stamps(*asked: Kept) -> list[Stamp]:
    with connection.cursor() as cursor:
        cursor.execute(_question(asked))
        found = iter(cursor.fetchone())
    return [tuple(next(found) for _ in kept.tables) for kept in asked]


@cache
def _question(asked: tuple[Kept, ...]) -> str:
    return "SELECT " + ", ".join(_stamp_of(model, names) for kept in asked for model, names in kept.tables.items())


def _stamp_of(model: type[Model], names: Sequence[str]) -> str:
    table, joined, lies = model._meta.db_table, "", ["kept.id", "kept.ctid", "kept.xmin"]
    for number, name in enumerate(names):
        field, beside = model._meta.get_field(name), f"beside{number}"
        joined += f' LEFT JOIN "{field.related_model._meta.db_table}" {beside} ON {beside}.id = kept."{field.column}"'
        lies += [f"{beside}.ctid", f"{beside}.xmin"]
    return f'(SELECT bit_xor(hash_record_extended(ROW({", ".join(lies)}), 0)) FROM "{table}" kept{joined})'
