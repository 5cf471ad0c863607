"""Boards and the rows behind their figures as workbooks, with the same totals."""

from collections.abc import Iterator
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from orgtree.boards.services.drilldown import Rows
from orgtree.boards.services.shown import Board, Cell, Peers
from orgtree.errors import RuleBroken
from orgtree.figures.rules import rounded
from orgtree.looks.models import AccessLog
from orgtree.looks.services.access import record_access
from orgtree.looks.services.persons import persons_of
from orgtree.sheets.workbooks import CHUNK, MOST_ROWS, Heading, Sheet, plain, write_workbook

DOUBTED = "（待核实）"
BY_TODAY = "（按今天的区划）"


def number(cell: Cell):
    """The value as the board prints it; empty where there is none."""
    return "" if cell.value is None else rounded(cell.value, cell.figure.decimals)


def as_of_text(moment) -> str:
    return f"数据截至：{plain(moment)}" if moment else "尚未汇总"


def board_workbook(board: Board) -> IO[bytes]:
    """All figures of the area on the first sheet, its children beside each other on the second."""
    return write_workbook(board_sheets(board))


def board_sheets(board: Board) -> list[Sheet]:
    """The sheet of the figures, and that of the children where there are any."""
    return [_figures_sheet(board), *([_children_sheet(board)] if board.peers else [])]


def about_board(board: Board) -> str:
    """The second row of every sheet: where, when, how fresh."""
    closed = "已关账" if board.closed else "未关账"
    doubted = f"，{board.doubted}个数字待核实" if board.doubted else ""
    waiting = f"，尚有{board.waiting}项变动未计入" if board.waiting else ""
    return (
        f"范围：{board.area.path_label()}{BY_TODAY if board.today else ''}　统计期：{board.period.label}（{closed}）　"
        f"{as_of_text(board.as_of)}{waiting}{doubted}　"
        f"制表时间：{plain(timezone.now())}"
    )


def _figures_sheet(board: Board) -> Sheet:
    headings = [
        Heading("分类", width=14),
        Heading("指标", width=24),
        Heading("数值", number=True, decimals=None, width=14),
        Heading("单位"),
        Heading("上期", number=True, decimals=None, width=14),
        Heading("较上期", width=22),
        Heading("关账后更正", width=12),
        Heading("口径", width=70),
    ]
    cells = [(group.label, cell) for group in board.groups for cell in group.cells]
    return Sheet(
        name="指标",
        title=f"{board.area.name}党建引领基层治理指标（{board.period.label}）",
        about=about_board(board),
        headings=headings,
        rows=[_figure_line(label, cell) for label, cell in cells],
        total=["", f"共{len(cells)}项指标", "", "", "", "", "", ""],
    )


def _figure_line(label: str, cell: Cell) -> list[Any]:
    previous = "" if cell.previous is None else rounded(cell.previous, cell.figure.decimals)
    figure = cell.figure
    return [
        label,
        f"{figure.label}{DOUBTED}" if cell.doubt else figure.label,
        number(cell),
        figure.unit,
        previous,
        cell.change_text,
        cell.correction_text,
        figure.definition,
    ]


def _children_sheet(board: Board) -> Sheet:
    """Children in their order in the tree; the last row is the area's own figures, so rates are not added up."""
    headings = [Heading("区域", width=24), Heading("类型", width=10), Heading("代码", width=24)]
    headings += [
        Heading(f"{cell.figure.label}（{cell.figure.unit}）", number=True, decimals=cell.figure.decimals)
        for cell in board.headline
    ]
    return Sheet(
        name="下级对照",
        title=f"{board.area.name}下级对照（{board.period.label}）",
        about=about_board(board) + "　按区域顺序排列，不作排名；合计行的比率由合计数重新计算",
        headings=headings,
        rows=list(_children_lines(board)),
        total=["", "", "", *[number(cell) for cell in board.headline]],
    )


def _children_lines(board: Board) -> Iterator[list[Any]]:
    for peers in board.peers:
        for line in peers.lines:
            yield _child_line(peers, line)
    if board.remainder:
        yield ["本级（未划入下级）", "", board.area.code, *[number(cell) for cell in board.remainder]]


def _child_line(peers: Peers, line) -> list[Any]:
    return [line.area.name, peers.label, line.area.code, *[number(cell) for cell in line.cells]]


@transaction.atomic
def rows_workbook(rows: Rows, *, reason: str = "", by) -> IO[bytes]:
    """The rows behind a figure. Rows that name persons need a reason, and the export is recorded.

    Raises RuleBroken without the reason, or with more rows than one sheet should hold.
    """
    reason = reason.strip()
    if rows.personal and not reason:
        raise RuleBroken("reason", "导出含个人信息，请填写导出事由", field="reason")
    if rows.count > MOST_ROWS:
        raise RuleBroken(
            "too_many_rows", f"共{rows.count:,}条，超过单次导出上限{MOST_ROWS:,}条，请到下级区域或较短的统计期分别导出"
        )
    if rows.personal:
        record_access(
            actor=by,
            action=AccessLog.Action.EXPORT,
            subject=rows.subject,
            area=rows.area,
            persons=persons_of(rows.queryset),
            rows=rows.count,
            reason=reason,
        )
    return write_workbook([_rows_sheet(rows, by=by, reason=reason)])


def _rows_sheet(rows: Rows, *, by, reason: str) -> Sheet:
    measure = rows.measure
    about = (
        f"范围：{rows.area.path_label()}{BY_TODAY if rows.today else ''}　统计期：{rows.period.label}　{as_of_text(rows.window.as_of)}　"
        f"合计：{rows.total_text}{measure.unit}　口径：{measure.definition}"
    )
    if reason:
        about += f"　导出人：{by.name}　事由：{reason}　含个人信息，请妥善保管"
    headings = [Heading("序号", number=True, width=8)]
    headings += [
        Heading(
            column.label, column.number, column.decimals, summed=bool(column.field) and column.field == measure.value
        )
        for column in rows.columns
    ]
    # A sum has its column; a count is said in words beside 合计.
    total = None if measure.value else ["", f"共{rows.count}条", *[""] * (len(headings) - 2)]
    return Sheet(
        name="明细",
        title=f"{rows.place}{measure.label}明细（{rows.period.label}）",
        about=about,
        headings=headings,
        rows=([position, *line] for position, line in enumerate(_streamed(rows), start=1)),
        total=total,
    )


def _streamed(rows: Rows) -> Iterator[list[Any]]:
    return rows.lines(rows.queryset.iterator(chunk_size=CHUNK))
