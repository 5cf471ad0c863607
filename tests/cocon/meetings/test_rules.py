"""Agendas in time, who came, when a matter may count as resolved."""

from datetime import date

import pytest

from cocon.meetings.rules import is_late, open_tasks, presence_told, progress_told, time_told


@pytest.mark.parametrize(
    ("planned", "minutes", "told"),
    [
        (90, [10, 20], "共30分钟"),
        (30, [10, 20], "共30分钟"),
        (25, [10, 20], "共30分钟，超出会议时间5分钟"),
        (0, [], "共0分钟"),
    ],
)
def test_the_agenda_says_how_long_it_is(planned, minutes, told):
    assert time_told(planned, minutes) == told


@pytest.mark.parametrize(("proposed", "late"), [(date(2026, 11, 15), False), (date(2026, 11, 16), True)])
def test_topics_come_fifteen_days_ahead(proposed, late):
    assert is_late(proposed, date(2026, 11, 30), 15) is late


def test_who_asked_to_be_excused_is_not_absent():
    assert presence_told({"present": 7, "excused": 1, "absent": 1}) == "应到9人，实到7人，请假1人，缺席1人"


@pytest.mark.parametrize(
    ("states", "left", "told"),
    [
        ([], 0, ""),
        (["confirmed", "confirmed", "given"], 1, "2/3"),
        (["confirmed", "cancelled"], 0, "1/1"),
        (["reported"], 1, "0/1"),
    ],
)
def test_tasks_of_a_matter(states, left, told):
    assert (open_tasks(states), progress_told(states)) == (left, told)
