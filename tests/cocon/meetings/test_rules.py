"""Days of a series, agendas in time, who came and whether they were enough, when a matter may count as resolved."""

from datetime import date

import pytest

from cocon.meetings.rules import (
    dates_of,
    is_late,
    open_tasks,
    presence_told,
    progress_told,
    quorum_of,
    read_agenda,
    read_time,
    time_told,
)
from orgtree.errors import RuleBroken


@pytest.mark.parametrize(
    ("rhythm", "first", "last", "days"),
    [
        ("week", "2026-12-29", "2027-01-12", ["2026-12-29", "2027-01-05", "2027-01-12"]),
        ("fortnight", "2026-12-29", "2027-01-12", ["2026-12-29", "2027-01-12"]),
        ("month", "2026-08-31", "2026-11-30", ["2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30"]),
        ("quarter", "2026-11-30", "2027-06-01", ["2026-11-30", "2027-02-28", "2027-05-30"]),
        ("weekday", "2026-09-11", "2026-12-01", ["2026-09-11", "2026-10-09", "2026-11-13"]),  # second Fridays
        (
            "weekday",
            "2026-10-30",
            "2027-01-31",
            ["2026-10-30", "2026-11-27", "2026-12-25", "2027-01-29"],
        ),  # fifth or last
        ("week", "2026-12-29", "2026-12-29", ["2026-12-29"]),
    ],
)
def test_a_series_has_a_day_each_time(rhythm, first, last, days):
    assert [f"{day}" for day in dates_of(date.fromisoformat(first), date.fromisoformat(last), rhythm)] == days


@pytest.mark.parametrize("last", [date(2026, 12, 28), date(2028, 12, 29)])
def test_a_series_has_a_day_and_sixty_at_most(last):
    with pytest.raises(RuleBroken) as broken:
        dates_of(date(2026, 12, 29), last, "week")
    assert broken.value.field == "last_day"


def test_a_fixed_agenda_is_read_as_people_write_it():
    text = "通报上月情况 15\n\n 群众意见 \n下月安排 5分钟\n2027年工作要点"
    assert read_agenda(text) == [("通报上月情况", 15), ("群众意见", 10), ("下月安排", 5), ("2027年工作要点", 10)]
    for wrong in ("议程 0", "议程 301", "字" * 61, "一项\n" * 21):
        with pytest.raises(RuleBroken):
            read_agenda(wrong)


@pytest.mark.parametrize(("text", "kept"), [("9:00", "09:00"), ("14：30", "14:30"), ("24:00", None), ("早上", None)])
def test_times_are_read_as_people_write_them(text, kept):
    if kept:
        assert read_time(text) == kept
    else:
        with pytest.raises(RuleBroken):
            read_time(text)


@pytest.mark.parametrize(("invited", "percent", "least"), [(9, 50, 5), (10, 50, 5), (0, 50, 0), (9, 0, 0), (3, 67, 3)])
def test_a_quorum_counts_whole_people(invited, percent, least):
    assert quorum_of(invited, percent) == least


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
    counts = {"present": 7, "excused": 1, "absent": 1}
    assert presence_told(counts) == presence_told(counts, 50) == "应到9人，实到7人，请假1人，缺席1人"
    assert presence_told(counts, 80) == "应到9人，实到7人，请假1人，缺席1人，未达到规定的8人"


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
