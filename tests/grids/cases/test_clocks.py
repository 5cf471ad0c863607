"""Clocks of a case: they add up, stand with a reason, keep what was used, and call their holder once."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from grids.cases.choices import CaseState, ClockKind
from grids.cases.models import CaseClock
from grids.cases.rules import red_moment
from grids.cases.services.keeping import close_answered
from grids.cases.services.requests import request_acts
from grids.cases.services.timing import office_of
from grids.cases.services.told import tell_clocks
from grids.cases.services.watching import watch_clocks
from orgtree.acts import make, perform_one
from orgtree.days.rules.working_time import Clock, Limit, Segment, Unit
from orgtree.models import Notice
from tests.grids.cases import world
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db
WAITING = {"kind": "wait", "number": None, "words": "等待产权单位确认"}


def local(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def at(text: str):
    return time_machine.travel(local(text), tick=False)


def handle_clock(row) -> CaseClock:
    return row.clocks.filter(kind=ClockKind.HANDLE).latest("round")


def due(row) -> str:
    row.refresh_from_db()
    return f"{timezone.localtime(row.due_at):%Y-%m-%dT%H:%M}"


def ask(town, row, **said):
    return make(request_acts, "ask", by=town.secretary, case=row, **WAITING | said).row


def decide(town, asked, key="approve", by=None, **said):
    return perform_one(request_acts, key, pk=asked.pk, by=by or town.street_secretary, **said)


def test_a_pause_outlives_another_class(town):
    """G04: received Monday, five working days, waits three, then two working days: 2 + 3."""
    world.long_since()
    with at("2026-11-02T09:00"):  # Monday
        row = world.accepted(town, world.case(town, code="0401"))
        asked = decide(town, ask(town, row))
    with at("2026-11-05T09:00"):  # Thursday
        decide(town, asked, "end", by=town.secretary)
        row = world.do("reclassify", row, town.secretary, category=world.category("0102"))
        assert due(row) == "2026-11-09T18:00"  # Monday: 2 working days after, and 3 that stood
        clock = handle_clock(row)
        assert [runs for _, _, runs, _ in clock.clock] == [True, False, True]
        assert clock.due_at > timezone.now()


def test_waiting_is_not_counted_against_who_waits(town):
    """G06: limit of two working days, waits four from the first minute, done one working day after."""
    world.long_since()
    with at("2026-11-02T09:00"):
        row = world.do("take", world.accepted(town, world.case(town, code="0102")), town.secretary)
        asked = ask(town, row)
        with refused("own_request"):
            decide(town, asked, by=town.secretary)
        with refused("level"):
            decide(town, asked, by=town.clerk)  # of the community itself: not one level up
        decide(town, asked)
        with refused("request_one_at_once", "kind"):
            ask(town, row, words="再等一等")
    with at("2026-11-06T09:00"):  # Friday: four working days later
        decide(town, asked, "end", by=town.secretary)
    with at("2026-11-09T09:00"):  # Monday
        world.do("finish", row, town.secretary, result="solved", answer="已清运完毕")
    clock = handle_clock(row)
    [told] = [told for told in tell_clocks(row) if told.title == "办理"]
    assert (told.used, clock.is_kept) == ("1天", True)
    assert [part.counted for part in told.parts] == ["0天", "不计时", "1天"]
    assert told.off_told == "11-07周六、11-08周日"


def test_round_the_clock_no_day_is_left_out(town):
    world.long_since()
    with at("2026-11-06T17:00"):  # Friday
        row = world.case(town, code="0104")  # to be accepted within an hour, day or night
    [told] = tell_clocks(row, local("2026-11-09T09:00"))
    assert (told.used, told.off_told) == ("64小时0分", "")
    with at("2026-11-06T17:00"):
        row = world.case(town, code="0102", title="control: within hours of the office")
    [told] = tell_clocks(row, local("2026-11-09T09:00"))
    assert told.off_told == "11-07周六、11-08周日"


def test_more_time_once_and_no_longer_than_the_limit(town):
    row = world.accepted(town, world.case(town, code="0401"))
    before = handle_clock(row).due_at
    with refused("too_long", "number"):
        ask(town, row, kind="extend", number=6)
    decide(town, ask(town, row, kind="extend", number=5))
    assert handle_clock(row).limit_number == 10
    assert handle_clock(row).due_at > before
    with refused("request_one_at_once", "kind"):
        ask(town, row, kind="extend", number=1)


def test_a_leg_waits_with_the_case_s_own_clock(town):
    unit = world.department(town)
    row = world.signed(town, unit)
    said = {"kind": "wait", "number": None, "words": "等待配件到货"}
    asked = make(request_acts, "ask_for_unit", by=unit.clerk, leg=world.lead_of(row), **said).row
    decide(town, asked)
    assert handle_clock(row).paused_at
    assert world.lead_of(row).paused_at
    row.refresh_from_db()
    assert row.due_at is None
    decide(town, asked, "end", by=unit.clerk)
    assert handle_clock(row).paused_at is None


@pytest.mark.parametrize(
    ("limit", "due_at", "red"),
    [
        (Limit(2, Unit.WORKDAY), "2026-09-30T18:00", "2026-10-09T18:00"),  # Wednesday; twice the limit: Friday the 9th
        (
            Limit(15, Unit.WORKDAY),
            "2026-10-23T18:00",
            "2026-10-28T18:00",
        ),  # three working days past due: from Friday to Wednesday
        (Limit(4, Unit.CLOCK_HOUR), "2026-09-28T13:00", "2026-09-28T17:00"),
        (Limit(30, Unit.MINUTE), "2026-09-28T09:30", "2026-09-28T10:00"),
    ],
)
def test_red_is_twice_the_limit_or_three_working_days(town, limit, due_at, red):
    office = office_of(town.east, local("2026-09-28T09:00"))
    clock = Clock([Segment(local("2026-09-28T09:00"))], limit, office)  # Monday
    assert timezone.localtime(clock.due()) == local(due_at)
    assert timezone.localtime(red_moment(clock, Limit(3, Unit.WORKDAY))) == local(red)


def test_reminded_once_in_working_time_then_yellow_then_red(town):
    """G10"""
    world.long_since()
    with at("2026-11-02T09:00"):
        row = world.do(
            "take", world.accepted(town, world.case(town, code="0102")), town.secretary
        )  # due Wednesday 18:00
    notices = Notice.objects.filter(user=town.secretary, key__startswith="caseclock:")
    assert watch_clocks(local("2026-11-04T07:00")) == 0  # before the office opens
    assert watch_clocks(local("2026-11-04T11:00")) == 0  # four working hours before 18:00 is 11:30
    for _ in range(2):
        watch_clocks(local("2026-11-04T14:40"))
    assert notices.count() == 1
    for _ in range(2):
        watch_clocks(local("2026-11-05T09:00"))
    clock = handle_clock(row)
    assert timezone.localtime(clock.yellow_at) == local("2026-11-04T18:00")
    assert (clock.red_at, notices.count()) == (None, 2)
    for _ in range(2):
        watch_clocks(local("2026-11-09T09:00"))
    assert timezone.localtime(handle_clock(row).red_at) == local("2026-11-06T18:00")
    assert notices.count() == 3


def test_a_leg_that_nobody_signs_for_is_late_by_itself(town):
    """G07: the clock runs from when it was given."""
    world.long_since()
    unit = world.department(town)
    world.long_since()
    with at("2026-11-02T09:00"):
        row = world.assigned(town, unit)
    watch_clocks(local("2026-11-04T09:00"))
    sign = CaseClock.objects.get(kind=ClockKind.SIGN)
    assert timezone.localtime(sign.yellow_at) == local("2026-11-02T15:30")
    assert Notice.objects.filter(user=unit.clerk, title__contains="签收").exists()
    assert not handle_clock(row).yellow_at


def test_not_passed_by_the_check_the_clock_goes_on(town):
    world.long_since()
    with at("2026-11-02T09:00"):
        row = world.do("take", world.accepted(town, world.case(town, code="0102")), town.secretary)
    with at("2026-11-03T09:00"):
        row = world.do("finish", row, town.secretary, result="solved", answer="已清运完毕")
    with at("2026-11-05T09:00"):
        row = world.do("send_back", row, town.clerk, reason="仍有渣土没有清完")
        assert (row.state, row.handled_by) == (CaseState.HANDLING, town.secretary)
        assert due(row) == "2026-11-06T18:00"  # one day used, two of the check do not count


def test_closed_by_itself_after_the_answer(town):
    row = world.replied(town, world.department(town))
    row.reports.update(channel="phone")
    day = timezone.localdate(row.verified_at)
    assert close_answered(today=day + timedelta(days=7)) == 0
    assert close_answered(today=day + timedelta(days=8)) == 1
    row.refresh_from_db()
    assert (row.state, row.closed_by) == (CaseState.CLOSED, None)
