"""Days of a series, agendas in time, attendance and quorum, and when a matter counts as resolved.

Source: docs/rules.md, "Meetings": topics 15 days ahead, minutes by the secretary [B2]; announced on the spot, archived [B3].
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from itertools import takewhile

from cocon.meetings.choices import Presence, Rhythm
from orgtree.choices import TaskState
from orgtree.days.rules.months import months_on
from orgtree.errors import RuleBroken

USUAL_MINUTES = 10
MOST_DATES = 60
MOST_ITEMS = 20
LONGEST_TITLE = 60
DAYS = {Rhythm.WEEK: 7, Rhythm.FORTNIGHT: 14}
MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3}


def dates_of(first: date, last: date, rhythm: str) -> list[date]:
    """The days of a series from the first to the last. Raises RuleBroken at `last_day` for none, or more than a year or so of them."""
    days = list(takewhile(lambda day: day <= last, (_later(first, rhythm, turn) for turn in range(MOST_DATES + 1))))
    if not days:
        raise RuleBroken("last_day", "最后一天不能早于第一天", field="last_day")
    if len(days) > MOST_DATES:
        raise RuleBroken("last_day", f"一次最多安排{MOST_DATES}次会议", field="last_day")
    return days


def _later(first: date, rhythm: str, turn: int) -> date:
    if rhythm in DAYS:
        return first + timedelta(days=DAYS[Rhythm(rhythm)] * turn)
    if rhythm in MONTHS:
        return months_on(first, MONTHS[Rhythm(rhythm)] * turn)
    return _same_weekday(first, months_on(first.replace(day=1), turn))


def _same_weekday(first: date, month: date) -> date:
    """The weekday of `first` in a month, as the how manyeth it is there; a fifth that the month has not is its last."""
    day = 1 + (first.weekday() - month.weekday()) % 7 + (first.day - 1) // 7 * 7
    return month.replace(day=day if day <= monthrange(month.year, month.month)[1] else day - 7)


def read_time(text: str) -> str:
    """09:00 of what people write (9:00, 9：00). Raises RuleBroken at `begins`."""
    hour, _, minute = text.replace("：", ":").partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise RuleBroken("begins", "请填写时间，如 09:00", field="begins")
    return f"{time(int(hour), int(minute)):%H:%M}"


def read_agenda(text: str) -> list[tuple[str, int]]:
    """(title, minutes) of each line of a fixed agenda: 通报上月情况 10; without a number the usual. Raises RuleBroken at `agenda`."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_ITEMS:
        raise RuleBroken("agenda", f"固定议程最多{MOST_ITEMS}项", field="agenda")
    return [_read_item(line) for line in lines]


def _read_item(line: str) -> tuple[str, int]:
    title, _, number = line.rpartition(" ")
    has_number = bool(title) and number.removesuffix("分钟").isdecimal()
    minutes = int(number.removesuffix("分钟")) if has_number else USUAL_MINUTES
    title = title if has_number else line
    if not 1 <= minutes <= 300 or len(title) > LONGEST_TITLE:
        raise RuleBroken("agenda", f"请核对“{line[:20]}”：事项60字以内，时长1到300分钟", field="agenda")
    return title, minutes


def quorum_of(invited: int, percent: int) -> int:
    """How many must have come, of so many invited, for anything to be decided: 半数以上 of 9 are 5; 0: as many as come."""
    return -(-invited * percent // 100)


def time_told(planned: int, minutes: Iterable[int]) -> str:
    """How the agenda fits the time planned, in words: 共50分钟，超出会议时间10分钟."""
    total = sum(minutes)
    over = total - planned
    return f"共{total}分钟" + (f"，超出会议时间{over}分钟" if planned and over > 0 else "")


def is_late(proposed_on: date, held_on: date, days_ahead: int) -> bool:
    """Whether a topic came later than so many days before the meeting."""
    return proposed_on > held_on - timedelta(days=days_ahead)


def presence_told(counts: Mapping[str, int], percent: int = 0) -> str:
    """应到9人，实到7人，请假1人，缺席1人: who asked to be excused is not absent; said too where a quorum is missed."""
    total = sum(counts.values())
    words = [(Presence.PRESENT, "实到"), (Presence.EXCUSED, "请假"), (Presence.ABSENT, "缺席")]
    told = [f"应到{total}人", *(f"{word}{counts.get(one, 0)}人" for one, word in words)]
    least = quorum_of(total, percent)
    return "，".join(told + [f"未达到规定的{least}人"] * (counts.get(Presence.PRESENT, 0) < least))


def open_tasks(states: Iterable[str]) -> int:
    """How many tasks of a matter are neither confirmed nor called off: with none it may count as resolved."""
    return sum(state not in (TaskState.CONFIRMED, TaskState.CANCELLED) for state in states)


def progress_told(states: Iterable[str]) -> str:
    """How far the tasks of last time are: 2/3; those that were called off do not count, "" without any."""
    counted = [state for state in states if state != TaskState.CANCELLED]
    return f"{sum(state == TaskState.CONFIRMED for state in counted)}/{len(counted)}" if counted else ""
