"""Yearly reviews of members: how many may be excellent, what votes can be. Source: docs/rules.md, "Reviews of members"; domain.md 3.1."""

from collections.abc import Mapping, Sequence

from assessments.reviews.choices import ReviewGrade
from orgtree.errors import RuleBroken

PART = 3  # one of so many at most is excellent
GRADES = tuple(ReviewGrade)
Votes = tuple[int, int, int, int]  # by grade, the best first


def most_excellent(members: int) -> int:
    """How many of them may be 优秀: a third, rounded down."""
    return members // PART


def check_quota(grades: Sequence[str], members: int) -> None:
    """Raises RuleBroken at `grades` where more are excellent than may be, with both numbers."""
    excellent = sum(grade == ReviewGrade.EXCELLENT for grade in grades)
    most = most_excellent(members)
    if excellent > most:
        words = f"参评{members}人，优秀最多{most}人（三分之一，不进位），现为{excellent}人"
        raise RuleBroken("quota", words, field="grades")


def read_votes(typed: str, valid: int) -> Votes:
    """`12 3 0 0` as votes by grade; they are at most the valid ballots, the others abstained. Raises RuleBroken at `votes`."""
    parts = typed.replace("，", " ").replace(",", " ").replace("、", " ").split()
    if len(parts) != len(GRADES) or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        labels = "、".join(str(grade.label) for grade in GRADES)
        raise RuleBroken("votes", f"依次填{labels}的票数，中间用空格分开，如“12 3 0 0”", field="votes")
    votes = tuple(int(part) for part in parts)
    if sum(votes) > valid:
        raise RuleBroken("votes", f"四项共{sum(votes)}票，多于有效票{valid}张", field="votes")
    return votes  # type: ignore[return-value]


def check_papers(issued: int, returned: int, valid: int, members: int) -> None:
    """Raises RuleBroken at the number that cannot be."""
    if issued > members:
        raise RuleBroken("issued", f"发出{issued}张，多于参评党员{members}人", field="issued")
    if returned > issued:
        raise RuleBroken("returned", f"收回{returned}张，多于发出{issued}张", field="returned")
    if valid > returned:
        raise RuleBroken("valid", f"有效{valid}张，多于收回{returned}张", field="valid")
    if not valid:
        raise RuleBroken("valid", "没有有效票，不能评定", field="valid")


def unequal_votes(first: Mapping[str, Sequence[int]], second: Mapping[str, Sequence[int]]) -> list[str]:
    """The keys at which two entries differ, those that one has alone among them."""
    return sorted(key for key in first.keys() | second.keys() if [*first.get(key, ())] != [*second.get(key, ())])
