"""Files that people attach: nothing is kept but what is meant to be seen, and one address asks who looks."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cocon.models import Wish
from orgtree.declare import registry
from orgtree.files import file_url
from orgtree.services.files import WRONG_ENDING, clean_attachment
from tests.canaries import plant
from tests.volunteers.refusals import refused
from tests.volunteers.service.test_photos import picture
from tests.volunteers.team_people import signed_in
from volunteers.models import DeedReport, ServiceRecord, SessionPhoto

ROWS = {
    "wish-photo": (Wish, "photo"),
    "service-photo": (ServiceRecord, "photo"),
    "timeline-photo": (ServiceRecord, "photo"),
    "session-photo": (SessionPhoto, "picture"),
    "timeline-session-photo": (SessionPhoto, "picture"),
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
    document.attachments["secret.txt"] = b"secret"
    out = BytesIO()
    document.save(out, encryption=pikepdf.Encryption(user=password, owner=password) if password else False)
    return out.getvalue()


def uploaded(content: bytes, name: str = "证明.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_pdf_keeps_its_pages_and_nothing_else():
    before = pikepdf.open(BytesIO(pdf()))
    assert before.docinfo  # control: there was something to lose
    assert before.attachments
    kept = clean_attachment(uploaded(pdf()))
    after = pikepdf.open(kept)
    assert len(after.pages) == 1
    assert not after.docinfo
    assert not after.attachments
    assert not {"/OpenAction", "/Metadata", "/Names"} & {*after.Root.keys()}
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
        clean_attachment(uploaded(content, name))


def test_a_name_that_says_something_else_is_refused():
    for content, name in ((pdf(), "照片.jpg"), (picture().read(), "证明.pdf"), (pdf(), "证明.exe")):
        with refused("file_bad", "file", message=WRONG_ENDING):
            clean_attachment(uploaded(content, name))
    clean_attachment(uploaded(picture("PNG").read(), "截图.jpg"))  # which picture it is, phones mix up
    clean_attachment(uploaded(pdf(), "证明"))


def test_every_kind_of_file_is_known_here():
    assert ROWS.keys() <= registry.files.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ROWS)
def test_a_neighbour_opens_no_file(town, settings, tmp_path, key):
    settings.MEDIA_ROOT = tmp_path
    planted = plant(town)
    model, field = ROWS[key]
    row = model.objects.get(pk=planted[model._meta.label_lower])
    getattr(row, field).save("canary.jpg", ContentFile(picture().read()))
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
