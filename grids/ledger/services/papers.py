"""The ledger as the offices lay it out, as a workbook and as a document."""

from typing import IO

from grids.ledger.services.entries import Entry
from orgtree.models import Area
from orgtree.sheets.documents import Document
from orgtree.sheets.workbooks import Heading, Sheet, plain, write_workbook

HEADINGS = (
    ("序号", 6),
    ("日期", 16),
    ("类别", 10),
    ("来源", 12),
    ("编号", 14),
    ("事项", 28),
    ("地点", 20),
    ("情况", 40),
    ("办理", 14),
    ("办结时间", 16),
    ("状态", 12),
    ("办理结果", 32),
    ("回访", 18),
)
# On paper number and place stand with the item.
ON_PAPER = ("序号", "日期", "类别", "来源", "事项和地点", "办理", "状态", "办理结果", "回访")
WIDTHS = (1.2, 2.4, 1.9, 2, 4.6, 2.2, 2.4, 4.9, 2.4)


def ledger_title(grid: Area, told: str) -> str:
    return f"{grid.parent.name}{grid.name}民情台账（{told}）"


def ledger_workbook(grid: Area, told: str, lines: list[Entry], by: str) -> IO[bytes]:
    """The workbook, open at its beginning."""
    headings = [Heading(label, width=width) for label, width in HEADINGS]
    about = f"共{len(lines)}件　只记事项，不记居民个人信息　导出：{by}"
    return write_workbook([Sheet("民情台账", ledger_title(grid, told), about, headings, map(_cells, _numbered(lines)))])


def _numbered(lines: list[Entry]):
    return enumerate(lines, start=1)


def _cells(numbered: tuple[int, Entry]) -> tuple:
    number, line = numbered
    return (str(number), *map(plain, vars(line).values()))


def ledger_document(grid: Area, told: str, lines: list[Entry]) -> Document:
    """The same on A4 across, to be signed."""
    document = Document(ledger_title(grid, told), meta=f"共{len(lines)}件　只记事项，不记居民个人信息", landscape=True)
    rows = [
        (
            number,
            f"{plain(line.at)[:10]}",
            line.colour,
            line.source,
            f"{line.title}（{line.place}）" if line.place else line.title,
            line.handler,
            line.state,
            line.outcome,
            line.talked,
        )
        for number, line in _numbered(lines)
    ]
    document.table(ON_PAPER, rows or [("", "", "", "", "本期没有事项", "", "", "", "")], widths=WIDTHS)
    document.signatures("网格员", "社区负责人")
    return document
