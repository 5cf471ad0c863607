"""The result sheet, the letter of feedback, the bundle for the archive."""

import io
import json
import re
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from assessments.models import Outcome, PollSubject, PollText
from assessments.results.services.papers import letter_of
from tests.api import Api
from tests.assessments.results import world
from tests.assessments.results.test_sources import counted_poll
from tests.assessments.schemes.world import office
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def words_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_the_sheet_has_what_the_pages_have(town):
    row = world.decided(town, ["89.99", "85", "80"])
    client = signed_in(office(town))
    words = words_of(client.get(reverse("round-results", args=[row.pk, "docx"])).content)
    assert "89.99" in words  # the same number as page and API (A22)
    assert "只在最后四舍五入一次" in words
    assert client.get(reverse("round-results", args=[row.pk, "pdf"])).content.startswith(b"%PDF")
    assert client.get(reverse("round-results", args=[row.pk, "exe"])).status_code == 404
    for user in (town.street_secretary, town.secretary, town.admin):
        assert signed_in(user).get(reverse("round-results", args=[row.pk, "docx"])).status_code == 404


def test_the_letter_is_the_subjects_once_it_is_shown(town):
    row = world.decided(town, ["95", "85", "80"])
    outcome = world.outcome_of(row, town.street)
    address = reverse("outcome-letter", args=[outcome.pk, "docx"])
    client = signed_in(town.street_secretary)
    assert client.get(address).status_code == 404
    world.let_publicity_pass(town, row)
    assert "考评组3张评分表的平均" in words_of(client.get(address).content)
    assert signed_in(town.west_secretary).get(address).status_code == 404


def test_the_bundle_has_each_trace_and_an_altered_one_is_named(town):
    row = world.published(town, ["95", "85", "80"])
    Outcome.objects.of_round(row).first().addends.update(note="改过")
    content = signed_in(office(town)).get(reverse("round-archive", args=[row.pk])).content
    with ZipFile(io.BytesIO(content)) as bundle:
        assert sorted(bundle.namelist()) == ["results.json", "sheet.docx", "sheet.pdf"]
        results = json.loads(bundle.read("results.json"))["results"]
    assert [one["digest"] == one["recomputed"] for one in results] == [False, True, True]


def test_a22_ninety_three_is_93_00_wherever_it_is_shown(town):
    """The desk's list and page, the subject's page, sheet and letter in .docx, the workbook of the list, the API."""
    row = world.decided(town, ["93", "85", "80"])
    world.let_publicity_pass(town, row)
    outcome = world.outcome_of(row, town.street)
    desk, own = signed_in(office(town)), signed_in(town.street_secretary)
    pages = {
        "list": desk.get(reverse("admin:assessments_outcome_changelist")),
        "row": desk.get(reverse("admin:assessments_outcome_change", args=[outcome.pk])),
        "committee": desk.get(reverse("round-committee", args=[row.pk])),
        "own": own.get(reverse("outcome", args=[outcome.pk])),
    }
    assert {name for name, page in pages.items() if "93.00" not in page.content.decode()} == set()
    for name in ("list", "row", "own"):
        assert not re.search(r"(?<![\d.])93(?![\d.])", strip_tags(pages[name].content.decode())), name
    for name, key in (("round-results", row.pk), ("outcome-letter", outcome.pk)):
        assert "93.00" in words_of(desk.get(reverse(name, args=[key, "docx"])).content)
    assert Api(office(town)).get(f"round-outcomes/{outcome.pk}/").json()["total"] == 93  # a number, as all of the API
    reply = desk.get(reverse("admin:assessments_outcome_sheet"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))
    [cell] = [cell for line in book.active.iter_rows() for cell in line if cell.value == 93]
    assert cell.number_format == "#,##0.00"


def test_what_voters_wrote_is_in_the_letter_once_the_desk_lets_it_be(town):
    _, subject = counted_poll(town, {"C1": {"good": 6}})
    about = PollSubject.objects.get(of_round=subject)
    outcome = Outcome.objects.create(subject=subject, composed_at=timezone.now())
    rows = [
        PollText.objects.create(poll=about.poll, subject=about, text=text)
        for text in ("多到楼道走走", "会议材料早发", "不反馈的")
    ]
    assert "民主测评意见" not in dict(letter_of(outcome).boxes)
    PollText.objects.filter(pk__in=[row.pk for row in rows[:2]]).update(state="shown")
    PollText.objects.filter(pk=rows[2].pk).update(state="hidden", reason="看得出是谁")
    told = dict(letter_of(outcome).boxes)["民主测评意见"]
    assert sorted(line[3:] for line in told.split("\n")) == ["会议材料早发", "多到楼道走走"]
