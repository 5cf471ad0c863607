"""Feedback sheets (双向反馈): stretches of time, which step leads where, and what changed afterwards.

Source: docs/rules.md, "Feedback to units": facts go back to the unit each quarter [D5], each half-year [D7], and a
grade once a year [D1]; the member sees the sheet first. Half-years are no reporting period of the boards, so they live here.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from orgtree.days.rules.periods import add_months
from orgtree.errors import RuleBroken
from volunteers.feedback.choices import FeedbackState

OPEN = frozenset({FeedbackState.DRAFTED, FeedbackState.SHOWN, FeedbackState.REPLIED})
VISIBLE_TO_MEMBER = frozenset(
    {FeedbackState.SHOWN, FeedbackState.REPLIED, FeedbackState.SIGNED, FeedbackState.SENT, FeedbackState.ACKNOWLEDGED}
)
LONGEST_TEXT = 300
# What a sheet tells the unit (`FeedbackSheet.content`, `facts`), in the words that the newest consent `unit_feedback` has for it.
TOLD_TO_UNITS = {
    "name": "姓名",
    "times": "服务次数",
    "hours": "时长",
    "kinds": "服务类别",
    "records": "日期",
    "posts": "认领的岗位",
    "grade": "年度评价等次",
    "community_text": "社区评语",
    "reply": "对反馈表的意见",
    "reply_text": "对反馈表的意见",
}
NOT_OF_THE_PERSON = frozenset({"number", "unit", "community", "period", "facts"})
WITHHELD = "本人未同意提供"
MONTHS = {"Q": 3, "H": 6, "Y": 12}
SLUG = re.compile(r"(2\d{3})(?:Q([1-4])|H([12]))?", re.ASCII)


@dataclass(frozen=True, order=True)
class Stretch:
    """A quarter, half-year or year, half-open `[start, end)`. `kind` is Q, H or Y."""

    kind: str
    start: date

    @classmethod
    def holding(cls, kind: str, day: date) -> "Stretch":
        """The stretch of `kind` that holds `day`."""
        length = MONTHS[kind]
        return cls(kind, date(day.year, (day.month - 1) // length * length + 1, 1))

    @classmethod
    def parse(cls, slug: str) -> "Stretch":
        """The stretch of `2026Q3`, `2026H1` or `2026`; ValueError otherwise."""
        match = SLUG.fullmatch(slug)
        if match is None:
            raise ValueError(slug)
        year, quarter, half = int(match[1]), match[2], match[3]
        if quarter:
            return cls("Q", date(year, int(quarter) * 3 - 2, 1))
        return cls("H", date(year, int(half) * 6 - 5, 1)) if half else cls("Y", date(year, 1, 1))

    @property
    def end(self) -> date:
        """The first day after it."""
        return add_months(self.start, MONTHS[self.kind])

    @property
    def previous(self) -> "Stretch":
        return Stretch(self.kind, add_months(self.start, -MONTHS[self.kind]))

    @property
    def slug(self) -> str:
        number = (self.start.month - 1) // MONTHS[self.kind] + 1
        return f"{self.start.year}" if self.kind == "Y" else f"{self.start.year}{self.kind}{number}"

    @property
    def label(self) -> str:
        """2026年第3季度, 2026年上半年 or 2026年度."""
        if self.kind == "Y":
            return f"{self.start.year}年度"
        if self.kind == "H":
            return f"{self.start.year}年{'上' if self.start.month == 1 else '下'}半年"
        return f"{self.start.year}年第{self.start.month // 3 + 1}季度"


def offered(today: date) -> list[Stretch]:
    """The stretches a community may report on, the last ended first: four quarters, two half-years, two years."""
    found = []
    for kind, count in (("Q", 4), ("H", 2), ("Y", 2)):
        stretch = Stretch.holding(kind, today)
        found.append(stretch)
        for _ in range(count):
            stretch = stretch.previous
            found.append(stretch)
    return sorted(found, key=lambda one: (one.end > today, -one.end.toordinal(), MONTHS[one.kind]))


def check_appraisal(kind: str, grade: str) -> None:
    """Raise RuleBroken at `grade` unless a yearly sheet has one and no other has."""
    if kind == "Y" and not grade:
        raise RuleBroken("grade_missing", "年度反馈表须先提出评价等次（好、较好、一般、差）", field="grade")
    if kind != "Y" and grade:
        raise RuleBroken("grade_only_yearly", "评价等次只用于年度反馈表", field="grade")


def check_signable(state: str, *, reply_by: date | None, today: date) -> None:
    """Raise RuleBroken while the member still has time to reply."""
    if state == FeedbackState.SHOWN and (reply_by is None or today <= reply_by):
        until = f"{reply_by.month}月{reply_by.day}日" if reply_by else ""
        raise RuleBroken("still_reading", f"本人阅看期到{until}，本人答复或到期后才能签发", conflict=True)


def as_agreed(facts: dict[str, Any], words: str) -> dict[str, Any]:
    """The facts as far as the words of the consent name them: no days and no posts under words that do not.

    Source: 个人信息保护法 Art. 23: the kinds of what is given are told before.
    """
    withheld = {"records": [], "posts": [WITHHELD]}
    return facts | {key: less for key, less in withheld.items() if TOLD_TO_UNITS[key] not in words}


def differences(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What the records say otherwise than the frozen sheet, in sentences; empty for the same."""
    told = []
    if then["times"] != now["times"]:
        told.append(f"服务次数：表内{then['times']}次，现为{now['times']}次")
    if then["hours"] != now["hours"]:
        told.append(f"服务时长：表内{then['hours']}小时，现为{now['hours']}小时")
    if not told and then["records"] and then["records"] != now["records"]:
        told.append("服务明细有更正，次数与时长不变")
    return told
