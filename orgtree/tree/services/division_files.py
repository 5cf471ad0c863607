"""The five files of the statistical division table, read and checked as a whole before anything is written."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from orgtree.errors import RuleBroken
from orgtree.tree.rules.tree import DIVISION_DIGITS, Division, division_kind

SHOWN_PROBLEMS = 10


@dataclass(frozen=True)
class DivisionFile:
    """One file: its name, the digits of its codes and the column that names the row above."""

    name: str
    digits: int
    parent_column: str | None


# From the top down: a row's parent stands in the file before.
FILES = (
    DivisionFile("provinces.csv", 2, None),
    DivisionFile("cities.csv", 4, "provinceCode"),
    DivisionFile("areas.csv", 6, "cityCode"),
    DivisionFile("streets.csv", 9, "areaCode"),
    DivisionFile("villages.csv", 12, "streetCode"),
)


@dataclass
class Reading:
    """What has been read so far: divisions by their own digits, and what is wrong."""

    divisions: dict[str, Division] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_divisions(folder: Path, under: Iterable[str] = ()) -> dict[str, list[Division]]:
    """Divisions by province code, each list from the top down; only `under` these codes and above them, if given.

    A row with the full code of the row above it is a placeholder for a level that the place does not have (东莞
    has no districts): it is left out, and what stands under it stands under the row above. Raises RuleBroken
    naming file and line: file missing or not UTF-8, wrong header, malformed or repeated code, no name, no parent.
    """
    reading = Reading()
    for file in FILES:
        _read_file(folder / file.name, file, reading)
    if reading.problems:
        raise RuleBroken("divisions", _summary(reading.problems))
    return _by_province(_chosen(reading.divisions, [_digits(code) for code in under]))


def _read_file(path: Path, file: DivisionFile, reading: Reading) -> None:
    if not path.is_file():
        raise RuleBroken("divisions_file", f"缺少文件：{path}")
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream, strict=True)
            _check_header(file, rows.fieldnames or [])
            for row in rows:
                _read_row(file, rows.line_num, row, reading)
    except UnicodeDecodeError as error:
        raise RuleBroken("divisions_file", f"{file.name}：不是 UTF-8 编码的文件") from error
    except csv.Error as error:
        raise RuleBroken("divisions_file", f"{file.name} 第{rows.line_num}行：不是规范的 CSV 行") from error


def _check_header(file: DivisionFile, header: list[str]) -> None:
    missing = [name for name in ("code", "name", file.parent_column) if name and name not in header]
    if missing:
        raise RuleBroken("divisions_header", f"{file.name}：表头缺少列 {'、'.join(missing)}")


def _read_row(file: DivisionFile, line: int, row: dict, reading: Reading) -> None:
    code, name = (row["code"] or "").strip(), (row["name"] or "").strip()
    parent = (row[file.parent_column] or "").strip() if file.parent_column else None
    problem = _problem(file, code, name, parent, reading.divisions)
    if problem:
        reading.problems.append(f"{file.name} 第{line}行：{problem}")
    else:
        reading.divisions[code] = Division(code, name, division_kind(code), parent)


def _problem(file: DivisionFile, code: str, name: str, parent: str | None, known: dict[str, Division]) -> str | None:
    if len(code) != file.digits or not (code.isascii() and code.isdigit()):
        return f"代码“{code}”应为{file.digits}位数字"
    if not name:
        return f"代码 {code} 没有名称"
    if code in known:
        return f"代码 {code} 重复"
    if parent is not None and parent not in known:
        return f"代码 {code} 的上级 {parent or '（空）'} 不在表中"
    if parent is not None and not code.startswith(parent):
        return f"代码 {code} 与上级 {parent} 不符"
    return None


def _summary(problems: list[str]) -> str:
    more = f"\n……共{len(problems)}处错误" if len(problems) > SHOWN_PROBLEMS else ""
    return "区划数据有误，未写入任何数据：\n" + "\n".join(problems[:SHOWN_PROBLEMS]) + more


def _digits(code: str) -> str:
    """A code as the files print it: 410305000000 → 410305."""
    text = code.strip()
    if len(text) == 12:
        text = next((text[:size] for size in DIVISION_DIGITS if text[size:].strip("0") == ""), text)
    return text


def _chosen(divisions: dict[str, Division], under: list[str]) -> Iterable[Division]:
    for code in under:
        if code not in divisions:
            raise RuleBroken("divisions_under", f"区划数据中没有代码 {code}")
    if not under:
        return divisions.values()
    return (
        division
        for division in divisions.values()
        if any(division.code.startswith(code) or code.startswith(division.code) for code in under)
    )


def _by_province(divisions: Iterable[Division]) -> dict[str, list[Division]]:
    provinces: dict[str, list[Division]] = {}
    for division in _without_placeholders(divisions):
        provinces.setdefault(division.code[:2], []).append(division)
    return provinces


def _without_placeholders(divisions: Iterable[Division]) -> Iterator[Division]:
    stands_for: dict[str, str] = {}
    for division in divisions:
        parent = division.parent_code and stands_for.get(division.parent_code, division.parent_code)
        if parent and parent.ljust(12, "0") == division.full_code:
            stands_for[division.code] = parent
        elif parent == division.parent_code:
            yield division
        else:
            yield Division(division.code, division.name, division.kind, parent)
