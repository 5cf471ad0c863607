"""Two machines serve the same site: what is uploaded goes through the storage of the settings, and nothing else stays on a disk."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from orgtree.imports import services as imports
from orgtree.models import ImportJob
from tests.orgtree.workbooks import upload, workbook
from volunteers.models import Member

ROOMS = ("orgtree", "volunteers", "grids", "cocon", "assessments")
STORED = ("file", "photo", "refused")
WRITES = {"write_text", "write_bytes", "mkdir", "mkstemp", "mkdtemp", "makedirs", "FileSystemStorage"}
# What an installation's own gateway takes from a folder of the machine that sends, and a command for people who read the code.
KNOWN = {"orgtree/notices/channels/adapters.py", "orgtree/management/commands/write_acts.py"}


def writes_to_disk(source: str) -> bool:
    """Whether the text of a module has a call that leaves a file, or asks a stored file where on the disk it lies."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            modes = [one.value for one in node.args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in WRITES or (
                name == "open" and any(set(mode) <= set("wax+bt") and "r" not in mode for mode in modes)
            ):
                return True
        if isinstance(node, ast.Attribute) and node.attr == "path" and getattr(node.value, "attr", "") in STORED:
            return True
    return False


def test_no_module_leaves_a_file_on_the_disk():
    files = [path for room in ROOMS for path in Path(room).rglob("*.py") if "migrations" not in path.parts]
    assert {path.as_posix() for path in files if writes_to_disk(path.read_text())} == KNOWN


@pytest.mark.parametrize(
    "planted",
    ["Path('a').write_text('')", "open('a', 'w')", "read_table(job.file.path)", "store = FileSystemStorage()"],
)
def test_such_a_module_is_found(planted):
    assert writes_to_disk(planted)
    assert not writes_to_disk("with on_disk(job.file) as path: open(path, 'rb')")


def test_every_file_of_a_row_is_in_the_storage_of_the_settings():
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField) and not model._meta.app_label.startswith("tests")
    ]
    assert len(fields) > 8
    assert [field for field in fields if field.storage is not default_storage] == []


@pytest.mark.django_db
def test_an_import_needs_no_disk(town, client, settings):
    """From upload to write with a storage that has nothing on the disk, as one on another machine."""
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    client.force_login(town.clerk)
    rows = [["姓名", "手机", "工作单位", "居住小区/楼栋"], ["王试", "19912345678", "第二中学", "阳光小区"]]
    client.post(
        "/imports/new/roster/", {"area": town.east.pk, "file": upload(workbook(rows), "名册.xlsx"), "consented": "on"}
    )
    job = ImportJob.objects.get()
    assert not Path(job.file.path).exists()
    imports.check_import(job.pk)
    job.refresh_from_db()
    client.post(f"/imports/{job.pk}/confirm/", {"seen": job.preview["digest"]})
    imports.apply_import(job.pk)
    assert Member.objects.count() == 1
