"""Uploaded files do not outlive their import: removed when it ends, when nobody comes back, or when they were lost."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.celery import app
from orgtree.choices import JobState
from orgtree.imports import services as imports
from orgtree.imports.tasks import clear_old_imports
from orgtree.models import ImportJob
from tests.orgtree.imports.test_imports import NEW_GRID, age, confirm, start

pytestmark = pytest.mark.django_db
STORAGE = ImportJob._meta.get_field("file").storage


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(name, *, days_old=0):
    name = STORAGE.save(f"imports/2026/03/{name}.xlsx", ContentFile(b"rows about people"))
    then = (timezone.now() - timedelta(days=days_old)).timestamp()
    os.utime(STORAGE.path(name), (then, then))
    return name


def test_the_row_says_that_its_file_is_gone(town, django_capture_on_commit_callbacks):
    job = start(town, NEW_GRID)
    name = job.file.name
    assert job.file_removed_at is None
    with django_capture_on_commit_callbacks(execute=True):
        job = confirm(job, town.secretary)
    assert not STORAGE.exists(name)
    assert timezone.now() - job.file_removed_at < timedelta(minutes=1)
    client = Client()
    client.force_login(town.secretary, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("import_job", args=[job.pk])).content.decode()
    assert f"已于{timezone.localtime(job.file_removed_at):%Y-%m-%d %H:%M}删除" in page


def test_control_a_waiting_import_keeps_its_file(town):
    job = start(town, NEW_GRID)
    clear_old_imports()
    job.refresh_from_db()
    assert STORAGE.exists(job.file.name)
    client = Client()
    client.force_login(town.secretary, backend="django.contrib.auth.backends.ModelBackend")
    assert "原文件" not in client.get(reverse("import_job", args=[job.pk])).content.decode()


@pytest.mark.parametrize(("days", "cleared"), [(2, 1), (4, 0)])
def test_how_long_an_upload_waits_is_a_setting(town, settings, days, cleared):
    settings.IMPORT_KEPT_DAYS = days
    job = start(town, NEW_GRID)
    age(job, days=3)
    assert imports.clear_old_imports() == cleared
    job.refresh_from_db()
    assert (job.state == JobState.DISCARDED) == bool(cleared)
    assert job.message == ("超过2天未确认，已自动放弃" if cleared else "")


@pytest.mark.parametrize("state", [JobState.CHECKING, JobState.APPLYING])
def test_a_running_import_keeps_its_file_however_long_it_takes(town, state):
    job = start(town, NEW_GRID)
    ImportJob.objects.filter(pk=job.pk).update(state=state)
    age(job, days=400)
    os.utime(job.file.path, (0, 0))
    clear_old_imports()
    job.refresh_from_db()
    assert (job.state, STORAGE.exists(job.file.name)) == (state, True)


def test_a_file_that_no_import_knows_is_removed_after_a_day(town):
    """Left over where a process died between the rows and the file."""
    lost, fresh = stored("lost", days_old=2), stored("fresh")
    job = start(town, NEW_GRID)
    os.utime(job.file.path, (0, 0))
    other = STORAGE.save("services/2026/03/photo.jpg", ContentFile(b"another matter"))
    os.utime(STORAGE.path(other), (0, 0))
    clear_old_imports()
    assert [STORAGE.exists(name) for name in (lost, fresh, job.file.name, other)] == [False, True, True, True]
    assert imports.clear_lost_files() == 0


def test_lost_files_of_a_bucket_are_found_though_it_has_no_folders(db, monkeypatch):
    """A bucket knows names alone: asked whether a folder is there it says no."""
    lost, asked = stored("lost", days_old=2), []
    there = type(STORAGE._wrapped).exists
    monkeypatch.setattr(
        type(STORAGE._wrapped),
        "exists",
        lambda store, name: asked.append(name) or (not Path(store.path(name)).is_dir() and there(store, name)),
    )
    assert not STORAGE.exists("imports")  # control
    assert (imports.clear_lost_files(), STORAGE.exists(lost)) == (1, False)
    assert asked == ["imports", lost]


def test_nothing_is_lost_where_nothing_was_ever_uploaded(db):
    assert imports.clear_lost_files() == 0


def test_the_schedule_clears_every_night():
    [row] = [row for row in app.conf.beat_schedule.values() if row["task"] == clear_old_imports.name]
    assert (row["schedule"].hour, row["schedule"].minute) == ({3}, {40})
