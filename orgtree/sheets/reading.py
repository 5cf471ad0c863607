"""From an uploaded workbook to rows under known headers, with the row numbers the clerk sees.

Real sheets carry titles above the header, merged cells, an example row, sums and footnotes.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from orgtree.errors import RuleBroken
from orgtree.sheets import child
from orgtree.sheets.headings import (
    NEEDED_LIKE,
    OURS,
    UNARRANGED,
    Arranged,
    Mapped,
    known_headings,
    likeness_of,
    map_columns,
    print_of,
)
from orgtree.sheets.limits import NOT_XLSX, check_workbook, refuse
from orgtree.sheets.lines import COUNTER, Layout, Line, Merge, Passed, heading_key, passed_over
from orgtree.sheets.pages import read_page
from orgtree.text.rules.written.marks import fault_in, is_ditto, is_none, without_marks

HEADER_WITHIN = 30  # rows from the top in which the header is looked for
LONG_HEADING = 16  # characters; more is a sentence
HIDDEN = "隐藏的行"
NOTES = "填写说明"  # the second sheet of our templates
TOO_MUCH = "表格内容过多，读取时超出限制；请只保留需要导入的一张工作表，或分成几个文件"
TOO_MANY = f"一次最多导入{child.MAX_ROWS}行，请分成几个文件"
WIDE = {
    **dict.fromkeys(map(ord, "　\xa0\u2002\u2003\u2007\u202f"), " "),
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()},
}


@dataclass(frozen=True)
class Row:
    """One data row: its number in the file, the text of each known column, and every cell, 同上 written out.

    `wrong` is (column label, message) of cells that cannot be read, whatever the form says of them.
    """

    number: int
    cells: dict[str, str]
    raw: list[str]
    wrong: tuple[tuple[str, str], ...] = ()


@dataclass
class Table:
    """The sheet that was found: its headings as written, the columns we know, the rows, and the lines passed over.

    `sheet` is its name, `others` are the visible sheets that were not read, with the number of their lines.
    """

    headings: list[str]
    columns: dict[int, str]
    rows: list[Row] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    mapped: list[Mapped] = field(default_factory=list)
    sheet: str = ""
    others: list[tuple[str, int]] = field(default_factory=list)

    @property
    def unknown(self) -> list[str]:
        """Headings that no field answers to; their columns are not read."""
        named = [heading for index, heading in enumerate(self.headings) if heading and index not in self.columns]
        return [heading for heading in dict.fromkeys(named) if heading_key(heading) not in COUNTER | OURS]


def plain(text: str) -> str:
    """`text` with full-width letters and digits made narrow, nothing invisible and no outer blanks; punctuation stays."""
    return without_marks(text).translate(WIDE).strip()


def read_table(path: str | Path, form_class, *, with_hidden: bool = False, arranged: Arranged = UNARRANGED) -> Table:
    """The rows of the first visible sheet whose header names the form's columns; hidden rows only `with_hidden`.

    `arranged` is what people told about its columns. Raises RuleBroken (field "file") for a file that is refused, without header, or with a
    column given twice, `ColumnsMissing` with the columns that there are where a required one is not among them.
    """
    with Path(path).open("rb") as file:
        check_workbook(file)
    sheets = list(_read_sheets(path))
    names = known_headings(form_class)
    for find in (_find_header, _find_told, _find_like):
        for sheet, lines in sheets:
            header = find(lines, names, arranged)
            if header is not None:
                try:
                    table = _table(lines, header, names, form_class, with_hidden, arranged)
                except FormSheet:
                    return _read_pages(sheets, names, form_class)
                table.sheet = sheet
                table.others = [(other, len(found)) for other, found in sheets if found and other not in (sheet, NOTES)]
                return table
    labels = "、".join(f.label for f in form_class.base_fields.values())
    raise refuse("header_missing", f"没有找到表头，请使用模板，或将这些列名写在同一行：{labels}")


def read_sheets(path: str | Path) -> dict[str, list[Line]]:
    """name -> the non-empty lines of each visible sheet that has any, whatever they say: tables without headings of ours.

    Raises RuleBroken (field "file") for a file that is refused, or an empty one.
    """
    with Path(path).open("rb") as file:
        check_workbook(file)
    sheets = {name: lines for name, lines in _read_sheets(path) if lines}
    if not sheets:
        raise refuse("no_rows", "表里没有内容，请换一个文件")
    return sheets


def _read_sheets(path) -> Iterator[tuple[str, list[Line]]]:
    """The name and the non-empty lines of each visible sheet."""
    name, lines = "", None
    for text in _run_child(path).splitlines():
        item = json.loads(text)
        if isinstance(item, dict):
            if lines is not None:
                yield name, lines
            name, lines = item["sheet"], []
        else:
            number, cells, merges, hidden = item
            marked = {int(column): Merge(*area) for column, area in merges.items()}
            lines.append(Line(number, [plain(cell) for cell in cells], marked, hidden))
    if lines is not None:
        yield name, lines


def _run_child(path) -> str:
    # -I and an empty environment: no settings, keys or modules of ours reach the child, only what Python needs to start.
    command = [sys.executable, "-I", child.__file__, str(path)]
    variables = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    try:
        ended = subprocess.run(command, capture_output=True, timeout=child.MAX_SECONDS, env=variables, check=False)
    except subprocess.TimeoutExpired as error:
        raise refuse("file_too_dense", TOO_MUCH) from error
    if ended.returncode == child.TOO_MANY_ROWS:
        raise refuse("too_many_rows", TOO_MANY)
    if ended.returncode == child.UNREADABLE:
        raise refuse("file_not_xlsx", NOT_XLSX)
    if ended.returncode:
        raise refuse("file_too_dense", TOO_MUCH)
    return ended.stdout.decode()


def _find_header(lines: list[Line], names: dict[str, str], arranged: Arranged) -> int | None:
    """The index of the line that names most fields, the first of equals; None when no line names two."""
    best, index = 1, None
    for position, line in enumerate(lines[:HEADER_WITHIN]):
        known = {names[key] for key in map(heading_key, line.cells) if key in names}
        if len(known) > best:
            best, index = len(known), position
    return index


def _find_told(lines: list[Line], names: dict[str, str], arranged: Arranged) -> int | None:
    """The index of the line whose columns somebody has told us; None for none."""
    for position, line in enumerate(lines[:HEADER_WITHIN]):
        keys = set(map(heading_key, line.cells)) - {""}
        if len(keys) > 1 and (keys & arranged.chosen.keys() or arranged.remembered(print_of(line.cells))):
            return position
    return None


def _find_like(lines: list[Line], names: dict[str, str], arranged: Arranged) -> int | None:
    """The index of the line with most texts that are like headings we know, the first of equals; None when none has two."""
    best, index = 1, None
    for position, line in enumerate(lines[:HEADER_WITHIN]):
        keys = set(map(heading_key, line.cells)) - {""}
        found = sum(
            any(likeness_of(key, known) > NEEDED_LIKE for known in names) for key in keys if len(key) <= LONG_HEADING
        )
        if found > best:
            best, index = found, position
    return index


def _whole_header(lines: list[Line], at: int, names: dict[str, str]) -> tuple[Line, int]:
    """The line of headings with those that stand one line lower, and the index of the first line behind it.

    服务时间 over 开始时间 and 结束时间: the lower line is the more telling one, and holds nothing that is no heading.
    """
    header = lines[at]
    if at + 1 < len(lines) and _goes_on(header, lines[at + 1], names):
        lower = lines[at + 1]
        width = max(len(header.cells), len(lower.cells))
        cells = [lower.cell(column) or _own_text(header, column) for column in range(width)]
        return Line(lower.number, cells, lower.merges), at + 2
    return header, at + 1


def _goes_on(upper: Line, lower: Line, names: dict[str, str]) -> bool:
    """Whether `lower` only divides headings of `upper`: known words, in columns that had none or were merged over."""
    fresh = [column for column, text in enumerate(lower.cells) if text and text != upper.cell(column)]
    known = [heading_key(lower.cell(column)) in names for column in fresh]
    return lower.number == upper.number + 1 and bool(fresh) and all(known)


def _table(
    lines: list[Line], header: int, names: dict[str, str], form_class, with_hidden: bool, arranged: Arranged
) -> Table:
    top, behind = _whole_header(lines, header, names)
    headings = [_own_text(top, column) for column in range(len(top.cells))]
    mapped = map_columns(headings, form_class, arranged)
    columns = {column: one.name for column, one in enumerate(mapped) if one.name}
    _check_columns(mapped, form_class, lines, names)
    table, layout = Table(headings=headings, columns=columns, mapped=mapped), Layout(top, columns)
    reader = _Reader(layout, form_class)
    for line in lines[behind:]:
        if layout.is_blank(line):
            continue
        reason = layout.reason_to_pass(line) or (None if with_hidden or not line.is_hidden else HIDDEN)
        if reason:
            table.passed.append(passed_over(line, reason))
        else:
            table.rows.append(reader.read(line))
    if len(table.rows) > child.MAX_ROWS:
        raise refuse("too_many_rows", TOO_MANY)
    if not table.rows and any(line.reason == HIDDEN for line in table.passed):
        raise refuse("rows_hidden", "表中的数据行都已隐藏或筛选掉；请取消隐藏，或勾选“也导入隐藏的行”")
    if not table.rows:
        raise refuse("no_rows", "表头下没有可导入的数据行")
    return table


def _own_text(header: Line, column: int) -> str:
    """The heading of a column; one merged over several columns is that of the first."""
    merge = header.merges.get(column)
    goes_on = merge is not None and merge.left < column and merge.top == header.number - 1
    return "" if goes_on else header.cell(column)


class _Reader:
    """Reads data lines one after the other: 同上 is what stands above, 无 is nothing, merged numbers are asked about."""

    def __init__(self, layout: Layout, form_class):
        self.layout, self.fields = layout, form_class.base_fields
        self.above: dict[str, str] = {}
        self.wrong_above: set[str] = set()
        self.asked: dict[Merge, int] = {}  # the range -> the first of its rows

    def read(self, line: Line) -> Row:
        """The row of a data line."""
        cells, raw, wrong = {}, list(line.cells), {}
        for column, name in self.layout.columns.items():
            text = line.cell(column)
            if is_ditto(text) and name in self.above and name not in self.wrong_above:
                text = raw[column] = self.above[name]
            problem = self._problem_of_text(text, name) or self._problem_of_merge(line, column, name)
            if problem:
                wrong[name] = problem
            keeps = not problem and not is_none(text) and line.merges.get(column) not in self.asked
            cells[name] = text if keeps else ""
        self.above, self.wrong_above = cells, set(wrong)
        told = tuple((self.fields[name].label, problem) for name, problem in wrong.items())
        return Row(number=line.number, cells=cells, raw=raw, wrong=told)

    def _problem_of_text(self, text: str, name: str) -> str | None:
        if fault := fault_in(text):
            return f"这一格是公式错误（{fault}），请改成实际内容"
        if not is_ditto(text):
            return None
        return "上一行的这一格有错误，请写出来" if name in self.wrong_above else "上面没有可以照抄的内容，请写出来"

    def _problem_of_merge(self, line: Line, column: int, name: str) -> str | None:
        """What is to be asked about merged cells: of each row that they reach, since each may be handed back by itself."""
        merge = line.merges.get(column)
        if merge is None or not line.cell(column):
            return None
        if merge in self.asked:
            first = self.asked[merge]
            return f"与第{first}行合并在一起（{merge.reference}），请逐行填写" if line.number > first else None
        if self._takes_in(merge, column):
            self.asked[merge] = line.number
            return f"{merge.reference}是横跨几列的合并单元格，请取消合并，每列分别填写"
        if merge.bottom > merge.top and not getattr(self.fields[name], "fills_down", True):
            self.asked[merge] = line.number
            rows = merge.bottom - merge.top + 1
            return f"{merge.reference}合并了{rows}行，不清楚是每行都是这个数，还是{rows}行合起来是这个数；请取消合并，逐行填写"
        return None

    def _takes_in(self, merge: Merge, column: int) -> bool:
        """Whether the cells merged here belong to another heading, or to another column that is read as well."""
        if not self.layout.crosses(merge):
            return False
        read = [index for index in self.layout.columns if merge.left <= index <= merge.right]
        return len(read) > 1 or column != merge.left


class FormSheet(RuleBroken):
    """The sheet is a form of one person a page, and not a table."""

    def __init__(self):
        message = "这像是一人一页的登记表，不是一行一条的表格，内容认不全；请逐行填入模板后再上传"
        super().__init__("form_sheet", message, field="file")


def _read_pages(sheets: list[tuple[str, list[Line]]], names: dict[str, str], form_class) -> Table:
    """Each sheet a row, numbered in their order. Raises FormSheet where one has not all that is needed."""
    pages = [(name, read_page(lines, names)) for name, lines in sheets if lines and name != NOTES]
    if any(form_class.missing_columns({key for key, text in page.cells.items() if text}) for _, page in pages):
        raise FormSheet()
    found = list(dict.fromkeys(name for _, page in pages for name in page.cells))
    headings = [str(form_class.base_fields[name].label) for name in found]
    table = Table(headings=headings, columns=dict(enumerate(found)), sheet="、".join(name for name, _ in pages))
    for number, (_, page) in enumerate(pages, start=1):
        cells = {name: page.cells.get(name, "") for name in found}
        faults = {name: fault for name, text in cells.items() if (fault := fault_in(text))}
        wrong = tuple(
            (str(form_class.base_fields[name].label), f"这一格是公式错误（{fault}），请改成实际内容")
            for name, fault in faults.items()
        )
        kept = {name: "" if name in faults else text for name, text in cells.items()}
        table.rows.append(Row(number, kept, list(cells.values()), wrong))
        table.passed += page.passed
    return table


class ColumnsMissing(RuleBroken):
    """Required columns are not among those of the sheet, which are `mapped`: one of them may be told to be it."""

    def __init__(self, labels: Iterable[str], mapped: list[Mapped]):
        message = f"缺少列：{'、'.join(labels)}；请在下面选出对应的列，或使用模板"
        super().__init__("column_missing", message, field="file")
        self.mapped = mapped


def _check_columns(mapped: list[Mapped], form_class, lines: list[Line], names: dict[str, str]) -> None:
    fields, given = form_class.base_fields, [one.name for one in mapped if one.name]
    twice = [fields[name].label for name, count in Counter(given).items() if count > 1]
    if twice:
        raise refuse("column_twice", f"列名重复：{'、'.join(twice)}，请只保留一列")
    missing = {name: f.label for name, f in form_class.missing_columns(given).items()}
    written = {names.get(heading_key(text)) for line in lines[:HEADER_WITHIN] for text in line.cells}
    if missing and missing.keys() <= written:
        raise FormSheet()
    if missing:
        raise ColumnsMissing(missing.values(), mapped)
