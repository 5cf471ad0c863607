"""Many hands at once: the last of a budget is approved once, given on once, paid once."""

import threading
from decimal import Decimal as D
from functools import partial

import pytest

from cocon.models import FundEntry, Project
from cocon.projects.services import deciding, entries
from cocon.projects.services.entries import purse_of
from cocon.projects.services.funds import line_acts
from cocon.projects.services.projects import project_acts
from orgtree.acts import make, perform_one
from tests.cocon.projects.world import approvers, begun, granted, running, second
from tests.volunteers.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(committed_town):
    return committed_town


def two_for_the_last(town) -> list[Project]:
    """Two projects of 1,000 yuan each, the line has one thousand; each waits for its second approver."""
    line = granted(town, 1_000, area=town.east)
    return [second(town, begun(town, yuan=1_000, line=line, title=f"项目{number}")) for number in range(2)]


def approving(project, by):
    return partial(perform_one, project_acts, "approve_second", pk=project.pk, by=by)


def test_c09_of_two_approvals_for_the_last_1000_yuan_exactly_one(town):
    """C09: two approvals at once for the last 1,000."""
    projects, (_, by) = two_for_the_last(town), approvers(town)
    results = at_once(*[approving(project, by) for project in projects])
    assert sum(isinstance(one, Project) for one in results) == 1
    assert [one for one in results if isinstance(one, str)] == ["over_budget"]
    assert purse_of(projects[0].line_id).left == 0


def test_control_without_the_lock_both_are_approved(town, monkeypatch):
    both_counted, counted = threading.Barrier(2), deciding.purse_of

    def counted_by_both(line_id):
        purse = counted(line_id)
        both_counted.wait(10)
        return purse

    projects, (_, by) = two_for_the_last(town), approvers(town)
    monkeypatch.setattr(deciding, "hold_lines", lambda pks: {})
    monkeypatch.setattr(deciding, "purse_of", counted_by_both)
    at_once(*[approving(project, by) for project in projects])
    assert entries.purse_of(projects[0].line_id).left == -100_000


def test_the_last_of_a_street_is_given_on_once(town):
    line = granted(town, 1_000)
    giving = [
        partial(make, line_acts, "allot", parent=line, area=area, yuan=D(1_000), by=town.street_secretary)
        for area in (town.east, town.west)
    ]
    results = at_once(*giving)
    assert [one for one in results if isinstance(one, str)] == ["over_budget"]
    assert purse_of(line.pk).left == 0


def test_one_voucher_pressed_by_many_is_paid_once(town):
    project, (one, _) = running(town), approvers(town)
    pay = partial(perform_one, project_acts, "advance", pk=project.pk, by=one, yuan=D(100), reason="凭证001")
    at_once(*[pay] * 5)
    assert FundEntry.objects.filter(project=project, kind="advance").count() == 1
