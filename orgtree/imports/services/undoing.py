"""Taking a written import back: the rows that it made go, those that it changed are as they were, as long as nothing rests on them.

What it made and changed is asked of the audit trail (`traces`). Rows that an importer cannot simply let go, because others
were told or a ledger has them, are taken back by an act of theirs (`Importer.taken_back`); everything else is deleted, and its
history stays.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import Error, models, transaction
from mptt.models import MPTTModel

from orgtree.acts import acts_of, perform_one
from orgtree.database.locks import AREA_TREE, hold
from orgtree.errors import RuleBroken
from orgtree.imports.models import ImportJob
from orgtree.imports.services.traces import Course, Model, Traces, histories, traces_of
from orgtree.sheets.declaring import Importer, importers

SHOWN_RESTS = 20
RESTS = "之后已有其他业务关联或改动，不能撤销：{}"
KEPT_FOR_GOOD = "已记入不能改动的台账，不能撤销"


@dataclass
class Undoing:
    """What taking an import back would do: kind of row -> how many go, how many are as before; and what stands against it."""

    goes: dict[str, int] = field(default_factory=dict)
    restored: dict[str, int] = field(default_factory=dict)
    rests: list[str] = field(default_factory=list)


def plan_undo(job: ImportJob) -> Undoing:
    """What taking the import back would do now. A query for each table that can point at what it made; writes nothing."""
    importer = importers[job.importer]
    if importer.stays:
        return Undoing(rests=[importer.stays])
    traces = traces_of(job.context)
    goes = Counter({_name_of(model): len(rows) for model, rows in _going(traces, importer).items()})
    restored = Counter({_name_of(model): len(rows) for model, rows in traces.changed.items()})
    return Undoing(dict(goes), dict(restored), list(_rests(traces)))


@transaction.atomic
def undo_import(job: ImportJob) -> None:
    """Take the import back. Raises RuleBroken with what rests on it, and leaves everything as it is then."""
    if rests := plan_undo(job).rests:
        raise RuleBroken("import_rests", RESTS.format("；".join(rests[:3])), conflict=True)
    importer, traces = importers[job.importer], traces_of(job.context)
    _restore(traces)
    if importer.taken_back:
        for model, rows in _going(traces, importer).items():
            key, said = importer.taken_back[model._meta.label]
            for pk in rows:
                perform_one(acts_of(model), key, pk=pk, by=job.created_by, **said)
        return
    try:
        _delete(traces)
    except models.ProtectedError as error:
        rests = "；".join(f"{_name_of(type(row))} {row}" for row in list(error.protected_objects)[:3])
        raise RuleBroken("import_rests", RESTS.format(rests), conflict=True) from error
    except Error as error:
        raise RuleBroken("import_kept", KEPT_FOR_GOOD, conflict=True) from error


def _name_of(model: Model) -> str:
    return str(model._meta.verbose_name)


def _going(traces: Traces, importer: Importer) -> dict[Model, dict[int, Course]]:
    """The made rows that are still there: all, or only those that an act takes back."""
    kept = importer.taken_back
    found = {model: rows for model, rows in traces.made.items() if not kept or model._meta.label in kept}
    return {
        model: {pk: course for pk, course in rows.items() if course.now is not None} for model, rows in found.items()
    }


def _rests(traces: Traces) -> Iterator[str]:
    """What stands against it, each in words: rows that were written since, states that were reached, rows that point here."""
    for shelf in (traces.made, traces.changed):
        for model, rows in shelf.items():
            touched = [pk for pk, course in rows.items() if course.is_touched]
            yield from (f"{name}以后又有改动" for name in _names(model, touched))
    for model, rows in traces.changed.items():
        moved = [pk for pk, course in rows.items() if "state" in course.changed]
        yield from (f"{name}的状态已随导入办理" for name in _names(model, moved))
    for model, rows in traces.made.items():
        yield from _pointing(model, rows, traces)


def _pointing(model: Model, rows: dict[int, Course], traces: Traces) -> Iterator[str]:
    """The rows of others that point at what was made, by kind."""
    tracked = histories()
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other not in tracked or relation.many_to_many:
            continue
        found = other._base_manager.filter(**{f"{relation.field.name}__in": list(rows)})
        found = found.exclude(pk__in=list(traces.made.get(other, {})))
        if count := found.count():
            yield f"{_name_of(model)}有{_name_of(other)}{count}条"


def _names(model: Model, keys: list[int]) -> list[str]:
    found = model._base_manager.filter(pk__in=keys[:SHOWN_RESTS])
    return [f"{_name_of(model)}{row}" for row in found] or [f"{_name_of(model)}{len(keys)}条"] * bool(keys)


def _restore(traces: Traces) -> None:
    for model, rows in traces.changed.items():
        for pk, course in rows.items():
            model._base_manager.filter(pk=pk).update(**course.changed)


def _delete(traces: Traces) -> None:
    """Delete what was made, what points at others first."""
    for model in _from_the_leaves(list(traces.made)):
        rows = model._base_manager.filter(pk__in=list(traces.made[model]))
        if issubclass(model, MPTTModel):
            hold(AREA_TREE)
            for row in rows.order_by("-level", "-lft"):
                model._base_manager.get(pk=row.pk).delete()
        else:
            rows.delete()


def _from_the_leaves(left: list[Model]) -> Iterator[Model]:
    while left:
        pointed = {one.related_model for model in left for one in model._meta.concrete_fields if one.is_relation}
        leaves = [model for model in left if model not in pointed] or left[:1]
        # A model that points at itself is a leaf once the others are gone.
        yield from leaves
        left = [model for model in left if model not in leaves]
