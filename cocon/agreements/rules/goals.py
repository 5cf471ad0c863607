"""Goals as people write them, a line each: 联合主题党日 6次."""

import re
from dataclasses import dataclass

from orgtree.errors import RuleBroken
from orgtree.text.rules.written.marks import narrow

LINE = re.compile(r"^(?P<text>.*?)[\s:：,，]*(?P<number>\d{1,6})\s*(?P<unit>[^\d\s]{0,6})$")
MOST_GOALS, LONGEST_GOAL = 12, 60


@dataclass(frozen=True)
class Goal:
    """What is to be reached, how many of it, in which unit of measure."""

    text: str
    target: int
    unit: str


def read_goals(text: str) -> list[Goal]:
    """A goal for each line that says something. Raises RuleBroken at `goals` for a line without a number, or too many."""
    lines = [line for line in (narrow(line).strip() for line in text.splitlines()) if line]
    if len(lines) > MOST_GOALS:
        raise RuleBroken("goals_many", f"目标最多{MOST_GOALS}条", field="goals")
    return [_goal(number, line) for number, line in enumerate(lines, start=1)]


def _goal(number: int, line: str) -> Goal:
    found = LINE.match(line)
    if found is None or not found["text"] or not int(found["number"]):
        raise RuleBroken("goal_number", f"第{number}行没有写数量，写成“联合主题党日 6次”", field="goals")
    if len(found["text"]) > LONGEST_GOAL:
        raise RuleBroken("goal_long", f"第{number}行的目标最多{LONGEST_GOAL}个字", field="goals")
    return Goal(found["text"], int(found["number"]), found["unit"])


def written_goal(goal: Goal) -> str:
    """The line as it is read again."""
    return f"{goal.text} {goal.target}{goal.unit}"
