"""The same order twenty times at once: one order, one case, and every sender is told of it (G11)."""

import threading
from functools import partial

import pytest

from grids.doors.services import intake
from grids.doors.services.orders import order_acts
from grids.models import Case, DoorOrder, Report
from orgtree.acts import make
from tests.grids.doors.makers import sent
from tests.volunteers.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 20


@pytest.fixture
def town(committed_town):
    return committed_town


def send(said, by):
    """The id of the case that the sender is told, or the code of the refusal."""
    return make(order_acts, "receive", by=by, **said).row.case_id


def test_the_same_number_twenty_times_at_once_is_one_case(town):
    people, said = [town.street_secretary, town.secretary, town.clerk], sent(town)
    answers = at_once(*[partial(send, said, people[turn % 3]) for turn in range(HANDS)])
    assert len(set(answers)) == 1, answers
    assert (Case.objects.count(), Report.objects.count(), DoorOrder.objects.count()) == (1, 1, 1)
    assert DoorOrder.objects.get().times == HANDS


def test_control_without_the_lock_of_the_number_the_second_is_refused(town, monkeypatch):
    """Two people find no order before either writes one: their own locks keep each apart from himself alone, and the database refuses the second row."""
    both_found_none, sent_in, said = threading.Barrier(2), intake.sent_in, sent(town)

    def told_to_both(doing):
        both_found_none.wait(10)
        return sent_in(doing)

    monkeypatch.setattr(intake, "hold_for", lambda name: None)
    monkeypatch.setattr(intake, "sent_in", told_to_both)
    answers = at_once(partial(send, said, town.street_secretary), partial(send, said, town.secretary))
    assert sorted(isinstance(one, str) for one in answers) == [False, True], answers
    assert DoorOrder.objects.get().times == 1
