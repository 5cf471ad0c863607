"""Files that people attach: nothing is kept but what is meant to be seen, and one address asks who looks."""

from io import BytesIO

import pikepdf
import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import FileField, UniqueConstraint
from django.test import Client

from cocon.models import Wish
from orgtree.declare import registry
from orgtree.files.erasing import Stock
from orgtree.files.models import AttachedFileField, Attachment, CleanFile, UncleanFile
from orgtree.files.rules import WRONG_ENDING
from orgtree.files.services import clean_file
from orgtree.files.shown import file_url
from tests.canaries import plant
from tests.volunteers.refusals import refused
from tests.volunteers.service.test_photos import picture
from tests.volunteers.team_people import signed_in
from volunteers.models import DeedReport, ServiceRecord, SessionPhoto

ROWS = {
    "wish-photo": (Wish, "photo"),
    "service-photo": (ServiceRecord, "photo"),
    "timeline-photo": (ServiceRecord, "photo"),
    "session-photo": (SessionPhoto, "file"),
    "timeline-session-photo": (SessionPhoto, "file"),
    "deed-file": (DeedReport, "file"),
}
WRITTEN = "张三 13800000000"


def pdf(password: str = "") -> bytes:
    """One blank page, with an author, a script and a file inside."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Author"] = WRITTEN
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [WRITTEN]
    document.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.attachments["secret.txt"] = b"secret"  # also named by /AF
    inside = pikepdf.AttachedFileSpec(document, b"secret", filename="secret.txt").obj
    pin = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=inside)
    document.pages[0].obj.Annots = pikepdf.Array([pin])
    out = BytesIO()
    document.save(out, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return out.getvalue()


def uploaded(content: bytes, name: str = "证明.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_pdf_keeps_its_pages_and_nothing_else():
    before = pikepdf.open(BytesIO(pdf()))
    assert before.docinfo  # control: there was something to lose
    assert before.attachments
    kept = clean_file(uploaded(pdf()))
    after = pikepdf.open(kept)
    assert len(after.pages) == 1
    assert not after.docinfo
    assert not after.attachments
    assert not {"/OpenAction", "/Metadata", "/Names"} & {*after.Root.keys()}
    assert not [
        one for one in after.objects if isinstance(one, pikepdf.Dictionary) and {"/EF", "/AF", "/JS"} & {*one.keys()}
    ]
    assert [b"secret" in content for content in (pdf(), kept.open("rb").read())] == [True, False]
    assert "证明" not in kept.name


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"%PDF-1.7 cut off", "证明.pdf", "file_bad"),
        (b"", "证明.pdf", "file_bad"),
        (b"<svg onload=alert(1)>", "证明.svg", "file_bad"),
        (pdf("123"), "证明.pdf", "file_locked"),
    ],
)
def test_what_cannot_be_read_is_refused(content, name, code):
    with refused(code, "file"):
        clean_file(uploaded(content, name))


def test_a_name_that_says_something_else_is_refused():
    for content, name in ((pdf(), "照片.jpg"), (picture().read(), "证明.pdf"), (pdf(), "证明.exe")):
        with refused("file_bad", "file", message=WRONG_ENDING):
            clean_file(uploaded(content, name))
    clean_file(uploaded(picture("PNG").read(), "截图.jpg"))  # which picture it is, phones mix up
    clean_file(uploaded(pdf(), "证明"))


def faults(models) -> set[str]:
    """What is wrong with the columns of files of these models: each is of the kind that takes only clean files, and declared whole."""
    found = set()
    for model in models:
        for column in model._meta.get_fields():
            if isinstance(column, FileField) and not model.__name__.endswith("Event"):
                found |= {f"{model._meta.label}.{column.name}: {fault}" for fault in faults_of(model, column)}
    return found


def with_words() -> list[Stock]:
    """The stocks that erase words and files; the others have none."""
    return [stock for stock in registry.stocks if isinstance(stock, Stock)]


def faults_of(model, column):
    if not isinstance(column, AttachedFileField):
        yield "takes files as they are uploaded"
        return
    declared = [one for one in registry.files.values() if (one.model, one.field) == (model, column.name)]
    if not declared:
        yield "nobody says who may open it"
        return
    [file] = declared
    if not file.nobody:
        words = registry.words.get(model)
        stocks = [stock for stock in with_words() if stock.words.model is model and column.name in stock.words.files]
        yield from () if words and column.name in words.files else ["stays when the account is closed"]
        yield from () if file.own_data in registry.own_data else ["is not in the copy of one's data"]
        yield from () if {stock.key for stock in stocks} == {file.kept} else ["has no term"]
    if issubclass(model, Attachment):
        unique = {
            constraint.fields for constraint in model._meta.constraints if isinstance(constraint, UniqueConstraint)
        }
        yield from () if (model.owner, "digest") in unique else ["may stand twice on a row"]


# What a clerk uploads to be read: no attachment, opened by nobody again, deleted within days (orgtree/imports/services/upkeep.py).
SHEETS = {f"orgtree.ImportJob.{column}: takes files as they are uploaded" for column in ("file", "refused")}


def test_every_column_of_files_is_declared_whole():
    assert faults(apps.get_models()) == SHEETS


@pytest.mark.parametrize(
    ("shelf", "key", "fault"),
    [
        ("files", "deed-file", "nobody says who may open it"),
        ("words", DeedReport, "stays when the account is closed"),
        ("own_data", "volunteers.deedreport", "is not in the copy of one's data"),
    ],
)
def test_control_what_is_left_out_of_a_declaration_is_found(monkeypatch, shelf, key, fault):
    monkeypatch.delitem(getattr(registry, shelf), key)
    assert faults([DeedReport]) == {f"volunteers.DeedReport.file: {fault}"}


def test_control_a_file_without_a_term_or_that_may_stand_twice_is_found(monkeypatch):
    monkeypatch.setattr(registry, "stocks", [])
    monkeypatch.setattr(SessionPhoto._meta, "constraints", [])
    lost = {f"volunteers.SessionPhoto.file: {fault}" for fault in ("has no term", "may stand twice on a row")}
    assert faults([SessionPhoto]) == lost


@pytest.mark.django_db
def test_nothing_is_stored_as_it_was_uploaded(town, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = DeedReport.objects.get(pk=plant(town)["volunteers.deedreport"])
    row.file = uploaded(pdf())
    with pytest.raises(UncleanFile), transaction.atomic():
        row.save()
    with pytest.raises(UncleanFile):
        row.file.save("x.pdf", ContentFile(pdf()))
    assert not [*tmp_path.rglob("*.pdf")]
    row.file = clean_file(uploaded(pdf()))
    row.save()  # control
    assert [*tmp_path.rglob("*.pdf")]


def test_every_kind_of_file_is_known_here():
    assert ROWS.keys() <= registry.files.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ROWS)
def test_a_neighbour_opens_no_file(town, settings, tmp_path, key):
    settings.MEDIA_ROOT = tmp_path
    planted = plant(town)
    model, field = ROWS[key]
    row = model.objects.get(pk=planted[model._meta.label_lower])
    getattr(row, field).save("canary.jpg", CleanFile(picture().read()))
    address = file_url(key, row.pk)
    if not key.startswith("timeline"):  # there a consent decides, and its own tests look
        assert signed_in(town.secretary).get(address).getvalue().startswith(b"\xff\xd8")  # control
    for stranger in (town.west_secretary, town.auditor):
        assert signed_in(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert signed_in(town.secretary).get(file_url(key, row.pk + 99)).status_code == 404


@pytest.mark.django_db
def test_a_kind_that_nobody_declares_is_not_there(town):
    assert signed_in(town.secretary).get(file_url("any", 1)).status_code == 404
