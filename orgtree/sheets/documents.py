"""Writing .docx as offices file them: A4, Chinese type, title, meta line, ruled tables, signature lines, page numbers.

Title 黑体, running text 仿宋, tables 宋体. Text is data: it is written as characters, never as markup, and
characters that XML cannot hold are left out. A table's headings are repeated on each page it runs over.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from orgtree.days.rules.words import say_day
from orgtree.sheets.workbooks import plain

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SONG, FANG_SONG, HEI = "宋体", "仿宋", "黑体"
SHORT_EDGE, LONG_EDGE = Cm(21), Cm(29.7)
MARGIN = Cm(2)
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HAND_CM = 0.9  # the least height of a row that a hand may have to fill in
DATE_LINE = "      年    月    日"
LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


class Document:
    """A document that is written from top to bottom; `meta` is the line under the title (填报单位、时间、编号)."""

    def __init__(self, title: str, *, meta: str = "", landscape: bool = False):
        self._docx = new_document()
        self._lay_out(landscape)
        self._set_type()
        self._describe(title)
        self.title(title, meta=meta)

    # --- What is written ---------------------------------------------------------------------------------------------

    def title(self, text: str, *, meta: str = "") -> None:
        """A centred title, with its meta line when there is one."""
        self._paragraph(text, HEI, 18, align=CENTRE, after=6)
        if meta:
            self._paragraph(meta, SONG, 10.5, align=CENTRE, after=6)

    def heading(self, text: str) -> None:
        self._paragraph(text, HEI, 13, before=8, after=4)

    def paragraph(self, text: str, *, indented: bool = True) -> None:
        """Running text, its first line two characters in."""
        written = self._paragraph(text, FANG_SONG, 13, after=4)
        written.paragraph_format.line_spacing = 1.3
        if indented:
            written.paragraph_format.first_line_indent = Pt(26)

    def note(self, text: str, *, align=LEFT) -> None:
        """Small print."""
        self._paragraph(text, SONG, 9.5, align=align, after=2)

    def facts(self, pairs: Sequence[tuple[str, Any]], *, across: int = 2) -> None:
        """A ruled table of label and value, `across` pairs in a row; a pair alone in the last row has all its width."""
        rows = [pairs[start : start + across] for start in range(0, len(pairs), across)]
        table = self._table(len(rows), across * 2, [1.3, 2.7] * across)
        for cells, row in zip(table, rows, strict=True):
            for place, (label, value) in enumerate(row):
                self._fill(cells[place * 2], label, HEI, align=CENTRE)
                self._fill(cells[place * 2 + 1], plain(value))
            if len(row) < across:
                cells[len(row) * 2 - 1].merge(cells[-1])
            self._height(cells[0], HAND_CM, exact=False)

    def boxes(self, pairs: Sequence[tuple[str, str]], *, height_cm: float = 2.4) -> None:
        """Wide rows of label and text, as high as a hand needs (意见、评价); `text` may be empty."""
        table = self._table(len(pairs), 2, [1.3, 6.7])
        for cells, (label, text) in zip(table, pairs, strict=True):
            self._fill(cells[0], label, HEI, align=CENTRE)
            self._fill(cells[1], text)
            self._height(cells[0], height_cm, exact=False)

    def table(
        self, headings: Sequence[str], rows: Sequence[Sequence[Any]], *, widths: Sequence[float] | None = None
    ) -> None:
        """A ruled table; `widths` are proportions. Rows are not torn between pages, headings stand on each."""
        table = self._table(len(rows) + 1, len(headings), widths or [1] * len(headings))
        for cell, text in zip(table[0], headings, strict=True):
            self._fill(cell, text, HEI, align=CENTRE)
        self._mark_row(table[0][0], "w:tblHeader")
        for cells, row in zip(table[1:], rows, strict=True):
            self._mark_row(cells[0], "w:cantSplit")
            for cell, value in zip(cells, row, strict=True):
                self._fill(cell, plain(value))
            if not any(row):
                self._height(cells[0], HAND_CM, exact=False)

    def signatures(self, *parties: str) -> None:
        """One line to sign and date for each party, side by side two at a time."""
        self._paragraph("", SONG, 10.5, after=4)
        rows = [parties[start : start + 2] for start in range(0, len(parties), 2)]
        table = self._table(len(rows), 2, [1, 1], ruled=False)
        for cells, row in zip(table, rows, strict=True):
            for cell, party in zip(cells, row, strict=False):
                self._fill(cell, f"{party}：\n（签名或盖章）\n{DATE_LINE}", FANG_SONG, size=12)
                self._height(cell, 2.2, exact=False)

    def cut_line(self, words: str) -> None:
        """Where a receipt is torn off."""
        self._paragraph(f"………………………… {words} …………………………", SONG, 10.5, align=CENTRE, before=10, after=10)

    def slips(self, slips: Sequence[Sequence[str]], *, height_cm: float) -> None:
        """Slips of one height under each other, to be cut apart: the first line of each is its title."""
        table = self._table(len(slips), 1, [1])
        for (cell,), (title, *lines) in zip(table, slips, strict=True):
            self._height(cell, height_cm, exact=True)
            self._fill(cell, title, HEI, align=CENTRE, size=12)
            for line in lines:
                self._run(cell.add_paragraph(), line, SONG, 10)

    def next_page(self, title: str, *, meta: str = "") -> None:
        """Begin a new page with a title of its own: many forms in one file."""
        self._docx.add_page_break()
        self.title(title, meta=meta)

    def stamp(self, text: str) -> None:
        """A line in the foot of every page: who made this print, and when."""
        self._run(self._docx.sections[0].footer.add_paragraph(), text, SONG, 8, align=CENTRE)

    def as_bytes(self) -> bytes:
        buffer = BytesIO()
        self._docx.save(buffer)
        return buffer.getvalue()

    # --- How it looks ------------------------------------------------------------------------------------------------

    def _lay_out(self, landscape: bool) -> None:
        section = self._docx.sections[0]
        section.page_width, section.page_height = (LONG_EDGE, SHORT_EDGE) if landscape else (SHORT_EDGE, LONG_EDGE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        self._width = section.page_width - 2 * MARGIN
        self._number(section.footer.paragraphs[0])

    def _set_type(self) -> None:
        """The base of all text: 宋体, Chinese, so that Word hyphenates and checks nothing as English."""
        style = self._docx.styles["Normal"]
        style.font.size = Pt(10.5)
        properties = style.element.get_or_add_rPr()
        _set_font(properties, SONG)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
        properties.append(language)

    def _describe(self, title: str) -> None:
        about = self._docx.core_properties
        about.title, about.author, about.comments, about.language = clean(title)[:255], "", "", "zh-CN"

    def _number(self, foot) -> None:
        """第 X 页，共 Y 页."""
        foot.alignment = CENTRE
        for word, code in (("第", "PAGE"), ("页，共", "NUMPAGES")):
            self._run(foot, word, SONG, 9)
            _add_field(foot.add_run(), code)
        self._run(foot, "页", SONG, 9)

    def _paragraph(self, text: str, font: str, size: float, *, align=LEFT, before: float = 0, after: float = 0):
        paragraph = self._docx.add_paragraph()
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
        self._run(paragraph, text, font, size, align=align)
        return paragraph

    def _run(self, paragraph, text: str, font: str, size: float, *, align=None) -> None:
        run = paragraph.add_run(clean(text))
        run.font.size = Pt(size)
        _set_font(run._element.get_or_add_rPr(), font)
        if align is not None:
            paragraph.alignment = align

    def _table(self, rows: int, columns: int, widths: Sequence[float], *, ruled: bool = True) -> list[list]:
        """The cells of a new table over the whole width, row by row; a small gap keeps it from the next one."""
        table = self._docx.add_table(rows, columns)
        table.style = "Table Grid" if ruled else "Normal Table"
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        wide = [int(self._width * share / sum(widths)) for share in widths]
        for column, width in zip(table.columns, wide, strict=True):
            column.width = width
        cells = [list(row.cells) for row in table.rows]
        for row in cells:
            for cell, width in zip(row, wide, strict=True):
                cell.width = width
        gap = self._docx.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(6)
        return cells

    def _fill(self, cell, text: str, font: str = SONG, *, align=None, size: float = 10.5) -> None:
        self._run(cell.paragraphs[0], text, font, size, align=align)

    @staticmethod
    def _mark_row(cell, mark: str) -> None:
        cell._tc.getparent().get_or_add_trPr().append(OxmlElement(mark))

    @staticmethod
    def _height(cell, height_cm: float, *, exact: bool) -> None:
        row = cell._tc.getparent()
        row.trHeight_val = Cm(height_cm)
        row.trHeight_hRule = WD_ROW_HEIGHT_RULE.EXACTLY if exact else WD_ROW_HEIGHT_RULE.AT_LEAST


def clean(text: str) -> str:
    """`text` without the characters that an XML file cannot hold."""
    return NOT_XML.sub("", text)


def _set_font(properties, font: str) -> None:
    """One typeface for all scripts: without the East Asian one Word shows Chinese in the font of its theme."""
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def _add_field(run, code: str) -> None:
    """A field that the reader's program fills in: PAGE, NUMPAGES."""
    run.font.size = Pt(9)
    for kind in ("begin", None, "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = code
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._element.append(part)


def docx_response(request, name: str, document: Document) -> HttpResponse:
    """The document to be saved as `name` (Chinese, ending included), stamped with who printed it and when."""
    document.stamp(f"打印人：{request.user.get_full_name()}　打印时间：{plain(timezone.now())}")
    return docx_reply(name, document)


def docx_reply(name: str, document: Document) -> HttpResponse:
    """The document to be saved as `name`, as it is: for papers that are handed on and name nobody."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(document.as_bytes(), content_type=DOCX, headers={"Content-Disposition": disposition})


def day_in_words(moment: datetime | None = None) -> str:
    """2026年11月29日: the local day of an aware moment, of now where none is given."""
    return say_day(timezone.localdate(moment))
