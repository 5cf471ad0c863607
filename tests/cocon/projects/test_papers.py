"""Papers of a project: what is to be there after each step, ticked off as a file or by where it is kept, left and found again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cocon.models import PaperKind, ProjectPaper
from cocon.projects.rules.paperwork import Facts, Paper, lacking_of, steps_of
from cocon.projects.services.papers import paper_acts
from cocon.projects.services.paperwork import facts_on, next_told
from cocon.projects.services.projects import project_acts
from orgtree.acts import make, perform_one
from tests.cocon.needs.world import unit_with_clerk
from tests.cocon.projects.world import begun, closed, heard, running
from tests.orgtree.files.test_files import pdf
from tests.volunteers.refusals import refused
from tests.volunteers.service.test_photos import picture
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def kind(code: str) -> PaperKind:
    return PaperKind.objects.get(code=code)


def filed(town, project, code="minutes", *, words="", file=None, by=None):
    said = {"project": project, "kind": kind(code), "words": words, "file": file}
    return make(paper_acts, "file", by=by or town.secretary, **said)


def test_what_is_lacking_is_what_the_steps_that_are_done_ask_for():
    papers = (Paper("hearing", "记录", False), Paper("publicity", "照片", True), Paper("approval", "审批表", False))
    facts = Facts(state="asked", has_money=True, today=None, papers=papers)
    assert lacking_of(facts) == ("记录",)
    assert [len(step.papers) for step in steps_of(facts)] == [1, 1, 1, 0, 0, 0, 0]


def test_a_paper_is_ticked_off_and_found_again(town):
    project = heard(town)
    assert next_told(project) == "开始公示；缺材料1份"
    filed(town, project, words="社区档案柜三层")
    project.__dict__.pop("facts", None)
    assert next_told(project) == "开始公示"
    page = signed_in(town.clerk).get(f"/desk/cocon/project/{project.pk}/change/").content.decode()
    for words in ("✓议事听证会议记录", "○公示照片", "社区档案柜三层"):
        assert words in page, words


def test_a_file_is_kept_clean_and_opened_by_who_sees_the_project(town):
    paper = filed(town, begun(town), file=SimpleUploadedFile("记录.pdf", pdf())).row
    assert paper.file.name.endswith(".pdf")
    with paper.file.open() as stored:
        assert b"alert" not in stored.read()
    for user, status in ((town.clerk, 200), (town.street_secretary, 200), (town.west_secretary, 404)):
        reply = signed_in(user).get(f"/files/project-paper/{paper.pk}/")
        assert reply.status_code == status, user
        if status == 200:
            for close in reply._resource_closers:  # closing the reply would close the test's connection as well
                close()


def test_the_same_file_is_once_and_another_is_another(town):
    project = begun(town)
    first = filed(town, project, "photos", file=picture())
    again = filed(town, project, "photos", file=picture(), by=town.clerk)
    other = filed(town, project, "photos", file=picture(size=(50, 50)))
    assert (again.row.pk, again.is_new, other.is_new) == (first.row.pk, False, True)
    assert ProjectPaper.objects.count() == 2


def test_neither_file_nor_place_is_no_paper(town):
    with refused("words", "words"):
        filed(town, begun(town))
    with refused("file_bad", "file"):
        filed(town, begun(town), file=SimpleUploadedFile("a.exe", b"MZ" + b"0" * 99))
    assert not ProjectPaper.objects.exists()


def test_so_many_files_of_a_kind(town, monkeypatch):
    project = begun(town)
    for number in range(9):
        filed(town, project, "photos", file=picture(size=(20 + number, 20)))
    with refused("too_many", "file"):
        filed(town, project, "photos", file=picture(size=(99, 99)))


def test_an_area_asks_for_papers_of_its_own(town):
    PaperKind.objects.create(code="quotes", step="hearing", name="三家报价", area=town.street)
    assert lacking_of(facts_on(heard(town))) == ("议事听证会议记录", "三家报价")
    PaperKind.objects.update(is_active=False)
    assert next_told(heard(town, title="另一项目")) == "开始公示"


def test_a_paper_that_is_not_asked_for_there_is_refused(town):
    PaperKind.objects.create(code="quotes", step="hearing", name="三家报价", area=town.north)
    with refused("not_found", "kind"):
        filed(town, begun(town), "quotes", words="档案柜")


def test_what_was_filed_wrongly_is_taken_off_with_its_file(town, django_capture_on_commit_callbacks):
    paper = filed(town, begun(town), file=picture()).row
    storage, name = paper.file.storage, paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        perform_one(paper_acts, "remove", pk=paper.pk, by=town.clerk)
    assert not storage.exists(name)


def test_what_is_closed_keeps_its_papers(town):
    project = running(town)
    paper = filed(town, project, words="档案柜").row
    closed_one = closed(town, begun(town, yuan=50, title="第二项"), total=50)
    with refused("wrong_state", "project"):
        filed(town, closed_one, words="档案柜")
    paper.project = closed_one
    paper.save()
    with refused("wrong_state"):
        perform_one(paper_acts, "remove", pk=paper.pk, by=town.secretary)


def test_the_unit_that_does_it_files_its_own(town):
    around = unit_with_clerk(town, "danwei", "第一小学")
    project, other = begun(town, unit=around.unit), begun(town, title="别的项目")
    assert filed(town, project, "photos", words="学校档案室", by=around.clerk).is_new
    with refused("not_found", "project"):
        filed(town, other, "photos", words="学校档案室", by=around.clerk)


def test_on_the_desk_with_a_file(town):
    project, client = begun(town), signed_in(town.secretary)
    said = {"kind": kind("notice").pk, "words": "", "file": picture()}
    page = f"/desk/cocon/project/{project.pk}/act/file/"
    assert "multipart/form-data" in client.get(page).content.decode()
    reply = client.post(page, said)
    assert reply.status_code == 302, reply.content.decode()[:2000]
    assert ProjectPaper.objects.get().file


def test_the_unit_files_on_its_phone_and_opens_what_it_filed(town):
    around, stranger = unit_with_clerk(town, "danwei", "第一小学"), unit_with_clerk(town, "danwei2", "第二小学")
    project, client = heard(town, unit=around.unit), signed_in(around.clerk)
    address = f"/u/projects/{project.pk}/papers/"
    page = client.get(f"/u/projects/{project.pk}/").content.decode()
    for words in (address, "○议事听证会议记录", "还没有登记材料"):
        assert words in page, words
    assert "multipart/form-data" in client.get(address).content.decode()
    refused_page = client.post(address, {"kind": kind("minutes").pk, "words": ""})
    assert (refused_page.status_code, "请选择文件，或写明" in refused_page.content.decode()) == (422, True)
    reply = client.post(address, {"kind": kind("minutes").pk, "words": "", "file": picture()})
    assert (reply.status_code, reply.headers.get("Location")) == (302, f"/u/projects/{project.pk}/")
    page, paper = client.get(f"/u/projects/{project.pk}/").content.decode(), ProjectPaper.objects.get()
    for words in ("✓议事听证会议记录", f"/files/project-paper/{paper.pk}/"):
        assert words in page, words
    for user, status in ((around.clerk, 200), (stranger.clerk, 404)):
        reply = signed_in(user).get(f"/files/project-paper/{paper.pk}/")
        assert reply.status_code == status, user
        if status == 200:
            for close in reply._resource_closers:  # closing the reply would close the test's connection as well
                close()
    assert signed_in(stranger.clerk).get(address).status_code == 404


def test_what_has_ended_offers_no_paper_to_the_unit(town):
    around = unit_with_clerk(town, "danwei", "第一小学")
    project, client = begun(town, unit=around.unit), signed_in(around.clerk)
    address, page = f"/u/projects/{project.pk}/papers/", f"/u/projects/{project.pk}/"
    assert address in client.get(page).content.decode()  # control
    perform_one(project_acts, "withdraw", pk=project.pk, by=town.secretary, reason="与街道项目重复")
    assert address not in client.get(page).content.decode()
    reply = client.get(address, follow=True)
    assert "已经结束" in reply.content.decode()
