"""What subjects of this app share: the tabs of the desk, and the moments of a round that higher subjects take part in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from orgtree.declare import DuplicateDeclaration
from orgtree.declare.follows import Follows


class Tabs(StrEnum):
    """The tabs of 评议 in the desk's menu, each with its lists below it (`tab_group`); the tens of `tab_position` are theirs."""

    SCHEMES = "方案"  # 10
    ROUNDS = "轮次"  # 20
    BALLOTS = "投票"  # 30
    RESULTS = "结果"  # 40
    SURVEYS = "满意度"  # 50
    RECTIFY = "整改"  # 60
    KEY_TASKS = "重点任务"  # 70
    HONOURS = "示范与培训"  # 80
    REVIEWS = "评议党员"  # 90


# What stands above rounds adds itself here, in `declared/ground.py` of its subject; each is called in the transaction of the step
# with (round, by) and refuses it by raising RuleBroken.
round_opened = Follows()  # roll and sheet of a ballot are frozen with the subjects
round_closing = Follows()  # what must be done before nothing more comes in: polls closed, paper entered twice
round_deciding = Follows()  # every subject has its decided grade
round_publishing = Follows()  # the composite is frozen
# (text, is_shown, by): what a voter wrote may be fed back, or no longer may.
text_judged = Follows()

# What is left of earlier years by the subjects of a round, as far as a person may see it: called with (subjects, year, user).
left_over: list[Callable[[Iterable[Any], int, Any], list["LeftOver"]]] = []


@dataclass(frozen=True)
class LeftOver:
    """One thing that is left, by whom, in words, with the address of its page on the desk."""

    organisation: str
    text: str
    told: str
    url: str


@dataclass(frozen=True)
class UnitFact:
    """What can be counted of a unit's year, for score sheets: `tell(unit, year)` gives (number, None for nothing; words)."""

    key: str
    label: str
    tell: Callable[[Any, int], tuple[Decimal | None, str]]


unit_facts: dict[str, UnitFact] = {}


def add_unit_facts(facts: list[UnitFact]) -> None:
    """Offer these for score sheets; raises DuplicateDeclaration for a key that is there already."""
    for one in facts:
        if one.key in unit_facts:
            raise DuplicateDeclaration(one.key)
        unit_facts[one.key] = one
