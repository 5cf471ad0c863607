"""When something was done, as the cards of offices say it: a day with hours, a part of the day, a length.

2026.11.6 8:30-11:30; 2026年11月7日上午 with 2小时30分. Where only a part of the day is written, it is taken to begin at an hour
that is agreed on (docs/rules.md, "Service records"); whoever shows what was read says so.
"""

import re
from dataclasses import dataclass
from datetime import date

from orgtree.text.rules.written.clocks import HOW_RANGE, UnreadClock, read_clock, read_minutes, read_range
from orgtree.text.rules.written.days import UnreadDay, exact_day, read_day
from orgtree.text.rules.written.marks import narrow

# Minutes from midnight at which a part of the day is taken to begin: the hours of offices, and after supper.
PARTS_BEGIN = {"上午": 510, "全天": 510, "下午": 870, "晚上": 1140}


@dataclass(frozen=True)
class Spell:
    """A day, its first and last minute from midnight, and the part of the day that stands for the first, or ""."""

    day: date
    start: int
    end: int
    part: str = ""


def read_spell(text: str, *, day: str = "", length: str = "") -> Spell:
    """What `text` says, with the day or the length where they stand apart. Raises UnreadDay, UnreadClock.

    A length beside a range must agree with it.
    """
    found, rest = _day_and_rest(narrow(text), narrow(day))
    minutes = read_minutes(length) if narrow(length) else None
    rest = re.sub(r"^[（(]|[）)]$|\s", "", rest)
    if rest in PARTS_BEGIN:
        start = PARTS_BEGIN[rest]
        return Spell(found, start, start + _needed(minutes), rest)
    try:
        start, end = read_range(rest)
    except UnreadClock:
        start = _read_start(rest)
        return Spell(found, start, start + _needed(minutes))
    if minutes not in (None, end - start):
        raise UnreadClock("起止时间与时长对不上，请核对")
    return Spell(found, start, end)


def _day_and_rest(text: str, day: str) -> tuple[date, str]:
    """The day, and what is left of `text` behind it."""
    try:
        read = read_day(text)
    except UnreadDay:
        return exact_day(day or text), text
    if not read.is_exact:
        return exact_day(day or text), text
    if day and exact_day(day) != read.first:
        raise UnreadDay("两列写的日期不一样，请核对")
    return read.first, read.rest


def _read_start(text: str) -> int:
    try:
        return read_clock(text)
    except UnreadClock as error:
        raise UnreadClock(f"{HOW_RANGE}，或写上午、下午并填时长") from error


def _needed(minutes: int | None) -> int:
    if not minutes:
        raise UnreadClock("没有写时长，也没有写结束时间；起止时间应写成 8:30-11:30")
    return minutes
