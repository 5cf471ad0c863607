"""The work report: sentences and figures of one area, on the page, in the workbook, in the document and in the API."""

import io

import docx
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orgtree.boards.rules import check_sentence
from orgtree.boards.services.reports import report
from orgtree.boards.services.sentences import add_sentence, change_sentence
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.errors import RuleBroken
from orgtree.figures.services.figures import fill_figures
from orgtree.models import ReportSentence
from tests.deeds import at, reported, served

OCTOBER = Period.parse("2026-10")
NAMES = ("report", "report-xlsx", "report-docx")
TEXT = "{place}{period}：{volunteers.reported}名、{volunteers.hours}小时"


@pytest.fixture
def busy(town):
    """Two members of East, one of whom served two and a half hours in October."""
    first = reported(town.east_grid, by=town.secretary, accepted_at=at(2026, 10, 1))
    reported(town.east, by=town.secretary, accepted_at=at(2026, 10, 2))
    served(first, at(2026, 10, 4), by=town.west_secretary, hours="2.5", people=1200)
    fill_figures(OCTOBER, as_of=at(2026, 11, 3))
    return town


def address(area, name="report"):
    return f"{reverse(name, args=[area.pk])}?period=2026-10"


def sentence(town, area=None, **changes):
    details = {"area": area or town.street, "label": "自拟", "text": TEXT, "by": town.organisation}
    return add_sentence(**details | changes)


def test_the_declared_sentences_are_readable():
    for declared in registry.sentences.values():
        check_sentence(declared.text, known=registry.figures)


def test_sentences_carry_the_figures_of_the_board(busy):
    sentence(busy)
    shown = {spoken.label: spoken.text for spoken in report(busy.east, OCTOBER).sentences}
    assert shown["自拟"] == "东园社区2026年10月：2名、2.5小时"
    assert "共有2名在职党员到社区报到" in shown["在职党员报到"]
    assert "服务群众1200人次" in shown["志愿服务"]


def test_a_sentence_without_any_number_is_left_out_and_counted(busy):
    """The norm of people at work holds in every community, so its sentence has a number everywhere."""
    told = report(busy.north, OCTOBER)
    assert [spoken.label for spoken in told.sentences] == ["其他保障标准"]
    assert told.left_out == len(registry.sentences) - 1


def test_a_figure_that_is_gone_prints_as_missing(busy):
    kept = sentence(busy)
    ReportSentence.objects.filter(pk=kept.pk).update(text="{volunteers.gone}件，{volunteers.reported}名")
    assert "（暂无）件，2名" in [spoken.text for spoken in report(busy.east, OCTOBER).sentences]


def test_an_areas_sentence_stands_there_and_below_and_nowhere_else(busy):
    kept = sentence(busy, area=busy.street)
    assert list(ReportSentence.objects.shown_for(busy.east_building)) == [kept]
    assert list(ReportSentence.objects.shown_for(busy.district)) == []
    assert list(ReportSentence.objects.shown_for(busy.north)) == []
    change_sentence(sentence_id=kept.pk, label="自拟", text=TEXT, is_active=False, by=busy.organisation)
    assert list(ReportSentence.objects.shown_for(busy.east)) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"text": "没有数字"}, "text"), ({"text": "{nothing}"}, "text"), ({"label": " "}, "label")],
)
def test_a_bad_sentence_is_refused_at_its_field(busy, changes, field):
    with pytest.raises(RuleBroken) as refused:
        sentence(busy, **changes)
    assert (refused.value.field, ReportSentence.objects.count()) == (field, 0)


def test_only_those_who_keep_the_rules_of_the_area_may_add(busy):
    for stranger in (busy.secretary, busy.street_secretary, busy.north_secretary):
        with pytest.raises(RuleBroken) as refused:
            sentence(busy, by=stranger)
        assert refused.value.field == "area"
    kept = sentence(busy)
    with pytest.raises(RuleBroken):
        change_sentence(sentence_id=kept.pk, label="改", text=TEXT, by=busy.street_secretary)


