"""What subjects of this app share on the pages of others: the tabs of the desk, and what a higher one declares on a lower one."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from orgtree.declare.follows import Follows


class Tabs(StrEnum):
    """The tabs of 网格 in the desk's menu, each with its lists below it (`tab_group`); the tens of `tab_position` are theirs."""

    CASES = "事项"  # 10
    WHISTLES = "吹哨"  # 30
    LEDGER = "民情台账"  # 60
    STAFF = "网格力量"  # 70
    INDEX = "平安指数"  # 80


# (case, leg, why, doing): the desk has just given the case to the unit of the leg, which leads; `why` is what it said of the choice.
lead_given = Follows()
# (case, by): the case has just been accepted and is written.
case_accepted = Follows()
# (case, by): it has just been closed.
case_closed = Follows()
# (case, by, reason): it has turned out not to be ours, or was entered by mistake.
case_dropped = Follows()

# What higher subjects say on the page of a case: what they would do next, as HTML ("" for nothing), and links (label, address, icon).
case_advice: list[Callable[[Any], str]] = []
case_links: list[Callable[[Any, Any], list[tuple[str, str, str]]]] = []
# With which unit the form of giving a case begins (the case → its id or None); the first that knows one.
lead_guesses: list[Callable[[Any], int | None]] = []


def guess_lead(case: Any) -> int | None:
    """The id of the unit with which the form begins; None where nobody knows one."""
    return next((found for guess in lead_guesses if (found := guess(case))), None)
