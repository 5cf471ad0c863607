"""The work report as a workbook: sentences first, then the sheets of the board."""

from typing import IO

from orgtree.boards.services.board_sheets import about_board, board_sheets
from orgtree.boards.services.reports import Report
from orgtree.sheets.workbooks import Heading, Sheet, write_workbook


def report_workbook(report: Report) -> IO[bytes]:
    """Three sheets: the sentences, all figures, the children beside each other."""
    return write_workbook([_sentences_sheet(report), *board_sheets(report.board)])


def _sentences_sheet(report: Report) -> Sheet:
    return Sheet(
        name="文字",
        title=f"{report.board.area.name}工作报表（{report.board.period.label}）",
        about=about_board(report.board),
        headings=[Heading("内容", width=22), Heading("文字", width=100)],
        rows=[[sentence.label, sentence.text] for sentence in report.sentences],
        total=["", f"共{len(report.sentences)}句；另有{report.left_out}句本期没有数字，未列入"],
    )
