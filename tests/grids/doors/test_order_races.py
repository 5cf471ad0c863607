"""The same order twenty times at once: one order, one case, and every sender is told of it (G11)."""

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


def sendings(town) -> list:
    """What each of twenty connections was answered: the case's id, or the refusal."""
    said = sent(town)

    def send(by):
        return make(order_acts, "receive", by=by, **said).row.case_id

    people = [town.street_secretary, town.secretary, town.clerk]
    return at_once(*[partial(send, people[turn % 3]) for turn in range(HANDS)])


def test_the_same_number_twenty_times_at_once_is_one_case(town):
    answers = sendings(town)
    assert len(set(answers)) == 1, answers
    assert (Case.objects.count(), Report.objects.count(), DoorOrder.objects.count()) == (1, 1, 1)
    assert DoorOrder.objects.get().times == HANDS


def test_control_without_the_lock_of_the_number_some_are_refused(town, monkeypatch):
    """Three people send: their own locks keep each apart from himself alone, and the database refuses the second row."""
    monkeypatch.setattr(intake, "hold_for", lambda name: None)
    for _ in range(5):
        answers = sendings(town)
        if len(set(answers)) > 1:
            break
        DoorOrder.objects.all().delete()
    assert len(set(answers)) > 1
