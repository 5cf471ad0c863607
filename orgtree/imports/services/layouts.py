"""What was told about the columns of an office's sheet, remembered with the import that it was told for."""

import json
from collections.abc import Callable

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.imports.models import ImportJob
from orgtree.sheets.declaring import importers
from orgtree.sheets.headings import Arranged, How, Mapped, Names, print_of
from orgtree.sheets.reading import Table

LOOKED_BACK = 200  # imports with columns that were told


def arranged_for(job: ImportJob) -> Arranged:
    """What this upload and earlier ones of the same kind and area tell about columns. One query, none before it is asked."""
    return Arranged(job.columns, _remembered(job))


def keep_layout(job: ImportJob, table: Table) -> None:
    """Note on the unsaved job how the columns were read that their headings alone do not tell."""
    told = {one.key: one.name for one in table.mapped if one.how in (How.KEPT, How.LIKE)}
    job.columns = told | job.columns


def show_columns(job: ImportJob, mapped: list[Mapped]) -> None:
    """Put into the unsaved job what its page asks about: [heading, key, field name, how] of each column, once; and its layout."""
    job.layout = print_of(one.heading for one in mapped)
    job.preview["columns"] = [
        [one.heading, one.key, one.name, one.how] for one in {one.key: one for one in mapped if one.key}.values()
    ]


def read_columns(text: str) -> str:
    """The text of a form's answers (JSON: heading key -> field name); raises RuleBroken at `columns`."""
    try:
        columns = json.loads(text)
    except ValueError:
        columns = None
    if not isinstance(columns, dict) or not all(isinstance(part, str) for pair in columns.items() for part in pair):
        raise RuleBroken("columns_unread", "列的对应有误，请重新选择", field="columns")
    return text


def arrange_columns(job: ImportJob, text: str) -> None:
    """Take the answers over into the unsaved job; raises RuleBroken for a field that there is not, or one that is named twice."""
    columns, fields = json.loads(text), importers[job.importer].form.base_fields
    named = [name for name in columns.values() if name]
    if set(named) - fields.keys() or columns.keys() - {key for _, key, *_ in job.preview.get("columns", [])}:
        raise RuleBroken("columns_unread", "列的对应有误，请重新选择", field="columns")
    twice = [str(fields[name].label) for name in fields if named.count(name) > 1]
    if twice:
        raise RuleBroken("column_twice", f"{'、'.join(twice)}选了两列，请只保留一列", field="columns")
    job.columns = columns


def _remembered(job: ImportJob) -> Callable[[str], Names]:
    kept: dict[str, Names] = {}

    def remember(layout: str) -> Names:
        if not kept:
            kept[""] = {}
            jobs = ImportJob.objects.allowed(job.created_by, P.IMPORT).filter(importer=job.importer, area=job.area)
            told = jobs.exclude(columns={}).exclude(pk=job.pk).order_by("-pk").values_list("layout", "columns")
            for print_, columns in told[:LOOKED_BACK]:
                kept.setdefault(print_, columns)
        return kept.get(layout, {})

    return remember
