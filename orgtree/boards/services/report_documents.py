"""The work report as a document: the sentences as running text, the figures as a table with their definitions."""

from orgtree.boards.services.board_sheets import BY_TODAY, DOUBTED, as_of_text
from orgtree.boards.services.reports import Report
from orgtree.sheets.documents import Document

HEADINGS = ["指标", "数值", "单位", "较上期", "口径"]
WIDTHS = [2.2, 1.2, 0.8, 1.6, 4.2]


def report_document(report: Report) -> Document:
    """A4, with headings for the text, for each group of figures, and for the areas below."""
    shown = report.board
    state = "已关账" if shown.closed else "未关账"
    document = Document(
        f"{shown.area.name}工作报表",
        meta=f"统计期：{shown.period.label}（{state}）　范围：{shown.area.path_label()}{BY_TODAY if shown.today else ''}　{as_of_text(shown.as_of)}",
    )
    for sentence in report.sentences:
        document.paragraph(sentence.text)
    if not report.sentences:
        document.paragraph("本期还没有可写进报表的数字。")
    for group in shown.groups:
        document.heading(group.label)
        document.table(HEADINGS, [_line(cell) for cell in group.cells], widths=WIDTHS)
    for peers in shown.peers:
        _write_children(document, report, peers)
    return document


def told(cell) -> str:
    return f"{cell.text}{DOUBTED}" if cell.doubt else cell.text


def _line(cell) -> list[str]:
    return [cell.figure.label, told(cell), cell.figure.unit, cell.change_text or "—", cell.figure.definition]


def _write_children(document: Document, report: Report, peers) -> None:
    """The headline counts of the children of one kind, in their order in the tree."""
    document.heading(f"下级对照：{peers.label}（不作排名）")
    headings = [f"{cell.figure.label}（{cell.figure.unit}）" for cell in report.board.headline]
    rows = [[line.area.name, *[told(cell) for cell in line.cells]] for line in peers.lines]
    document.table(["区域", *headings], rows)
