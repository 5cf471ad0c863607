"""From an uploaded workbook to rows under known headers, with the row numbers the clerk sees.

Real sheets carry titles above the header, merged cells, an example row, sums and footnotes.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from orgtree.sheets import child
from orgtree.sheets.limits import NOT_XLSX, check_workbook, refuse

HEADER_WITHIN = 30  # rows from the top in which the header is looked for
TOO_MUCH = "表格内容过多，读取时超出限制；请只保留需要导入的一张工作表，或分成几个文件"
TOO_MANY = f"一次最多导入{child.MAX_ROWS}行，请分成几个文件"
SKIPPED_ROWS = (
    ("示例", re.compile(r"^[（(]?(示例|样例|例[:：])")),
    ("合计", re.compile(r"^(合计|小计|总计|共计)$")),
    (
        "备注",
        re.compile(r"^(注|备注|说明|填表说明|填报说明|填表人|填报人|审核人|填报单位|填报日期|制表人|联系电话)\d*[:：]"),
    ),
)
WIDE = {ord("　"): " ", **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}}


@dataclass(frozen=True)
class Row:
    """One data row: its number in the file, the text of each known column, and every cell as it stood."""

    number: int
    cells: dict[str, str]
    raw: list[str]


@dataclass
class Table:
    """The sheet that was found: its headings as written, the columns we know, the rows, and what was left out."""

    headings: list[str]
    columns: dict[int, str]
    rows: list[Row] = field(default_factory=list)
    skipped: Counter = field(default_factory=Counter)

    @property
    def unknown(self) -> list[str]:
        """Headings that no field answers to; their columns are not read."""
        named = [heading for index, heading in enumerate(self.headings) if heading and index not in self.columns]
        return [heading for heading in dict.fromkeys(named) if heading_key(heading) != "序号"]


def plain(text: str) -> str:
    """`text` with full-width letters and digits made narrow and outer blanks removed; punctuation stays."""
    return text.translate(WIDE).strip()


def heading_key(text: str) -> str:
    """What two writings of one heading have in common: no blanks, brackets, stars or colons, narrow forms."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\(.*?\)|\[.*?\]|[*:]", "", text)


def read_table(path: str | Path, form_class) -> Table:
    """The rows of the first visible sheet whose header names the form's columns.

    Raises RuleBroken (field "file") for a file that is refused, without header, or with a required column missing
    or a column given twice.
    """
    with Path(path).open("rb") as file:
        check_workbook(file)
    sheets = list(_read_sheets(path))
    names = known_headings(form_class)
    for lines in sheets:
        header = _find_header(lines, names)
        if header is not None:
            return _table(lines, header, names, form_class)
    labels = "、".join(f.label for f in form_class.base_fields.values())
    raise refuse("header_missing", f"没有找到表头，请使用模板，或将这些列名写在同一行：{labels}")


def known_headings(form_class) -> dict[str, str]:
    """Heading key -> field name, aliases included."""
    names = {}
    for name, form_field in form_class.base_fields.items():
        for heading in (form_field.label, *form_class.aliases.get(name, ())):
            names[heading_key(heading)] = name
    return names


def _read_sheets(path) -> Iterator[list[tuple[int, list[str]]]]:
    """The non-empty lines of each visible sheet: (row number, cells)."""
    lines: list[tuple[int, list[str]]] | None = None
    for text in _run_child(path).splitlines():
        item = json.loads(text)
        if isinstance(item, dict):
            if lines is not None:
                yield lines
            lines = []
        else:
            lines.append((item[0], [plain(cell) for cell in item[1]]))
    if lines is not None:
        yield lines


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


def _find_header(lines, names: dict[str, str]) -> int | None:
    """The index of the line that names most fields, the first of equals; None when no line names two."""
    best, index = 1, None
    for position, (_, cells) in enumerate(lines[:HEADER_WITHIN]):
        known = {names[key] for key in map(heading_key, cells) if key in names}
        if len(known) > best:
            best, index = len(known), position
    return index


def _table(lines, header: int, names: dict[str, str], form_class) -> Table:
    headings = lines[header][1]
    columns = {index: names[heading_key(text)] for index, text in enumerate(headings) if heading_key(text) in names}
    _check_columns(columns, form_class)
    table = Table(headings=headings, columns=columns)
    for number, cells in lines[header + 1 :]:
        reason = _reason_to_skip(cells, headings)
        if reason:
            table.skipped[reason] += 1
            continue
        named = {name: cells[index] if index < len(cells) else "" for index, name in columns.items()}
        if any(named.values()):
            table.rows.append(Row(number=number, cells=named, raw=cells))
    if len(table.rows) > child.MAX_ROWS:
        raise refuse("too_many_rows", TOO_MANY)
    if not table.rows:
        raise refuse("no_rows", "表头下没有可导入的数据行")
    return table


def _check_columns(columns: dict[int, str], form_class) -> None:
    fields = form_class.base_fields
    twice = [fields[name].label for name, count in Counter(columns.values()).items() if count > 1]
    if twice:
        raise refuse("column_twice", f"列名重复：{'、'.join(twice)}，请只保留一列")
    missing = [f.label for name, f in fields.items() if f.required and name not in columns.values()]
    if missing:
        raise refuse("column_missing", f"缺少列：{'、'.join(missing)}，请使用模板")


def _reason_to_skip(cells: list[str], headings: list[str]) -> str | None:
    if cells == headings:
        return "重复表头"
    first = next((cell for cell in cells if cell), "")
    return next((reason for reason, pattern in SKIPPED_ROWS if pattern.match(first)), None)
