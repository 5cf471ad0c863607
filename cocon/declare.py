"""What subjects of this app share on the pages of others: the tabs of the desk, the first page of a unit, the counting of goals."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from orgtree.declare import DuplicateDeclaration
from orgtree.declare.follows import Follows


class Tabs(StrEnum):
    """The tabs of 共建 in the desk's menu, each with its lists below it (`tab_group`); the tens of `tab_position` are theirs.

    Whatever has a parent stands in none: floor, closures and long uses are reached from venue and room, contacts from units.
    """

    NEEDS = "需求与资源"  # 10
    PROJECTS = "项目"  # 20
    UNITS = "单位与协议"  # 30
    MEETINGS = "组织与会议"  # 40
    VENUES = "阵地"  # 50
    HELPING = "帮扶"  # 60
    ESTATES = "小区"  # 70
    BRANDS = "品牌"  # 80


# (need, doing): it came to 销号 or was withdrawn, and is written.
need_ended = Follows()


@dataclass(frozen=True)
class UnitSection:
    """A part of the unit's first page: `section(unit, user)` gives (template, context), None for nothing.

    Smaller positions stand higher: what waits for the unit below 50, what it has above.
    """

    key: str
    position: int
    section: Callable[[Any, Any], tuple[str, dict] | None]


unit_sections: dict[str, UnitSection] = {}


def add_unit_sections(sections: list[UnitSection]) -> None:
    """Show these; raises DuplicateDeclaration for a key that is there already."""
    for one in sections:
        if one.key in unit_sections:
            raise DuplicateDeclaration(one.key)
        unit_sections[one.key] = one


def sections_of(unit, user) -> list[tuple[str, dict]]:
    """(template, context) of what there is to show to the unit's clerk, from the top."""
    ordered = sorted(unit_sections.values(), key=lambda one: one.position)
    return [shown for one in ordered if (shown := one.section(unit, user))]


@dataclass(frozen=True)
class YearFact:
    """What the platform knows of a unit's year: `tell(unit, year)` gives (heading, words, address of the row or "") each; smaller positions come first."""

    key: str
    position: int
    tell: Callable[[Any, int], Iterable[tuple[str, str, str]]]


year_facts: dict[str, YearFact] = {}


def add_year_facts(facts: list[YearFact]) -> None:
    """Tell these on the yearly sheets of units; raises DuplicateDeclaration for a key that is there already."""
    for one in facts:
        if one.key in year_facts:
            raise DuplicateDeclaration(one.key)
        year_facts[one.key] = one


def facts_of_year(unit, year: int) -> list[tuple[str, str, str]]:
    """(heading, words, address) of all that is known, from the top."""
    ordered = sorted(year_facts.values(), key=lambda one: one.position)
    return [fact for one in ordered for fact in one.tell(unit, year)]


@dataclass(frozen=True)
class GoalCounter:
    """How the platform counts what was done for goals of agreements: `count(agreement, until)` from the agreement's first day.

    A goal that is called like `label` is counted by it (agreements/rules/goals.py has how goals are written).
    """

    key: str
    label: str
    count: Callable[[Any, Any], int]


goal_counters: dict[str, GoalCounter] = {}


def add_goal_counters(counters: list[GoalCounter]) -> None:
    """Count goals in these ways too; raises DuplicateDeclaration for a key or a label that is there already."""
    for one in counters:
        if one.key in goal_counters or one.label in {there.label for there in goal_counters.values()}:
            raise DuplicateDeclaration(one.key)
        goal_counters[one.key] = one


def counter_called(label: str) -> str:
    """The key of the counter that is called so; "" for none."""
    return next((one.key for one in goal_counters.values() if one.label == label), "")
