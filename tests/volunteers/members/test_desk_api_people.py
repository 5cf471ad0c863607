"""Decisions of the desk by API on report-ins of members and units: as on its pages, refused to whoever may not take them, safe to repeat."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import ActStep
from tests.api import Api, assert_error
from tests.volunteers.members.test_unit_report_ins import filed, unit_with_clerk
from tests.volunteers.people import accepted, registered
from volunteers.choices import ReportInState, UnitReportInState
from volunteers.models import PointEntry, ReportIn

pytestmark = pytest.mark.django_db
BODIES = {
    "return": {"reason": "请核对楼栋"},
    "close": {"reason": "retired"},
    "pause": {"reason": "away"},
    "resume": {},
}


@pytest.fixture
def desk(town) -> Api:
    """The secretary's program, with the scope for deciding and no other."""
    return Api(town.secretary, scopes=[P.REPORT_IN_DECIDE])


@pytest.fixture
def waiting(town) -> ReportIn:
    return ReportIn.objects.get(member=registered(town.east))


@pytest.fixture
def settled(member) -> ReportIn:
    return ReportIn.objects.get(member=member)


def steps() -> int:
    return ActStep.objects.filter(noun="volunteers.reportin").count()


def test_many_are_accepted_and_a_repeat_changes_nothing(town, desk, waiting, settled):
    elsewhere = ReportIn.objects.get(member=registered(town.west))
    wanted = {"ids": [waiting.pk, settled.pk, elsewhere.pk]}
    reply = desk.post("report-ins/accept/", wanted).json()
    assert (reply["done"], [row["id"] for row in reply["refused"]]) == (1, [settled.pk, None])
    entries, taken = PointEntry.objects.count(), steps()
    assert desk.post("report-ins/accept/", wanted).json()["done"] == 0
    assert (PointEntry.objects.count(), steps()) == (entries, taken)
    states = {row.pk: row.state for row in ReportIn.objects.all()}
    assert (states[waiting.pk], states[elsewhere.pk]) == (ReportInState.ACCEPTED, ReportInState.SUBMITTED)


def test_members_are_put_into_a_grid_or_building_of_their_community(town, desk, waiting, settled):
    reply = desk.post("report-ins/place/", {"ids": [settled.pk, waiting.pk], "area": town.east_building.pk}).json()
    assert (reply["done"], [row["id"] for row in reply["refused"]]) == (1, [waiting.pk])
    settled.refresh_from_db()
    assert (settled.area, settled.member.area) == (town.east_building, town.east_building)
    for _ in range(2):  # moved to another grid, and there it stays
        assert desk.post("report-ins/place/", {"ids": [settled.pk], "area": town.east_grid_two.pk}).json()["done"] == 1
    settled.refresh_from_db()
    assert settled.area == town.east_grid_two
    assert_error(desk.post("report-ins/place/", {"ids": [settled.pk], "area": town.east.pk}), 422, "area", "area")
    for away in (town.west_grid.pk, 2**40):
        reply = desk.post("report-ins/place/", {"ids": [settled.pk], "area": away})
        assert_error(reply, 404, "not_found", "area")
    assert_error(desk.post("report-ins/place/", {"ids": [settled.pk]}), 400, "invalid", "area")
    # A street's desk reaches both communities; a grid of one is none for the members of the other.
    street = Api(town.street_secretary)
    reply = street.post("report-ins/place/", {"ids": [settled.pk], "area": town.west_grid.pk}).json()
    assert (reply["done"], reply["refused"][0]["id"]) == (0, settled.pk)
    settled.refresh_from_db()
    assert settled.area == town.east_grid_two


def test_one_is_sent_back_with_a_reason_once(desk, waiting):
    path = f"report-ins/{waiting.pk}/return/"
    assert_error(desk.post(path, {}), 400, "invalid", "reason")
    assert_error(desk.post(path, {"reason": "难"}), 400, "invalid", "reason")
    first = desk.post(path, BODIES["return"])
    assert (first.json()["state"], first.json()["return_reason"]) == ("returned", "请核对楼栋"), first.json()
    taken = steps()
    assert desk.post(path, BODIES["return"]).json() == first.json()
    assert steps() == taken
    assert_error(desk.post(path, {"reason": "另一个原因"}), 409, "wrong_state")


def test_the_desk_pauses_resumes_and_ends(desk, settled):
    until = timezone.localdate() + timedelta(days=30)
    wanted = BODIES["pause"] | {"until": until}
    for _ in range(2):
        paused = desk.post(f"report-ins/{settled.pk}/pause/", wanted).json()
        assert (paused["state"], paused["suspended_until"]) == ("suspended", until.isoformat())
    assert_error(desk.post(f"report-ins/{settled.pk}/pause/", BODIES["pause"]), 409, "wrong_state")
    for _ in range(2):
        assert desk.post(f"report-ins/{settled.pk}/resume/", {}).json()["state"] == "accepted"
    assert_error(desk.post(f"report-ins/{settled.pk}/close/", {"reason": "tired"}), 400, "invalid", "reason")
    for _ in range(2):
        ended = desk.post(f"report-ins/{settled.pk}/close/", BODIES["close"]).json()
        assert (ended["state"], ended["close_reason"]) == ("closed", "retired")
    assert_error(desk.post(f"report-ins/{settled.pk}/close/", {"reason": "abroad"}), 409, "wrong_state")
    taken = list(ActStep.objects.of("volunteers.reportin", settled.pk).values_list("to_state", flat=True))
    assert taken[-3:] == ["suspended", "accepted", "closed"]


