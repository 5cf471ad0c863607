"""A form of one person a page: labels with their values to the right of them, each sheet one row."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from orgtree.sheets.headings import LIKE, likeness_of
from orgtree.sheets.lines import Line, Passed, heading_key, passed_over
from orgtree.text.rules.written.marks import is_ditto, is_none

UNREAD = "登记表中没有读取的内容"


@dataclass
class Page:
    """What one form says: the text of each field that has a label on it, and its lines that have none."""

    cells: dict[str, str] = field(default_factory=dict)
    passed: list[Passed] = field(default_factory=list)


def read_page(lines: Iterable[Line], names: dict[str, str]) -> Page:
    """The form on a sheet; `names` are the headings that are known. The first of two equal labels counts."""
    page = Page()
    for line in lines:
        found = list(_pairs(line, names))
        for name, text in found:
            page.cells.setdefault(name, "" if is_none(text) or is_ditto(text) else text)
        if not found and any(line.cells):
            page.passed.append(passed_over(line, UNREAD))
    return page


def _pairs(line: Line, names: dict[str, str]) -> Iterable[tuple[str, str]]:
    """(field, text) for each label of the line that has a value to its right."""
    column = 0
    while column < len(line.cells):
        name, after = _field_of(line.cell(column), names), _behind(line, column)
        column = after
        if name and after < len(line.cells) and not _field_of(line.cell(after), names):
            yield name, line.cell(after)
            column = _behind(line, after)


def _field_of(text: str, names: dict[str, str]) -> str:
    """The field that a text is the label of, "" for none."""
    key = heading_key(text)
    if not key or key in names:
        return names.get(key, "")
    likeness, name = max((likeness_of(key, known), name) for known, name in names.items())
    return name if likeness > LIKE else ""


def _behind(line: Line, column: int) -> int:
    """The first column behind a cell and what it is merged with."""
    merge = line.merges.get(column)
    return merge.right + 1 if merge and merge.right >= column else column + 1
