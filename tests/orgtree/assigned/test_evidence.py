"""Files that show what was done for a task: its owner's, cleaned, seen with the task, gone with their rows."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from orgtree.assigned.evidence import add_evidence, remove_evidence
from orgtree.assigned.models import TaskFile
from orgtree.files.shown import file_url
from tests.api import Api
from tests.orgtree.assigned.test_tasks import do, given, page
from tests.orgtree.files.test_files import pdf
from tests.volunteers.refusals import refused
from tests.volunteers.service.test_photos import located, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def task(town, media):
    return do(given(town), "accept", town.grid_worker)


def uploads() -> list:
    return [picture(exif=located()), SimpleUploadedFile("登记表.pdf", pdf())]


def kept(media) -> int:
    return sum(path.is_file() for path in media.rglob("*"))


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_on_the_page_the_owner_adds_and_the_giver_opens(town, task):
    said = {"files": uploads(), "caption": "走访登记表"}
    answer = client_of(town.grid_worker).post(reverse("task-files", args=[task.pk]), said)
    assert answer.headers["Location"] == f"/tasks/{task.pk}/"
    photo, paper = task.files.order_by("pk")
    shown = page(town.secretary, f"/tasks/{task.pk}/").content.decode()
    assert shown.count("走访登记表") == 2
    assert client_of(town.secretary).get(file_url("task-file", photo.pk)).getvalue().startswith(b"\xff\xd8")
    assert b"secret" not in client_of(town.secretary).get(file_url("task-file", paper.pk)).getvalue()
    for stranger in (town.west_secretary, town.auditor):
        sees = page(stranger, f"/tasks/{task.pk}/").status_code == 200
        assert (client_of(stranger).get(file_url("task-file", photo.pk)).status_code == 200) == sees
    assert client_of(town.west_secretary).get(file_url("task-file", photo.pk)).status_code == 404


def test_nobody_but_the_owner_adds_and_only_while_it_is_done(town, task):
    for other in (town.secretary, town.west_secretary):
        with refused("not_found"):
            add_evidence(task_id=task.pk, uploads=uploads(), by=other)
        assert client_of(other).post(reverse("task-files", args=[task.pk]), {"files": uploads()}).status_code == 404
    do(task, "report", town.grid_worker, result="已走访12户")
    with refused("wrong_state"):
        add_evidence(task_id=task.pk, uploads=uploads(), by=town.grid_worker)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (SimpleUploadedFile("x.svg", b"<svg onload=alert(1)>"), "file_bad"),
        (SimpleUploadedFile("x.jpg", pdf()), "file_bad"),
        (SimpleUploadedFile("x.pdf", pdf("123")), "file_locked"),
    ],
)
def test_all_or_none(town, task, media, file, code):
    with refused(code, "files", message="第2个"):
        add_evidence(task_id=task.pk, uploads=[picture(), file], by=town.grid_worker)
    assert (TaskFile.objects.count(), kept(media)) == (0, 0)


def test_nine_and_no_more_and_the_same_once(town, task, media):
    add_evidence(task_id=task.pk, uploads=[picture(size=(60 + n, 40)) for n in range(9)], by=town.grid_worker)
    add_evidence(task_id=task.pk, uploads=[picture(size=(60, 40))], by=town.grid_worker)  # is there already
    with refused("too_many", "files"):
        add_evidence(task_id=task.pk, uploads=[picture(size=(99, 40))], by=town.grid_worker)
    assert (task.files.count(), kept(media)) == (9, 9)


def test_a_caption_with_a_number_is_refused_and_comes_back(town, task):
    said = {"files": uploads(), "caption": "王某 13800000000"}
    answer = client_of(town.grid_worker).post(reverse("task-files", args=[task.pk]), said)
    assert answer.status_code == 422
    assert "王某 13800000000" in answer.content.decode()


def test_taken_away_its_file_goes(town, task, media, django_capture_on_commit_callbacks):
    photo, _ = add_evidence(task_id=task.pk, uploads=uploads(), by=town.grid_worker)
    with refused("not_found"):
        remove_evidence(file_id=photo.pk, by=town.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        address = reverse("task-file-remove", args=[task.pk, photo.pk])
        assert client_of(town.grid_worker).post(address).status_code == 302
    assert (task.files.count(), kept(media)) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        TaskFile.objects.all().delete()
    assert kept(media) == 0


def test_by_api(town, task):
    owner, giver = Api(town.grid_worker), Api(town.secretary)
    added = owner.client.post(f"/api/v1/tasks/{task.pk}/files/", {"files": uploads(), "caption": "登记表"})
    assert (added.status_code, len(added.json())) == (201, 2)
    assert [one["caption"] for one in giver.get(f"tasks/{task.pk}/files/").json()] == ["登记表"] * 2
    assert Api(town.west_secretary).get(f"tasks/{task.pk}/files/").status_code == 404