def test_the_page_links_every_number_to_its_rows(busy, client):
    sentence(busy)
    client.force_login(busy.secretary)
    page = client.get(address(busy.east)).content.decode()
    assert f'href="/board/{busy.east.pk}/rows/volunteers.reported/?period=2026-10"' in page
    assert "自拟" in page
    assert "入格率" in page


def status(client, url: str) -> int:
    reply = client.get(url)
    b"".join(reply)  # a file that is sent piece by piece is closed at its end
    return reply.status_code


def test_the_page_of_another_street_is_not_there(busy, client):
    client.force_login(busy.secretary)
    for name in NAMES:
        assert status(client, address(busy.north, name)) == 404
        assert status(client, address(busy.east, name)) == 200
    client.force_login(busy.building_head)  # sees boards, exports nothing
    assert status(client, address(busy.east_building)) == 200
    assert status(client, address(busy.east_building, "report-xlsx")) == 404


def test_the_workbook_says_the_same(busy, client):
    client.force_login(busy.secretary)
    reply = client.get(address(busy.east, "report-xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))
    assert book.sheetnames == ["文字", "指标", "下级对照"]
    lines = {row[0]: row[1] for row in book["文字"].iter_rows(min_row=4, values_only=True)}
    assert "共有2名在职党员到社区报到" in lines["在职党员报到"]


def test_the_document_says_the_same(busy, client):
    client.force_login(busy.secretary)
    reply = client.get(address(busy.east, "report-docx"))
    document = docx.Document(io.BytesIO(reply.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "东园社区工作报表" in text
    assert "共有2名在职党员到社区报到" in text
    cells = {tuple(cell.text for cell in row.cells)[:2] for table in document.tables for row in table.rows}
    assert ("在职党员报到", "2") in cells


def test_the_api_gives_the_same_sentences(busy, client):
    client.force_login(busy.secretary)
    reply = client.get("/api/v1/figures/", {"area": busy.east.pk, "period": "2026-10"}).json()
    assert [one["text"] for one in reply["sentences"]] == [one.text for one in report(busy.east, OCTOBER).sentences]


def test_a_report_asks_few_questions(busy, django_assert_max_num_queries):
    sentence(busy)
    with django_assert_max_num_queries(12):
        report(busy.street, OCTOBER)


def test_an_office_writes_figures_by_their_names(busy, client):
    client.force_login(busy.organisation)
    add = reverse("admin:orgtree_reportsentence_add")
    body = {
        "area": busy.district.pk,
        "label": "报到",
        "text": "{区域名称}有{没有的}名",
        "position": 0,
        "is_active": "on",
    }
    refused = client.post(add, body).content.decode()
    assert "没有“没有的”这个指标" in refused
    assert "{区域名称}有{没有的}名" in refused
    client.post(add, body | {"text": "{区域名称}有{在职党员报到}名"})
    kept = ReportSentence.objects.get()
    assert kept.text == "{place}有{volunteers.reported}名"
    change = reverse("admin:orgtree_reportsentence_change", args=[kept.pk])
    assert "{区域名称}有{在职党员报到}名</textarea>" in client.get(change).content.decode()
    assert (
        "{区域名称}有{在职党员报到}名"
        in client.get(reverse("admin:orgtree_reportsentence_changelist")).content.decode()
    )


def test_the_list_of_sentences_looks_the_names_up_once(busy, client):
    client.force_login(busy.organisation)
    page = reverse("admin:orgtree_reportsentence_changelist")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert "{在职党员报到}名" in client.get(page).content.decode()
        return len(asked)

    sentence(busy)
    queries()  # the session and the posts are read for the first time
    few = queries()
    for number in range(5):
        sentence(busy, label=f"自拟{number}")
    assert queries() == few
