"""The columns of a person's imports."""

from orgtree.declare import Column
from orgtree.imports.models import ImportJob
from orgtree.lists import columns_of, declare_list
from orgtree.sheets.declaring import importers


def title_of(job: ImportJob) -> str:
    """What is imported; the key of an importer of an app that is gone."""
    return importers[job.importer].title if job.importer in importers else job.importer


import_list = declare_list(
    ImportJob,
    columns=columns_of(ImportJob, "created_at area filename state total message") | {"title": Column("内容", title_of)},
    desk="created_at title area filename state",
    links="filename",
    loads=("area",),
    sheet="created_at title area filename state total message",
)
