"""The calendar of agreements, as a table: days left, states at the edge of a day, reminders."""

from datetime import date

import pytest

from cocon.agreements.rules.goals import Goal, read_goals, written_goal
from cocon.agreements.rules.terms import Standing, days_left, state_on
from orgtree.days.rules.months import months_before
from orgtree.errors import RuleBroken

SIGNED = {"by_community": True, "by_unit": True}
TERM = {"since": date(2025, 12, 1), "until": date(2026, 11, 30), "remind_on": date(2026, 9, 30)}


@pytest.mark.parametrize(
    ("known", "today", "state"),
    [
        ({}, "2026-01-01", "draft"),
        ({"by_community": True}, "2026-01-01", "community_signed"),
        ({"by_unit": True}, "2026-01-01", "unit_signed"),
        (SIGNED, "2025-11-30", "upcoming"),
        (SIGNED, "2025-12-01", "active"),
        (SIGNED, "2026-09-29", "active"),
        (SIGNED, "2026-09-30", "expiring"),
        (SIGNED, "2026-11-30", "expiring"),  # the last day is valid
        (SIGNED, "2026-12-01", "expired"),
        (SIGNED | {"is_renewed": True}, "2026-11-30", "active"),
        (SIGNED | {"is_renewed": True}, "2026-12-01", "renewed"),
        (SIGNED | {"is_broken_off": True}, "2026-11-30", "expiring"),
        (SIGNED | {"is_broken_off": True}, "2026-12-01", "terminated"),
        (SIGNED | {"is_cancelled": True}, "2026-01-01", "cancelled"),
        ({"is_cancelled": True}, "2026-12-01", "cancelled"),
    ],
)
def test_what_an_agreement_is_on_a_day(known, today, state):
    standing = Standing(**{"by_community": False, "by_unit": False} | TERM | known)
    assert state_on(standing, date.fromisoformat(today)) == state


@pytest.mark.parametrize(("today", "left"), [("2026-11-29", 1), ("2026-11-30", 0), ("2026-12-01", -1)])
def test_days_are_counted_by_date(today, left):
    assert days_left(TERM["until"], date.fromisoformat(today)) == left


@pytest.mark.parametrize(
    ("until", "months", "remind"),
    [
        ("2026-07-31", 2, "2026-05-31"),
        ("2027-07-31", 2, "2027-05-31"),
        ("2026-04-30", 2, "2026-02-28"),
        ("2024-04-30", 2, "2024-02-29"),
        ("2026-01-31", 2, "2025-11-30"),
    ],
)
def test_the_reminder_counts_from_the_present_end(until, months, remind):
    assert months_before(date.fromisoformat(until), months) == date.fromisoformat(remind)


@pytest.mark.parametrize(
    ("line", "goal"),
    [
        ("联合主题党日 6次", Goal("联合主题党日", 6, "次")),
        ("党员到社区服务：４０人次", Goal("党员到社区服务", 40, "人次")),
        ("义诊12", Goal("义诊", 12, "")),
        ("为3个小区办实事，5 件", Goal("为3个小区办实事", 5, "件")),
    ],
)
def test_goals_are_read_as_people_write_them(line, goal):
    assert read_goals(f"\n  {line}  \n") == [goal]
    assert read_goals(written_goal(goal)) == [goal]


@pytest.mark.parametrize("text", ["多开展活动", "党课 0次", "6次", "字" * 61 + "3次", "\n".join(["党课 1次"] * 13)])
def test_a_goal_without_a_number_is_asked_for(text):
    with pytest.raises(RuleBroken) as broken:
        read_goals(text)
    assert broken.value.field == "goals"
