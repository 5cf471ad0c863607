"""Due moments of cases from their own classes, by tables with weekdays: the October holidays and the Spring Festival of 2026, split office
hours, limits round the clock, a pause, another class while it stands, a second round, a level up.

Holidays: 1–7 Oct (Thu–Wed), worked Sat 10 Oct; 15–23 Feb (Sun–Mon), worked Sat 14 and Sat 28 Feb. Office hours 8:30–12:00 and 14:30–18:00.
"""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from grids.cases.services.requests import request_acts
from grids.models import Case, CaseRequest
from orgtree.acts import make, perform_one
from tests.grids.cases import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _long_since(town):
    world.long_since()


def at(moment: str):
    return time_machine.travel(timezone.make_aware(datetime.fromisoformat(f"2026-{moment}")), tick=False)


def due(case: Case, kind: str) -> str:
    clock = case.clocks.filter(kind=kind, leg=None).latest("round")
    return f"{timezone.localtime(clock.due_at):%m-%d %H:%M}" if clock.due_at else "stands"


def begun(town, code: str, moment: str) -> Case:
    """Told, and accepted in the same moment."""
    with at(moment):
        return world.accepted(town, world.case(town, code=code))


def wait(town, case: Case, since: str, until: str | None = None) -> CaseRequest:
    """A pause agreed to one level up; ended where `until` says."""
    said = {"kind": "wait", "number": None, "words": "等待产权单位确认"}
    with at(since):
        asked = make(request_acts, "ask", by=town.secretary, case=case, **said).row
        perform_one(request_acts, "approve", pk=asked.pk, by=town.street_secretary)
    if until:
        with at(until):
            perform_one(request_acts, "end", pk=asked.pk, by=town.secretary)
    return asked


BEGINS = [
    # class, told, to be accepted by, to be done by
    (
        "0401",
        "09-30 16:50",
        "10-08 11:20",
        "10-13 18:00",
    ),  # Wed; 4 hours: 1:10, then Thu 8 Oct; 5 days: 8, 9, 10 (worked Sat), 12, 13
    (
        "0102",
        "10-09 17:00",
        "10-10 11:30",
        "10-12 18:00",
    ),  # Fri; 4 hours: 1, then the worked Sat; 2 days: Sat 10, Mon 12
    (
        "0401",
        "10-03 10:00",
        "10-08 15:00",
        "10-13 18:00",
    ),  # Sat in the holiday: from Thu 8 Oct, 3:30 before noon, then 0:30; 8, 9, Sat 10, 12, 13
    (
        "0102",
        "02-13 11:00",
        "02-13 17:30",
        "02-24 18:00",
    ),  # Fri; 1 hour before noon, 3 from 14:30; 2 days: Sat 14 (worked), Tue 24
    (
        "0401",
        "02-14 17:30",
        "02-24 12:00",
        "02-28 18:00",
    ),  # the worked Sat; half an hour, 3:30 on Tue 24; 24, 25, 26, 27, Sat 28 (worked)
    ("0401", "02-18 09:00", "02-24 15:00", "02-28 18:00"),  # Wed in the festival: counted from Tue 24 on
    (
        "0203",
        "10-01 23:30",
        "10-02 00:30",
        "10-02 23:30",
    ),  # no water on a holiday night: an hour, 24 hours, round the clock
    ("0201", "10-04 23:45", "10-05 00:15", "10-05 03:45"),  # an open manhole on a Sun night: half an hour, 4 hours
    (
        "0204",
        "02-17 03:00",
        "02-17 03:10",
        "02-17 05:00",
    ),  # gas on the first day of the year: at once is ten minutes, then 2 hours
    (
        "0107",
        "10-12 12:30",
        "10-13 09:00",
        "10-14 18:00",
    ),  # Mon at noon: 3:30 from 14:30, 0:30 on Tue; 2 days: Tue, Wed
]


@pytest.mark.parametrize(("code", "told", "accept", "handle"), BEGINS)
def test_a_case_is_due_by_its_class(town, code, told, accept, handle):
    case = begun(town, code, told)
    assert (due(case, "accept"), due(case, "handle")) == (accept, handle)


PAUSES = [
    # class, told, stands from, until, due
    (
        "0401",
        "09-30 09:00",
        "10-08 09:00",
        "10-10 09:00",
        "10-15 18:00",
    ),  # Wed; stands Thu to the worked Sat: 2 working days more than Tue 13
    (
        "0401",
        "09-30 09:00",
        "10-01 09:00",
        "10-07 09:00",
        "10-13 18:00",
    ),  # stands through the holiday alone: nothing is won by it
    (
        "0104",
        "10-01 10:00",
        "10-01 12:00",
        "10-01 22:00",
        "10-02 00:00",
    ),  # 4 hours round the clock on a holiday: 2 used, 2 left
    ("0102", "02-13 09:00", "02-14 09:00", None, "stands"),  # still stands: due at no moment
]


@pytest.mark.parametrize(("code", "told", "since", "until", "handle"), PAUSES)
def test_a_pause_is_counted_in_the_time_of_its_class(town, code, told, since, until, handle):
    case = begun(town, code, told)
    wait(town, case, since, until)
    assert due(case, "handle") == handle


def test_another_class_while_it_stands_keeps_both_spans(town):
    """2 days from Wed 30 Sep; stands from Thu 8 Oct, made a class of 5 days while it does."""
    case = begun(town, "0102", "09-30 09:00")  # Wed; 2 days: 8, 9 Oct
    asked = wait(town, case, "10-08 09:00")
    with at("10-09 09:00"):
        case = world.do("reclassify", case, town.secretary, category=world.category("0401"))  # 5 days
        assert due(case, "handle") == "stands"
    with at("10-12 09:00"):  # Mon; 8, 9, 10 Oct stood
        perform_one(request_acts, "end", pk=asked.pk, by=town.secretary)
    assert (
        due(case, "handle") == "10-16 18:00"
    )  # Fri: five days after 30 Sep are 8, 9, 10, 12, 13; three stood: 14, 15, 16
    assert [runs for _, _, runs, _ in case.clocks.get(kind="handle").clock] == [True, False, True]


def test_a_second_round_begins_a_clock_of_its_own(town):
    """Told Wed 30 Sep, done Thu 8 Oct, reopened Sat 10 Oct (worked): 5 days from there, and the first clock as it was."""
    case = begun(town, "0401", "09-30 09:00")
    with at("10-08 09:30"):
        case = world.do("take", case, town.secretary)
        case = world.do("finish", case, town.secretary, result="solved", answer="已调解")
        case = world.do("verify", case, town.street_secretary)
    with at("10-10 10:00"):
        case = world.do("reopen", case, town.street_secretary, reason="又起争执")
    assert due(case, "handle") == "10-16 18:00"  # Mon 12 to Fri 16
    first = case.clocks.get(kind="handle", round=1)
    assert (first.is_kept, f"{timezone.localtime(first.stopped_at):%m-%d %H:%M}") == (True, "10-08 09:30")


def test_a_level_up_changes_no_moment(town):
    case = begun(town, "0401", "09-30 16:50")
    with at("10-09 10:00"):
        case = world.do("escalate", case, town.secretary, reason="须街道协调")
    assert (case.level, due(case, "handle")) == ("L3", "10-13 18:00")