@pytest.mark.parametrize("act", BODIES)
def test_nobody_decides_on_one_out_of_reach(town, waiting, settled, act):
    row = waiting if act == "return" else settled
    path = f"report-ins/{row.pk}/{act}/"
    neighbour = accepted(town.east, town.secretary)
    for stranger in (town.west_secretary, town.grid_worker, neighbour.user, town.organisation):
        for body in (BODIES[act], {}):  # an unknown row is unknown whatever the body says
            assert_error(Api(stranger).post(path, body), 404, "not_found")
    assert_error(Api(town.secretary, scopes=[P.MEMBER_VIEW]).post(path, BODIES[act]), 403, "token_scope")
    before = row.state
    row.refresh_from_db()
    assert row.state == before


@pytest.mark.parametrize("act", ["accept", "place"])
def test_nobody_decides_on_many_out_of_reach(town, waiting, act):
    wanted = {"ids": [waiting.pk], "area": town.east_grid.pk}
    assert_error(Api(waiting.member.user, scopes=[OWN]).post(f"report-ins/{act}/", wanted), 403, "token_scope")
    assert_error(Api(town.secretary, scopes=[P.MEMBER_VIEW]).post(f"report-ins/{act}/", wanted), 403, "token_scope")
    for stranger in (town.west_secretary, town.grid_worker, waiting.member.user):
        reply = Api(stranger).post(f"report-ins/{act}/", wanted)
        assert reply.status_code == 404 or reply.json()["refused"][0]["id"] is None
    assert_error(Api(town.secretary).post(f"report-ins/{act}/", {"ids": []}), 400, "invalid", "ids")
    assert_error(Api(town.secretary).post(f"report-ins/{act}/", {"ids": list(range(1, 502))}), 400, "invalid", "ids")
    waiting.refresh_from_db()
    assert waiting.state == ReportInState.SUBMITTED


def test_members_do_not_decide_on_their_own(town, waiting, settled):
    for row, act in ((waiting, "return"), (settled, "close")):
        assert_error(Api(row.member.user).post(f"report-ins/{row.pk}/{act}/", BODIES[act]), 404, "not_found")
        assert_error(
            Api(row.member.user, scopes=[OWN]).post(f"report-ins/{row.pk}/{act}/", BODIES[act]), 403, "token_scope"
        )


# --- Units ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def unit(town):
    """(a unit's report-in that waits at 东园, the unit's clerk)"""
    school, clerk = unit_with_clerk(town, "第一中学")
    return filed(school, town.east, clerk), clerk


def test_units_are_accepted_with_one_receipt_and_ended(town, desk, unit):
    row, clerk = unit
    reply = desk.post("unit-report-ins/accept/", {"ids": [row.pk, 2**40]}).json()
    assert (reply["done"], [one["id"] for one in reply["refused"]]) == (1, [None])
    row.refresh_from_db()
    number = row.receipt_number
    again = desk.post("unit-report-ins/accept/", {"ids": [row.pk]}).json()
    assert (again["done"], again["refused"][0]["id"]) == (0, row.pk)
    program = Api(clerk, scopes=[P.UNIT_REPORT])
    assert_error(program.post(f"unit-report-ins/{row.pk}/end/", {}), 400, "invalid", "reason")
    for _ in range(2):
        ended = program.post(f"unit-report-ins/{row.pk}/end/", {"reason": "单位迁走"}).json()
        assert (ended["state"], ended["end_reason"], ended["receipt_number"]) == ("ended", "单位迁走", number)


def test_a_unit_is_sent_back_with_a_reason_once(desk, unit):
    path = f"unit-report-ins/{unit[0].pk}/return/"
    assert_error(desk.post(path, {"reason": ""}), 400, "invalid", "reason")
    for _ in range(2):
        assert desk.post(path, {"reason": "请核对名称"}).json()["return_reason"] == "请核对名称"
    assert_error(desk.post(path, {"reason": "另一个原因"}), 409, "wrong_state")


def test_strangers_decide_on_no_unit(town, unit):
    row, clerk = unit
    other = unit_with_clerk(town, "第二医院")[1]
    for stranger in (clerk, other, town.west_secretary, town.grid_worker):
        assert_error(Api(stranger).post(f"unit-report-ins/{row.pk}/return/", BODIES["return"]), 404, "not_found")
        reply = Api(stranger).post("unit-report-ins/accept/", {"ids": [row.pk]}).json()
        assert (reply["done"], reply["refused"][0]["id"]) == (0, None)
    for stranger in (other, town.west_secretary, town.grid_worker):
        assert_error(Api(stranger).post(f"unit-report-ins/{row.pk}/end/", {"reason": "迁走"}), 404, "not_found")
    for act in ("accept/", f"{row.pk}/return/", f"{row.pk}/end/"):
        reader = Api(town.secretary, scopes=[P.MEMBER_VIEW])
        assert_error(reader.post(f"unit-report-ins/{act}", {}), 403, "token_scope")
    row.refresh_from_db()
    assert row.state == UnitReportInState.SUBMITTED
