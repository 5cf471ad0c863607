"""Agendas in time, attendance, and when a matter counts as resolved.

Source: docs/rules.md, "Meetings": topics 15 days ahead, minutes by the secretary [B2]; announced on the spot, archived [B3].
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from cocon.meetings.choices import Presence
from orgtree.choices import TaskState

USUAL_MINUTES = 10


def time_told(planned: int, minutes: Iterable[int]) -> str:
    """How the agenda fits the time planned, in words: 共50分钟，超出会议时间10分钟."""
    total = sum(minutes)
    over = total - planned
    return f"共{total}分钟" + (f"，超出会议时间{over}分钟" if planned and over > 0 else "")


def is_late(proposed_on: date, held_on: date, days_ahead: int) -> bool:
    """Whether a topic came later than so many days before the meeting."""
    return proposed_on > held_on - timedelta(days=days_ahead)


def presence_told(counts: Mapping[str, int]) -> str:
    """应到9人，实到7人，请假1人，缺席1人: who asked to be excused is not absent."""
    total = sum(counts.values())
    words = [(Presence.PRESENT, "实到"), (Presence.EXCUSED, "请假"), (Presence.ABSENT, "缺席")]
    return "，".join([f"应到{total}人", *(f"{word}{counts.get(one, 0)}人" for one, word in words)])


def open_tasks(states: Iterable[str]) -> int:
    """How many tasks of a matter are neither confirmed nor called off: with none it may count as resolved."""
    return sum(state not in (TaskState.CONFIRMED, TaskState.CANCELLED) for state in states)


def progress_told(states: Iterable[str]) -> str:
    """How far the tasks of last time are: 2/3; those that were called off do not count, "" without any."""
    counted = [state for state in states if state != TaskState.CANCELLED]
    return f"{sum(state == TaskState.CONFIRMED for state in counted)}/{len(counted)}" if counted else ""
