"""When a room is open in a week, as people write it: 一至五 8:30-12:00、14:00-21:00；六日 9:00-17:00.

Source: docs/rules.md, "Venues and bookings".
"""

import re
from dataclasses import dataclass

from orgtree.text.rules.written.clocks import UnreadClock, read_range

DAYS = "一二三四五六日"
PART = re.compile(r"^(?:每?(?:周|星期))?([一二三四五六日天、，,至到\-—~～周星期]+|每天|每日)\s*[:：]?\s*(.+)$")
RANGE = re.compile(r"([一二三四五六日])(?:至|到|[-—~～])([一二三四五六日])")
CLOSED = ("不开放", "休息", "闭馆", "关闭")
MIDNIGHT = 24 * 60


class UnreadHours(ValueError):
    """Hours that nobody can read; the message says which part."""


@dataclass(frozen=True)
class Open:
    """Minutes after midnight, the end not included."""

    start: int
    end: int

    @property
    def label(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


Week = dict[int, tuple[Open, ...]]  # weekday (Monday 0) -> when it is open; a day that is missing is closed


def clock(minutes: int) -> str:
    """8:30 for 510."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def read_week(text: str) -> Week:
    """The hours of each weekday, without those that are written as closed; raises UnreadHours."""
    week: dict[int, list[Open]] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[;；\n]", text))):
        found = PART.match(part)
        if not found:
            raise UnreadHours(f"“{part}”没有写明星期几")
        if found[2].strip() in CLOSED:
            continue
        spans = [_span(one) for one in filter(None, re.split(r"[、，,\s]+", found[2].strip()))]
        for day in _days(found[1]):
            week.setdefault(day, []).extend(spans)
    if not week:
        raise UnreadHours("请填写开放时间")
    return {day: _in_order(spans, day) for day, spans in sorted(week.items())}


def _days(text: str) -> list[int]:
    if text.startswith("每"):
        return list(range(7))
    kept = re.sub(r"[周星期]", "", text).replace("天", "日")
    named = {DAYS.index(letter) for letter in kept if letter in DAYS}
    for first, last in RANGE.findall(kept):
        named |= set(range(DAYS.index(first), DAYS.index(last) + 1))
    return sorted(named)


def _span(text: str) -> Open:
    try:
        start, end = read_range(text)
    except UnreadClock as error:
        raise UnreadHours(f"“{text}”不是一段时间，应写成 8:30-12:00") from error
    if end > MIDNIGHT:
        raise UnreadHours(f"“{text}”过了零点，应分成两天写")
    return Open(start, end)


def _in_order(spans: list[Open], day: int) -> tuple[Open, ...]:
    ordered = tuple(sorted(spans, key=lambda span: span.start))
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if later.start < earlier.end:
            raise UnreadHours(f"周{DAYS[day]}的两段时间重叠")
    return ordered


def is_open(week: Week, weekday: int, start: int, end: int) -> bool:
    """Whether the room is open all the time from `start` to `end`, minutes of that weekday."""
    return any(span.start <= start and end <= span.end for span in week.get(weekday, ()))


def week_label(week: Week) -> str:
    """The hours in words, days that are alike together: 周一至周五 8:30-12:00；周六 9:00-17:00."""
    groups: list[tuple[list[int], tuple[Open, ...]]] = []
    for day in range(7):
        spans = week.get(day, ())
        if groups and groups[-1][1] == spans and groups[-1][0][-1] == day - 1:
            groups[-1][0].append(day)
        else:
            groups.append(([day], spans))
    return "；".join(
        f"{_days_label(days)} {'、'.join(span.label for span in spans) or '不开放'}" for days, spans in groups
    )


def _days_label(days: list[int]) -> str:
    first, last = f"周{DAYS[days[0]]}", f"周{DAYS[days[-1]]}"
    return first if len(days) == 1 else f"{first}至{last}"
