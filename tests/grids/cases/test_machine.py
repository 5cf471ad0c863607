"""Cases played at random; each promise has a planted fault that breaks it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grids.models import Case, CaseClock, Report
from tests.cocon.machines import play_at_random, walk_through
from tests.grids.cases.machine import Course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_town")]
PROMISES = (
    "segments_add_up",
    "one_unit_leads",
    "what_is_open_is_due_or_stands",
    "nothing_is_closed_over_an_open_part_or_an_asker",
    "somebody_has_what_is_open",
    "everybody_is_answered_once_a_round",
)
WALK = [
    lambda course: course.accept(0),
    lambda course: course.assign(0, 0),
    lambda course: course.assist(0, 1),
    lambda course: course.sign(0),
    lambda course: course.sign(0),
    lambda course: course.finish_leg(1),
    lambda course: course.finish_leg(0),
    lambda course: course.send_back(0),
    lambda course: course.sign(0),
    lambda course: course.finish_leg(0),
    lambda course: course.verify(0),
    lambda course: course.reply(0),
    lambda course: course.close(0),
    lambda course: course.rate(0, False),
    lambda course: course.wait(0),
    lambda course: course.decide(0, "approve"),
    lambda course: course.reclassify(0),
    lambda course: course.decide(0, "end"),
    lambda course: course.merge(1, 0),
    lambda course: course.unmerge(0),
    lambda course: course.accept(0),
    lambda course: course.split(1),
]


def test_every_promise_holds_along_a_full_course():
    walk_through(Course, WALK, PROMISES)


def test_every_promise_holds_whatever_happens():
    play_at_random(Course)


FAULTS = {
    "segments_add_up": lambda: CaseClock.objects.filter(kind="handle").update(
        clock=[["2026-01-05T09:00:00+08:00", "2026-01-05T10:00:00+08:00", True, ""]]
    ),
    "one_unit_leads": lambda: Case.objects.filter(state="assigned").update(lead=None),
    "what_is_open_is_due_or_stands": lambda: Case.objects.filter(state="assigned").update(due_at=None),
    "nothing_is_closed_over_an_open_part_or_an_asker": lambda: Report.objects.filter(case__state="closed").update(
        reply="", replied_at=None
    ),
    "somebody_has_what_is_open": lambda: Case.objects.filter(state="assigned").update(lead=None),
    "everybody_is_answered_once_a_round": lambda: Report.objects.exclude(replied_at=None).update(
        reply="另一个答复", replied_at=timezone.now() + timedelta(days=99)
    ),
}


@pytest.mark.parametrize("promise", FAULTS)
def test_a_planted_fault_is_found(promise):
    steps = WALK[:13] if promise.startswith(("nothing", "everybody")) else WALK[:2]
    with pytest.raises(AssertionError):
        walk_through(Course, [*steps, lambda course: FAULTS[promise]()], [promise])
