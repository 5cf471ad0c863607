"""Service certificates (服务记录单): what they say, and when they no longer hold.

Source: docs/rules.md, "Certificates" (志愿服务条例 Art. 19–20: true, free, on request; hours are the actual ones).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orgtree.errors import RuleBroken


@dataclass(frozen=True)
class Line:
    """Times and hours of one kind of service."""

    name: str
    times: int
    hours: Decimal


def lines_of(services: Iterable[tuple[str, Decimal]]) -> list[Line]:
    """(kind, hours) of each service, added up by kind in the order of first appearance."""
    lines: dict[str, Line] = {}
    for name, hours in services:
        before = lines.get(name, Line(name, 0, Decimal(0)))
        lines[name] = Line(name, before.times + 1, before.hours + hours)
    return list(lines.values())


def check_stretch(start: date, end: date, *, today: date) -> None:
    """Raise RuleBroken unless the stretch has begun, does not reach into the future, and runs forward."""
    if end > today:
        raise RuleBroken("future", "截止日期不能晚于今天", field="until")
    if end < start:
        raise RuleBroken("backwards", "截止日期不能早于开始日期", field="until")
