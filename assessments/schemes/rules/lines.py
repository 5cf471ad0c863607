"""The tables of a scheme as a clerk writes or pastes them: a line each, its columns apart by tabs, spaces or |.

Each kind of line is read into a dictionary of the columns that keep it, and written again the same way.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from assessments.schemes.choices import CapKind, ComponentSource, ExtraKind, Grade
from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain

MOST_LINES = 60
NONE = ("-", "—", "–", "无", "")
NUMBER = re.compile(r"^[0-9]{1,9}(\.[0-9]{1,2})?$")
SHARE = re.compile(r"^([0-9]{1,3})\s*/\s*([1-9][0-9]{0,2})$")


@dataclass(frozen=True)
class Field:
    """A column of a line: the names that keep it, how it is read and written; the last ones may be left out."""

    label: str
    read: Callable[[str], dict[str, Any]]
    write: Callable[[Any], str]
    is_optional: bool = False


def _number_of(text: str) -> Decimal:
    try:
        return Decimal(text) if NUMBER.match(text) else Decimal("NaN")
    except InvalidOperation:  # pragma: no cover -- the pattern lets nothing through that Decimal refuses
        return Decimal("NaN")


def text_field(name: str, label: str, longest: int, *, is_optional: bool = False) -> Field:
    """Words without blanks."""

    def read(text: str) -> dict[str, Any]:
        if len(text) > longest:
            raise ValueError(f"不超过{longest}字")
        return {name: "" if text in NONE and is_optional else text}

    return Field(label, read, lambda row: getattr(row, name) or "-", is_optional)


def number_field(name: str, label: str, *, is_optional: bool = False, whole: bool = False, most: int = 10**9) -> Field:
    """A number with at most two decimals, or none; of a whole one without."""

    def read(text: str) -> dict[str, Any]:
        if is_optional and text in NONE:
            return {name: None}
        number = _number_of(text.removesuffix("%").removesuffix("分"))
        if number.is_nan() or (whole and number != int(number)) or number > most:
            raise ValueError("应为整数" if whole else "应为数字，最多两位小数")
        return {name: int(number) if whole else number}

    def write(row: Any) -> str:
        value = getattr(row, name)
        return "-" if value is None else plain(Decimal(value))

    return Field(label, read, write, is_optional)


def choice_field(name: str, label: str, choices: Sequence[tuple[str, str]]) -> Field:
    """One of the words."""
    codes = {said: code for code, said in choices}

    def read(text: str) -> dict[str, Any]:
        if text not in codes:
            raise ValueError(f"可选：{'、'.join(codes)}")
        return {name: codes[text]}

    return Field(label, read, lambda row: dict(choices)[getattr(row, name)])


def share_field(part: str, whole: str, label: str) -> Field:
    """A fraction such as 2/3, or a number of points or percent."""

    def read(text: str) -> dict[str, Any]:
        if match := SHARE.match(text):
            return {part: Decimal(match[1]), whole: int(match[2])}
        number = _number_of(text.removesuffix("%").removesuffix("分"))
        if number.is_nan():
            raise ValueError("应为分数（如2/3）或数字")
        return {part: number, whole: 1}

    def write(row: Any) -> str:
        top, bottom = Decimal(getattr(row, part)), getattr(row, whole)
        return plain(top) if bottom == 1 else f"{plain(top)}/{bottom}"

    return Field(label, read, write)


LABELS = [(grade.value, str(grade.label)) for grade in Grade]
TABLES: dict[str, tuple[Field, ...]] = {
    "components": (
        text_field("code", "代码", 6),
        text_field("name", "项目", 40),
        number_field("weight", "权重", most=100),
        choice_field("source", "来源", [(one.value, str(one.label)) for one in ComponentSource]),
    ),
    "items": (
        Field("项目代码", lambda text: {"component": text}, lambda row: row.component.code),
        text_field("name", "评分项", 60),
        number_field("points", "分值", most=100),
        text_field("key", "指标", 60, is_optional=True),
        number_field("worst", "得零分的值", is_optional=True),
        number_field("full", "得满分的值", is_optional=True),
    ),
    "classes": (
        text_field("code", "代码", 6),
        text_field("label", "类别", 20),
        number_field("weight", "权重", most=100),
        number_field("min_ballots", "最少有效票", whole=True, most=999),
        share_field("turnout_part", "turnout_whole", "投票率"),
    ),
    "options": (choice_field("grade", "选项", LABELS), number_field("value", "分值", most=100)),
    "bands": (
        choice_field("grade", "等次", LABELS),
        number_field("floor", "不低于", most=100),
        number_field("below", "低于", is_optional=True, most=100),
    ),
    "caps": (
        choice_field("kind", "情形", [(one.value, str(one.label)) for one in CapKind]),
        text_field("code", "项目或类别", 6, is_optional=True),
        share_field("threshold_part", "threshold_whole", "界限"),
        choice_field("ceiling", "最高等次", LABELS),
    ),
    "quotas": (choice_field("grade", "等次", LABELS), number_field("percent", "比例", whole=True, most=100)),
    "extras": (
        text_field("code", "代码", 6),
        text_field("name", "事项", 60),
        choice_field("kind", "类型", [(one.value, str(one.label)) for one in ExtraKind]),
        number_field("points", "每次分值", most=100),
        number_field("times", "最多次数", whole=True, most=99),
        text_field("key", "自动取数", 60, is_optional=True),
    ),
}


def read_lines(table: str, text: str) -> list[dict[str, Any]]:
    """The lines of a table, in their order. Raises RuleBroken at `table`, naming line and column that will not do."""
    fields = TABLES[table]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise RuleBroken("lines", f"最多{MOST_LINES}行", field=table)
    return [_read(table, fields, number, line) for number, line in enumerate(lines, start=1)]


def _read(table: str, fields: tuple[Field, ...], number: int, line: str) -> dict[str, Any]:
    cells = [cell for cell in re.split(r"[\t|｜]+|\s+", line) if cell != ""]
    needed = sum(not field.is_optional for field in fields)
    if not needed <= len(cells) <= len(fields):
        columns = " ".join(field.label for field in fields)
        raise RuleBroken("columns", f"第{number}行应依次写：{columns}", field=table)
    row: dict[str, Any] = {}
    for position, field in enumerate(fields):
        try:
            row |= field.read(cells[position] if position < len(cells) else "")
        except ValueError as error:
            raise RuleBroken("cell", f"第{number}行“{field.label}”{error}", field=table) from error
    return row


def write_lines(table: str, rows: Sequence[Any]) -> str:
    """The rows as they may be read again, a line each; optional columns at the end are left out where they hold nothing."""
    lines = []
    for row in rows:
        cells = [field.write(row) for field in TABLES[table]]
        while TABLES[table][len(cells) - 1].is_optional and cells[-1] == "-":
            cells.pop()
        lines.append(" ".join(cells))
    return "\n".join(lines)


def heading_of(table: str) -> str:
    """The columns of a table in their order, for the help beside it."""
    return " ".join(field.label for field in TABLES[table])
