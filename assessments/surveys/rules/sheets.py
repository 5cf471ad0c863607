"""What stands on a sheet of paper, as it is typed: five digits, and the numbers of households as a list. Source: docs/rules.md, "Surveys"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orgtree.errors import RuleBroken

MOST = 100  # sheets of one batch
DIGITS = 5  # three questions, the age, member or staff
_PART = re.compile(r"^(\d{1,6})(?:-(\d{1,6}))?$")


@dataclass(frozen=True)
class Answer:
    """One answer: an option for each question (0 to 2), the age band (0 to 3), whether of a member or of staff."""

    options: tuple[int, int, int]
    age: int
    is_inside: bool


def read_answer(typed: str) -> Answer | None:
    """`12131`: options 1 to 3 for each question, age band 1 to 4, 1 for a member or staff and 2 for neither; None for anything else."""
    text = typed.strip()
    if not (len(text) == DIGITS and text.isascii() and text.isdigit()):
        return None
    one, two, three, age, inside = (int(digit) for digit in text)
    if not all(1 <= option <= 3 for option in (one, two, three)) or not 1 <= age <= 4 or inside not in (1, 2):
        return None
    return Answer((one - 1, two - 1, three - 1), age - 1, inside == 1)


def read_numbers(typed: str) -> list[int]:
    """`1-3、5` as [1, 2, 3, 5]; raises RuleBroken at `numbers` for anything else, for one named twice, for too many."""
    found: list[int] = []
    for part in re.split(r"[,，、;；\s]+", typed.strip().replace("—", "-").replace("－", "-")):
        match = _PART.match(part)
        if not match:
            raise RuleBroken("numbers", "编号写成“1-20、25”这样，用顿号或逗号分开", field="numbers")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first or last - first >= MOST:
            raise RuleBroken("numbers", f"“{part}”应从小到大，一批不超过{MOST}份", field="numbers")
        found += range(first, last + 1)
    if len(set(found)) < len(found):
        twice = next(number for number in found if found.count(number) > 1)
        raise RuleBroken("numbers", f"{twice}号写了两次", field="numbers")
    if len(found) > MOST:
        raise RuleBroken("numbers", f"一批不超过{MOST}份，请分批录入", field="numbers")
    return sorted(found)


def unequal(first: Sequence[str], second: Sequence[str]) -> list[int]:
    """The places (from 1) at which two entries of the same sheets differ."""
    return [place for place, (one, two) in enumerate(zip(first, second, strict=True), 1) if one != two]
