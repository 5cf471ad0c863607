"""What a written import left in the tables, as the audit trail has it: which rows it made, which it changed, and what has become of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models

# Columns that move by themselves: where an area lies in its tree, when a row was last touched.
MOVES = frozenset({"lft", "rght", "level", "tree_id", "touched_at", "updated_at"})
Model = type[models.Model]
Columns = dict[str, Any]


@dataclass
class Course:
    """What the trail tells of one row: its columns before the import, after it, and now; None where it was not there."""

    before: Columns | None = None
    after: Columns | None = None
    now: Columns | None = None

    @property
    def changed(self) -> dict[str, Any]:
        """Column -> the value that it had before the import, of those that the import changed."""
        before, after = self.before or {}, self.after or {}
        return {name: before[name] for name in before if before[name] != after.get(name)}

    @property
    def is_touched(self) -> bool:
        """Whether somebody wrote another value into the row since, where it was new or the import had changed it."""
        if self.after is None or self.now is None:
            return self.now is not self.after
        names = self.after if self.before is None else self.changed
        return any(self.now[name] != self.after[name] for name in names)


@dataclass
class Traces:
    """model -> key -> course, of what the import made and of what it changed."""

    made: dict[Model, dict[int, Course]] = field(default_factory=dict)
    changed: dict[Model, dict[int, Course]] = field(default_factory=dict)


def traces_of(context) -> Traces:
    """The rows of an import by the context of its writing (a UUID). A query to find the tables, two for each of them."""
    traces = Traces()
    for model, history in _touched_tables(context):
        courses = _courses(history, context)
        made = {pk: course for pk, course in courses.items() if course.before is None}
        changed = {pk: course for pk, course in courses.items() if course.before is not None and course.changed}
        for shelf, found in ((traces.made, made), (traces.changed, changed)):
            if found:
                shelf[model] = found
    return traces


def histories() -> dict[Model, Model]:
    """model -> the model of its history."""
    return {model.pgh_tracked_model: model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}


def _touched_tables(context) -> Iterator[tuple[Model, Model]]:
    tables = {history._meta.db_table: (model, history) for model, history in histories().items()}
    quote = connection.ops.quote_name
    asked = [
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {quote(table)} WHERE pgh_context_id = %(context)s)"
        for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), {"context": context})
        yield from [tables[table] for (table,) in cursor.fetchall()]


def _courses(history: Model, context) -> dict[int, Course]:
    own = history.objects.filter(pgh_context=context)
    names = [one.attname for one in history._meta.concrete_fields if not one.name.startswith("pgh_")]
    names = [name for name in names if name not in MOVES]
    courses: dict[int, Course] = defaultdict(Course)
    rows = history.objects.filter(pgh_obj__in=own.values("pgh_obj")).order_by("pgh_id")
    for key, label, by, *values in rows.values_list("pgh_obj_id", "pgh_label", "pgh_context_id", *names):
        columns = None if label == "delete" else dict(zip(names, values, strict=True))
        course = courses[key]
        if by == context:
            course.after = course.now = columns
        elif course.after is None:
            course.before = course.now = columns
        else:
            course.now = columns
    return dict(courses)
