"""Taking words and files about a person out of a table and out of its audit trail alike."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from orgtree.acts.models import ActStep
from orgtree.database.written_once import CLEARED, ERASED, erase_written
from orgtree.files.storing import delete_on_commit
from orgtree.text.crypto import EncryptedTextField

__all__ = [
    "CLEARED",
    "ERASED",
    "Stock",
    "Words",
    "WrittenStock",
    "erase_history",
    "erase_reasons",
    "erase_words",
    "files_of",
    "forget_steps",
]


@dataclass(frozen=True)
class Words:
    """Where a table has words about a member: the way to the member, its texts, texts that stay unique, files, sheets."""

    model: type[models.Model]
    member: str
    texts: tuple[str, ...]
    unique: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()  # JSON that quotes them; not kept in the history


@dataclass(frozen=True)
class Stock:
    """Rows that keep words or files for a term: which one, from what day, and which rows nobody works on any more.

    `goes_whole`: without them the row says nothing, and is deleted.
    """

    key: str
    words: Words
    since: str
    settled: Q
    goes_whole: bool = False

    @property
    def place(self) -> str:
        """The lookup from a row to the area whose terms hold for it: the member's."""
        return f"{self.words.member}__area"

    def due(self, cut: date) -> QuerySet:
        """Rows from `cut` or before that still have something to clear."""
        left = Q(pk__in=[])
        for name in self.words.texts:
            left |= ~Q(**{f"{name}__in": ["", ERASED, CLEARED]})
        for name in self.words.files:
            left |= ~Q(**{name: ""})
        for name in self.words.sheets:
            left |= ~Q(**{name: {}})
        return self.words.model._default_manager.filter(self.settled, left, **{f"{self.since}__lte": cut})


@dataclass(frozen=True)
class WrittenStock:
    """Rows that are written once and say for a term whose they are: after it `put` stands in their place, and the rows stay.

    `due(cut)` are the rows of `cut` or before that still say it; `place` leads to the area whose terms hold.
    """

    key: str
    model: type[models.Model]
    due: Callable[[date], QuerySet]
    put: Mapping[str, Any]
    place: str = "area"

    def clear(self, ids: list[int]) -> int:
        """How many of the rows said it until now."""
        return erase_written(self.model, ids, dict(self.put))


def erase_words(words: Words, rows: QuerySet, mark: str) -> None:
    """Put `mark` for every text of the rows, now and in their history; files are forgotten, and deleted on commit."""
    ids = list(rows.order_by().values_list("pk", flat=True))
    for name in words.files:
        _drop_files(rows, name)
    for name in words.sheets:
        rows.update(**{name: {}})
    _blank(rows, words, mark)
    erase_reasons(ActStep.objects.filter(noun=words.model._meta.label_lower, row_id__in=ids), mark)
    texts = dict.fromkeys((*words.texts, *words.unique), mark)
    erase_history(words.model, ids, texts | dict.fromkeys(words.files, ""))


def erase_history(model: type[models.Model], ids: Iterable[int], put: dict[str, Any]) -> None:
    """Put blanks or marks into the history of these rows; a model without history, and columns that it does not keep, are passed over."""
    events = getattr(model, "pgh_event_model", None)
    if events is None:
        return
    kept = {field.name for field in events._meta.fields}
    past = events._default_manager.filter(pgh_obj_id__in=list(ids)).values_list("pk", flat=True)
    erase_written(events, past, {name: value for name, value in put.items() if name in kept})


def erase_reasons(steps: QuerySet, mark: str) -> None:
    """Put `mark` for every reason of these steps of the log."""
    erase_written(ActStep, steps.exclude(reason="").values_list("pk", flat=True), {"reason": mark})


def forget_steps(steps: QuerySet) -> None:
    """Take the persons out of these steps of the log: what was done and when stays."""
    erase_written(ActStep, steps.values_list("pk", flat=True), {"by": None, "about": None, "reason": ""})


def files_of(rows: QuerySet, name: str) -> list:
    """The files in a column, as storage knows them."""
    return [getattr(row, name) for row in rows.exclude(**{name: ""}).only("pk", name)]


def _blank(rows: QuerySet, words: Words, mark: str) -> None:
    for name in words.texts:
        _with_words(rows, name).update(**{name: mark})
    for name in words.unique:
        rows.exclude(**{name: ""}).update(**{name: Concat(Value(mark), Cast("pk", CharField()))})


def _with_words(rows: QuerySet, name: str) -> QuerySet:
    """The rows that have something there; of a sealed column the database cannot tell, so all of them."""
    is_sealed = isinstance(rows.model._meta.get_field(name), EncryptedTextField)
    return rows if is_sealed else rows.exclude(**{name: ""})


def _drop_files(rows: QuerySet, name: str) -> None:
    """Forget the files of a column, and delete them once that is certain."""
    stored = files_of(rows, name)
    rows.exclude(**{name: ""}).update(**{name: ""})
    delete_on_commit(stored)
