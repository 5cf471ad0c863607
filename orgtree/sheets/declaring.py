"""What an app declares to take in a kind of spreadsheet; each app lists its own in `importers.py`.

An importer plans before it writes: `plan` turns checked rows into effects, which a person confirms, and `write`
carries out a plan made anew under lock. Nothing is written that was not shown.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from orgtree.declare import DuplicateDeclaration
from orgtree.sheets.forms import RowForm


class Action(StrEnum):
    """What becomes of a row."""

    ADD = "新增"
    UPDATE = "更新"
    SAME = "不变"


@dataclass(frozen=True)
class Effect:
    """One thing a row does: to what kind of object, which one, and each change as (column, old, new)."""

    row: int
    action: Action
    kind: str
    name: str
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class RowError:
    """What is wrong with a row, at which column ("" for the row as a whole)."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Question:
    """What only the uploader knows of a row: asked on the page of the preview; until it is answered the row stays out.

    `choices` are (code, words); the code chosen comes back in `Request.answers`.
    """

    row: int
    name: str
    text: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Entry:
    """A row that passed its form: the row number and the cleaned values."""

    row: int
    values: dict[str, Any]


@dataclass
class Request:
    """What a plan is made for. `lock` is true when the plan is about to be written: take the locks first."""

    entries: list[Entry]
    area: Any
    options: dict[str, bool]
    by: Any
    lock: bool = False
    answers: dict[int, str] = field(default_factory=dict)


@dataclass
class Plan:
    """What an import would do. `work` is the importer's own and is handed to `write`."""

    effects: list[Effect] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    work: Any = None

    def refuse(self, row: int, column: str, message: str) -> None:
        self.errors.append(RowError(row, column, message))

    def ask(self, question: Question, column: str) -> None:
        """Keep the row out until the question is answered."""
        self.questions.append(question)
        self.refuse(question.row, column, question.text)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """kind -> action -> how many, every action named."""
        counts: dict[str, Counter] = {}
        for effect in self.effects:
            counts.setdefault(effect.kind, Counter())[effect.action] += 1
        return {kind: {str(action): found[action] for action in Action} for kind, found in counts.items()}

    @property
    def digest(self) -> str:
        """Equal for plans that do the same; tells whether what was confirmed is still what would happen."""
        effects = [[e.row, e.action, e.kind, e.name, e.changes] for e in self.effects]
        return hashlib.sha256(json.dumps(effects, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Box:
    """A statement that the uploader has to tick, or a choice that they may."""

    key: str
    label: str


@dataclass(frozen=True)
class Importer:
    """One kind of spreadsheet.

    `permission` is needed on the target area besides P.IMPORT; `kinds` are the area kinds one may import into.
    `write(plan, request, progress)` calls services; `progress(n)` says how many rows are done. `choices` gives the
    drop-downs of the template: field name -> words. `boxes` have to be ticked, `free_boxes` may be.

    What it made is deleted when it is taken back, or, where it may not simply go, `taken_back` by an act: label of the model ->
    (key of the act, its answers); `stays` says why it cannot be.
    """

    key: str
    title: str
    hint: str
    permission: str
    kinds: frozenset[str]
    form: type[RowForm]
    plan: Callable[[Request], Plan]
    write: Callable[[Plan, Request, Callable[[int], None]], None]
    undo: str
    boxes: tuple[Box, ...] = ()
    free_boxes: tuple[Box, ...] = ()
    choices: Callable[[], dict[str, list[str]]] = dict
    taken_back: Mapping[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    stays: str = ""

    @property
    def all_boxes(self) -> tuple[Box, ...]:
        """What may be ticked, needed or not."""
        return self.boxes + self.free_boxes


importers: dict[str, Importer] = {}


def register_importers(*declared: Importer) -> None:
    """Add to the importers; raises DuplicateDeclaration for a key that is taken."""
    for importer in declared:
        if importer.key in importers:
            raise DuplicateDeclaration(importer.key)
        importers[importer.key] = importer
