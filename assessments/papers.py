"""What this app hands out on A4: the same facts, table, boxes and places to sign as PDF and .docx."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse

from orgtree.files.pdf import pdf_reply, render_pdf
from orgtree.sheets.documents import Document, docx_reply

TEMPLATE = "case_paper.typ"


@dataclass(frozen=True)
class SignedPaper:
    """One paper: facts in pairs, a table, boxes to be read or filled in by hand, who signs it; nobody is named."""

    title: str
    number: str
    facts: list[tuple[str, str]]
    headings: list[str]
    rows: list[list[str]]
    widths: list[int]
    boxes: list[tuple[str, str]]
    stamps: list[str]
    file_name: str

    def as_document(self) -> Document:
        """The paper on A4, to be worked on."""
        document = Document(self.title, meta=f"编号：{self.number}")
        document.facts(self.facts)
        document.table(self.headings, self.rows, widths=self.widths)
        document.boxes(self.boxes)
        document.signatures(*self.stamps)
        return document

    def as_pdf(self) -> bytes:
        """The paper to be printed."""
        data = {name: value for name, value in vars(self).items() if name != "file_name"}
        return render_pdf(TEMPLATE, data | {"printed": ""})


def reply_with(paper: SignedPaper, form: str) -> HttpResponse:
    """The paper as a file, docx or pdf. Raises Http404 for another form."""
    if form == "docx":
        return docx_reply(f"{paper.file_name}.docx", paper.as_document())
    if form != "pdf":
        raise Http404
    return pdf_reply(paper.as_pdf(), f"{paper.file_name}.pdf")
