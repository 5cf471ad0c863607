"""What a clerk writes of a poll, a line each: its subjects, and its classes of voters."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain

SPLIT = re.compile(r"[,，;；\t]\s*")
TURNOUT = re.compile(r"([1-9]\d{0,2})\s*/\s*([1-9]\d{0,2})")
APART = "逐个发票"
# Source: domain.md 3.3, groups of component C.
USUAL_CLASSES = """街道领导班子，35，3，2/3
街道科室和派驻机构，15，5，2/3
两代表一委员，15，3，2/3
党员和居民代表，25，20，2/3
共建单位，10，3，2/3"""


@dataclass(frozen=True)
class ClassLine:
    """A class as it was written: name, weight in per cent, least valid ballots, least turnout, a token for each subject."""

    label: str
    weight: Decimal
    min_ballots: int
    turnout: str
    apart: bool


@dataclass(frozen=True)
class SubjectLine:
    """A subject as it was written, and the account (or phone) of who is rated, "" where none is said."""

    name: str
    account: str


def read_subjects(text: str) -> list[SubjectLine]:
    """The subjects, in their order. Raises RuleBroken at `subject_lines`."""
    rows = []
    for line in _lines(text):
        name, *rest = [part.strip() for part in SPLIT.split(line) if part.strip()]
        if len(name) > 80 or len(rest) > 1:
            raise RuleBroken(
                "subject_lines",
                f"“{line[:20]}”：每行一个评议对象，名称不超过80字，逗号后可写本人账号",
                field="subject_lines",
            )
        rows.append(SubjectLine(name, rest[0] if rest else ""))
    twice = next((one.name for one in rows if sum(other.name == one.name for other in rows) > 1), None)
    if twice:
        raise RuleBroken("subject_lines", f"评议对象“{twice}”写了两次", field="subject_lines")
    return rows


def read_classes(text: str) -> list[ClassLine]:
    """The classes, in their order; their weights are 100 exactly. Raises RuleBroken at `class_lines`."""
    rows = [_class_line(line) for line in _lines(text)]
    total = sum((one.weight for one in rows), Decimal(0))
    if rows and total != 100:
        raise RuleBroken("class_lines", f"各类别权重合计{plain(total)}，应正好为100", field="class_lines")
    if len({one.label for one in rows}) < len(rows):
        raise RuleBroken("class_lines", "有两个类别同名", field="class_lines")
    return rows


def _class_line(line: str) -> ClassLine:
    parts = [part.strip() for part in SPLIT.split(line) if part.strip()]
    wrong = RuleBroken(
        "class_lines",
        f"“{line[:20]}”：每行写类别、权重、最少票数、到会比例，如：共建单位，10，3，2/3",
        field="class_lines",
    )
    if len(parts) not in (4, 5) or (len(parts) == 5 and parts[4] != APART):
        raise wrong
    label, weight, least, turnout = parts[:4]
    match = TURNOUT.fullmatch(turnout)
    try:
        number = Decimal(weight.removesuffix("%"))
    except InvalidOperation:
        raise wrong from None
    if not match or not least.isdecimal() or not number.is_finite() or len(label) > 40:
        raise wrong
    if (
        Fraction(int(match[1]), int(match[2])) > 1
        or not 0 <= number <= 100
        or number != round(number, 2)
        or not 1 <= int(least) <= 999
    ):
        raise wrong
    return ClassLine(label, number, int(least), f"{match[1]}/{match[2]}", len(parts) == 5)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
