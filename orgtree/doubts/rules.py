"""What a word on a number may be about. Pure. Source: docs/rules.md, "Words on a number"."""

from collections.abc import Mapping

from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken

KEY = "figure_doubt"  # the term of an answer, among the deadlines


def read_figure(text: str, labels: Mapping[str, str]) -> str:
    """The key of the figure that is called so, or has this key (`labels`: by key). Raises RuleBroken at `figure`."""
    if text in labels:
        return text
    found = [key for key, label in labels.items() if label == text]
    if len(found) != 1:
        raise RuleBroken("figure", f"没有“{text}”这个指标，请从看板上点开数字再标记", field="figure")
    return found[0]


def read_period(text: str) -> Period:
    """The period of a slug such as 2026-11. Raises RuleBroken at `period`."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise RuleBroken("period", "统计期写法应为 2026-11、2026Q4 或 2026", field="period") from error
