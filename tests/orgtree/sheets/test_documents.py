"""Word documents: what is written comes back as it was, in Chinese type, on A4."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace
from urllib.parse import quote
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from orgtree.sheets.documents import HEI, SONG, Document, docx_response

HOSTILE = "<w:p>&amp;</w:p>\x00\x0b{{x}}"


def reopened(document: Document):
    return docx.Document(BytesIO(document.as_bytes()))


def written(document: Document) -> str:
    """Everything that the document says, tables included."""
    again = reopened(document)
    cells = [cell.text for table in again.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in again.paragraphs), *cells])


def test_a_document_is_a4_with_title_meta_and_page_numbers():
    again = reopened(Document("报到单", meta="编号：1"))
    section = again.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert [paragraph.text for paragraph in again.paragraphs[:2]] == ["报到单", "编号：1"]
    assert [node.text for node in section.footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert (again.core_properties.title, again.core_properties.author, again.core_properties.comments) == (
        "报到单",
        "",
        "",
    )


def test_landscape_lies_across():
    section = reopened(Document("一览表", landscape=True)).sections[0]
    assert section.page_width > section.page_height


def test_chinese_type_is_named_for_east_asian_text():
    document = Document("报到单")
    document.paragraph("正文")
    again = reopened(document)
    fonts = {run._element.rPr.rFonts.get(qn("w:eastAsia")) for line in again.paragraphs for run in line.runs}
    assert fonts == {HEI, "仿宋"}
    assert again.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == SONG


def test_tables_repeat_their_headings_and_keep_rows_whole():
    document = Document("一览表")
    document.table(["序号", "姓名", "日期"], [[1, "张试", date(2026, 5, 1)], [2, "李试", None]], widths=[1, 2, 2])
    table = reopened(document).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "姓名", "日期"],
        ["1", "张试", "2026-05-01"],
        ["2", "李试", ""],
    ]
    marks = [[node.tag for node in row._tr.trPr] for row in table.rows]
    assert marks == [[qn("w:tblHeader")], [qn("w:cantSplit")], [qn("w:cantSplit")]]


def test_facts_stand_in_pairs_and_a_last_one_has_the_row():
    document = Document("登记表")
    document.facts([("姓名", "张试"), ("单位", "第一中学"), ("备注", "无")])
    table = reopened(document).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["姓名", "张试", "单位", "第一中学"]
    assert [cell.text for cell in table.rows[1].cells] == ["备注", "无", "无", "无"]  # one cell, three columns wide


def test_signature_lines_boxes_and_slips():
    document = Document("反馈表")
    document.boxes([("社区评价", ""), ("本人意见", "同意")])
    document.signatures("社区党组织", "单位党组织", "本人")
    document.slips([["回执", "第一行"], ["回执", "第二行"]], height_cm=8)
    boxes, signed, slips = reopened(document).tables
    assert boxes.rows[1].cells[1].text == "同意"
    assert all("年    月    日" in cell.text for cell in (*signed.rows[0].cells, signed.rows[1].cells[0]))
    assert [round(row.height.cm, 1) for row in slips.rows] == [8.0, 8.0]
    assert slips.rows[1].cells[0].text == "回执\n第二行"


@pytest.mark.parametrize("put", ["heading", "paragraph", "note", "cut_line", "next_page"])
def test_text_is_data_and_never_markup(put):
    document = Document(HOSTILE)
    getattr(document, put)(HOSTILE)
    assert written(document).count("<w:p>&amp;</w:p>{{x}}") == 2


def test_the_reply_names_its_file_in_chinese_and_says_who_printed_it():
    request = SimpleNamespace(user=SimpleNamespace(get_full_name=lambda: "东园书记"))
    reply = docx_response(request, "报到单（张试）.docx", Document("报到单"))
    assert quote("报到单（张试）.docx") in reply["Content-Disposition"]
    assert reply["Content-Type"].endswith("wordprocessingml.document")
    with ZipFile(BytesIO(reply.content)) as parts:
        feet = "".join(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
    assert "打印人：东园书记" in feet


def test_margins_leave_the_width_to_tables():
    document = Document("一览表")
    document.table(["甲", "乙"], [], widths=[1, 3])
    narrow, wide = (column.width for column in reopened(document).tables[0].columns)
    assert abs(narrow + wide - Cm(17)) < Cm(0.1)
    assert round(wide / narrow, 1) == 3.0
