"""Whether residents carried a project. Source: docs/rules.md, "Projects and money" (成都: hearing ≥ 20, ≥ 60 % for; below that it is not done [B11])."""

from decimal import Decimal
from fractions import Fraction

from cocon.projects.choices import Verdict
from orgtree.errors import RuleBroken


def judge_hearing(present: int, in_favour: int, *, least: int, share: Decimal) -> Verdict:
    """The verdict of so many present, of whom so many were for it; `share` in per cent, compared as an exact fraction."""
    if present < least:
        return Verdict.TOO_FEW
    return Verdict.CARRIED if in_favour * 100 >= Fraction(share) * present else Verdict.LOST


def check_heads(present: int, in_favour: int) -> None:
    """Raise RuleBroken at its field for more in favour than were there, or nobody there."""
    if present < 1:
        raise RuleBroken("present", "请填写到会人数", field="present")
    if in_favour > present:
        raise RuleBroken("in_favour", "赞成人数不能多于到会人数", field="in_favour")


def share_told(whole: int, part: int) -> str:
    """The share in per cent to one decimal, cut off: what is below a threshold, or not all, never reads as having reached it."""
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"
