"""A case over the line between two communities (G15), a demand out of reason (G21), a dispatch that nobody signs (G08)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from grids.cases.choices import CaseState
from grids.cases.declared.cards import unsigned_now
from grids.cases.services.opening import Told
from grids.cases.services.requests import request_acts
from grids.cases.services.watching import watch_clocks
from grids.doors.services import following
from grids.models import Case, CaseClock, Leg
from orgtree.acts import course_of, make, perform_one
from orgtree.boards.services.boards import board
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Notice
from tests.api import Api, assert_error
from tests.grids.cases import world
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db
WHY = "要求拆除合法变压器，超出职权"


@pytest.fixture
def at(town):
    return world.department(town)


def notices_of(user) -> list[str]:
    return list(Notice.objects.filter(user=user).values_list("title", flat=True))


def figures(town) -> dict:
    """Of the district and the year, as the board shows them."""
    period = Period.holding("Y", timezone.localdate())
    fill_figures(period)
    return {cell.figure.key: cell.value for group in board(town.district, period).groups for cell in group.cells}


def test_moved_over_the_line_it_is_the_same_case_and_both_sides_are_told(town):
    """G15"""
    row = world.accepted(town)
    before = (row.number, row.opened_at, row.due_at, row.state)
    clocks = list(CaseClock.objects.filter(case=row).values("pk", "kind", "due_at", "stopped_at", "clock"))
    said = {"area": town.west_grid.pk, "reason": "路口属西园"}
    assert_error(
        Api(town.secretary).post(f"cases/{row.pk}/move/", said), 404, "not_found", "area"
    )  # not by one side alone
    moved = world.do("move", row, town.street_secretary, area=town.west_grid, reason="路口属西园")
    assert (moved.area, (moved.number, moved.opened_at, moved.due_at, moved.state)) == (town.west_grid, before)
    assert list(CaseClock.objects.filter(case=row).values("pk", "kind", "due_at", "stopped_at", "clock")) == clocks
    title = f"事项{row.number}由{town.east_grid}移交{town.west_grid}"
    for person in (town.secretary, town.grid_worker, town.west_secretary):
        assert title in notices_of(person), person
    assert title not in notices_of(town.north_secretary)
    assert [step.act for step in course_of(world.case_acts, moved)][-1] == "移到别处"
    assert not Case.objects.filter(state=CaseState.NOT_OURS).exists()
    assert Api(town.west_secretary).get(f"cases/{row.pk}/").status_code == 200  # it is theirs to handle
    assert Api(town.secretary).get(f"cases/{row.pk}/").status_code == 404
    assert world.do("take", moved, town.west_secretary).state == CaseState.HANDLING


def excluded(town, row: Case, by, of) -> None:
    """Asked for by the one, agreed to by the other."""
    said = {"case": row, "kind": "exclude", "number": None, "words": WHY}
    asked = make(request_acts, "ask", by=of, **said).row
    perform_one(request_acts, "approve", pk=asked.pk, by=by)
    row.refresh_from_db()


def test_a_demand_out_of_reason_is_out_of_the_rates_and_counted_by_itself(town):
    """G21: the community asks, the street agrees, whoever told of it reads why."""
    world.long_since()
    told = Told(source="resident", channel="page")
    rows = [world.case(town, title=title, told=told) for title in ("变压器噪声", "路灯不亮", "井盖松动")]
    before = figures(town)
    with refused("own_request"):
        excluded(town, rows[0], by=town.street_secretary, of=town.street_secretary)
    rows[0].requests.all().delete()  # the community asks itself
    with refused("level"):  # of the same level, though another person
        excluded(town, rows[0], by=town.clerk, of=town.secretary)
    rows[0].refresh_from_db()
    assert rows[0].excluded_at is None
    page = following.page_of(rows[0].reports.get())
    assert WHY not in Client().get(page, follow=True).content.decode()
    perform_one(request_acts, "approve", pk=rows[0].requests.get().pk, by=town.street_secretary)
    assert f"理由：{WHY}" in Client().get(page, follow=True).content.decode()
    assert WHY not in Client().get(following.page_of(rows[1].reports.get()), follow=True).content.decode()
    after = figures(town)
    assert (before["grids.opened"], after["grids.opened"]) == (3, 2)
    assert (before["grids.excluded"], after["grids.excluded"]) == (0, 1)


def test_what_nobody_signs_comes_back_to_whoever_gave_it_out(town, at):
    """G08"""
    world.long_since()
    row = world.assigned(town, at)
    leg = world.lead_of(row)
    due = leg.clocks.get(kind="sign").due_at
    waiting = lambda: unsigned_now(Leg.objects.allowed(town.street_secretary, P.CASE_DISPATCH))  # noqa: E731
    title = f"事项{row.number}交办后无人签收"
    with time_machine.travel(due - timedelta(minutes=1), tick=False):
        watch_clocks()
        assert (list(waiting()), notices_of(town.street_secretary).count(title)) == ([], 0)
    with time_machine.travel(due + timedelta(minutes=1), tick=False):
        for _ in range(2):
            watch_clocks()
        assert (list(waiting()), notices_of(town.street_secretary).count(title)) == ([leg], 1)
        assert not unsigned_now(Leg.objects.allowed(town.west_secretary, P.CASE_DISPATCH)).exists()
        assert figures(town)["grids.unsigned"] == 1
        world.do_leg("withdraw", leg, town.street_secretary, reason="无人签收，改派")
        assert not waiting().exists()
        row.refresh_from_db()
        assert (row.state, row.lead) == (CaseState.ACCEPTED, None)
