"""Emergencies by API for those who open and run them: drafted, opened, called up for by a worker, planned, ended."""

import pytest

from orgtree.choices import OWN, RunState
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from orgtree.runs import do_run
from tests.api import Api, assert_error
from tests.volunteers.calls import answered, drafted, fill_past, half_hour, in_days, invited, opened, ordered, planned
from tests.volunteers.people import accepted
from volunteers.choices import EmergencyState, FreeTime
from volunteers.models import CallUp, CallUpRun, Emergency, ServiceRecord, Shift, ShiftPlace

pytestmark = pytest.mark.django_db
OPENING = {"open": {}, "extend": {"planned_end": in_days(20), "reason": "雨情持续"}, "close": {}, "purge": {}}


@pytest.fixture
def street(town) -> Api:
    return Api(town.street_secretary, scopes=[P.EMERGENCY_OPEN])


@pytest.fixture
def runner(town) -> Api:
    """The secretary of 东园, who runs and does not open."""
    return Api(town.secretary, scopes=[P.EMERGENCY_RUN])


@pytest.fixture
def flood(town) -> Emergency:
    return opened(town.east, town.west, by=town.street_secretary)


def plan_of(town, flood, **changes) -> dict:
    """A shift of tomorrow as a program sends it."""
    at = half_hour(24).replace(hour=9, minute=0)
    details = {"emergency": flood.pk, "area": town.east.pk, "place": "党群服务中心", "task": "巡查", "needed": 2}
    return details | {"starts_at": at, "ends_at": at.replace(hour=11)} | changes


# --- Opening and ending -----------------------------------------------------------------------------------------------


def test_an_emergency_is_drafted_opened_extended_and_ended(town, street):
    wanted = {
        "title": "防汛",
        "kind": "flood",
        "areas": [town.east.pk],
        "reason": "红色预警",
        "planned_end": in_days(5),
    }
    made = street.post("emergencies/", wanted)
    assert (made.status_code, made.json()["state"], made.json()["area"]["id"]) == (201, "draft", town.street.pk)
    again = street.post("emergencies/", wanted)
    assert (again.status_code, again.json()) == (200, made.json())
    path = f"emergencies/{made.json()['id']}"
    for _ in range(2):
        assert street.post(f"{path}/open/", {}).json()["state"] == "open"
    for _ in range(2):
        assert street.post(f"{path}/extend/", OPENING["extend"]).json()["planned_end"] == str(in_days(20))
    for _ in range(2):
        ended = street.post(f"{path}/close/", {}).json()
        assert (ended["state"], bool(ended["purged_at"])) == ("closed", True)
    assert street.post(f"{path}/purge/", {}).json() == ended  # gone already
    assert_error(street.post(f"{path}/open/", {}), 409, "wrong_state")
    assert Emergency.objects.get().steps.count() == 4


def test_a_draft_is_thrown_away_and_an_open_one_is_not(town, street, flood):
    draft = drafted(town.east, by=town.street_secretary)
    assert street.delete(f"emergencies/{draft.pk}/").status_code == 204
    assert_error(street.delete(f"emergencies/{draft.pk}/"), 404, "not_found")
    assert_error(street.delete(f"emergencies/{flood.pk}/"), 409, "wrong_state")


def test_what_is_wrong_is_said_at_its_field(town, street, flood):
    wanted = {"title": "防汛", "kind": "flood", "areas": [town.east.pk], "reason": "预警", "planned_end": in_days(5)}
    assert_error(street.post("emergencies/", {}), 400, "invalid", "title", "kind", "areas", "reason", "planned_end")
    assert_error(street.post("emergencies/", wanted | {"areas": []}), 400, "invalid", "areas")
    assert_error(street.post("emergencies/", wanted | {"areas": [town.north.pk]}), 404, "not_found", "areas")
    reply = street.post("emergencies/", wanted | {"planned_end": in_days(400)})
    assert_error(reply, 422, reply.json()["code"], "planned_end")
    assert_error(street.post(f"emergencies/{flood.pk}/extend/", {}), 400, "invalid", "planned_end", "reason")
    assert Emergency.objects.count() == 1


@pytest.mark.parametrize("act", OPENING)
def test_only_who_oversees_all_of_it_opens_and_ends(town, act):
    row = (drafted if act == "open" else opened)(town.east, town.west, by=town.street_secretary)
    path = f"emergencies/{row.pk}/{act}/"
    member = accepted(town.east, town.secretary)
    for stranger in (town.secretary, town.north_secretary, town.admin, member.user):
        assert_error(Api(stranger).post(path, OPENING[act]), 404, "not_found")
        assert_error(Api(stranger).delete(f"emergencies/{row.pk}/"), 404, "not_found")
    assert_error(Api(town.street_secretary, scopes=[P.EMERGENCY_RUN]).post(path, OPENING[act]), 403, "token_scope")
    before = (row.state, row.planned_end)
    row.refresh_from_db()
    assert (row.state, row.planned_end) == before


def test_hours_are_confirmed_by_the_street(town, flood, street):
    assert street.post(f"emergencies/{flood.pk}/confirm-hours/", {}).json() == {"done": 0, "refused": []}
    assert_error(Api(town.north_secretary).post(f"emergencies/{flood.pk}/confirm-hours/", {}), 404, "not_found")


# --- Calling up -------------------------------------------------------------------------------------------------------


def test_a_round_is_sent_by_a_worker_and_asked_for_once(town, flood, runner):
    people = [accepted(town.east, town.secretary), accepted(town.east, town.secretary)]
    accepted(town.west, town.west_secretary)
    path, wanted = f"emergencies/{flood.pk}", {"places": [town.east.pk]}
    assert runner.post(f"{path}/call-up/count/", wanted).json() == {"total": 2}
    assert not CallUpRun.objects.exists()
    first = runner.post(f"{path}/call-up/", wanted)
    assert (first.status_code, first.json()["state"], first.json()["total"]) == (201, "queued", 2), first.json()
    again = runner.post(f"{path}/call-up/", wanted)
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    other = runner.post(f"{path}/call-up/", wanted | {"free_times": [FreeTime.values[0]]})
    assert (other.status_code, other.json()["total"]) == (201, 0)
    do_run(first.json()["id"])
    rows = {row["id"]: row for row in runner.get(f"{path}/runs/").json()}
    done = rows[first.json()["id"]]
    assert (done["state_label"], done["looked_at"], done["invited"]) == ("已完成", 2, 2)
    assert set(CallUp.objects.values_list("member", flat=True)) == {person.pk for person in people}
    later = runner.post(f"{path}/call-up/", wanted).json()
    do_run(later["id"])
    assert CallUpRun.objects.get(pk=later["id"]).invited == 0  # nobody is called twice
    assert CallUpRun.objects.exclude(state=RunState.DONE).count() == 1
    assert Api(town.street_secretary).get(f"{path}/runs/").json() == []  # one's own rounds, as on the page


def test_nobody_is_called_up_beyond_reach(town, flood, runner):
    path = f"emergencies/{flood.pk}/call-up/"
    assert_error(runner.post(path, {}), 400, "invalid", "places")
    assert_error(runner.post(path, {"places": [town.east.pk], "skills": [10**9]}), 400, "invalid", "skills")
    assert_error(runner.post(path, {"places": [town.east.pk], "duties": ["x"]}), 400, "invalid", "duties")
    for place in (town.west.pk, town.street.pk):
        assert_error(runner.post(path, {"places": [place]}), 404, "not_found", "places")
    member = accepted(town.east, town.secretary)
    for stranger in (town.north_secretary, town.grid_worker, member.user, town.organisation):
        for act in ("call-up/", "call-up/count/"):
            assert_error(
                Api(stranger).post(f"emergencies/{flood.pk}/{act}", {"places": [town.east.pk]}), 404, "not_found"
            )
        assert_error(Api(stranger).get(f"emergencies/{flood.pk}/runs/"), 404, "not_found")
    assert_error(
        Api(town.street_secretary, scopes=[P.EMERGENCY_OPEN]).post(path, {"places": [town.east.pk]}), 403, "token_scope"
    )
    draft = drafted(town.east, by=town.street_secretary)
    assert_error(runner.post(f"emergencies/{draft.pk}/call-up/", {"places": [town.east.pk]}), 409, "wrong_state")
    assert not CallUpRun.objects.exists()


# --- Shifts -----------------------------------------------------------------------------------------------------------


def test_a_shift_is_planned_filled_and_called_off(town, flood, runner):
    member, other = accepted(town.east, town.secretary), accepted(town.east, town.secretary)
    invited(flood, town.east, by=town.secretary)
    answered(flood, member)
    wanted = plan_of(town, flood)
    first = runner.post("shifts/", wanted)
    assert (first.status_code, first.json()["left"]) == (201, 2), first.json()
    again = runner.post("shifts/", wanted)
    assert (again.status_code, again.json()) == (200, first.json())
    path = f"shifts/{first.json()['id']}"
    reply = runner.post(f"{path}/assign/", {"ids": [member.pk, 2**40]}).json()
    assert (reply["done"], [row["id"] for row in reply["refused"]]) == (1, [None])
    reply = runner.post(f"{path}/assign/", {"ids": [member.pk, other.pk]}).json()
    assert (reply["done"], [row["id"] for row in reply["refused"]]) == (1, [member.pk])
    assert ShiftPlace.objects.count() == 2
    assert [row["id"] for row in runner.get("shifts/").json()["results"]] == [first.json()["id"]]
    for _ in range(2):
        gone = runner.post(f"{path}/cancel/", {})
        assert (gone.status_code, bool(gone.json()["cancelled_at"])) == (200, True)
    assert runner.get("shifts/").json()["results"] == []
    assert not ShiftPlace.objects.exists()


def test_a_shift_is_filled_from_those_who_said_yes_and_rolled(town, flood, runner):
    member, other = accepted(town.east, town.secretary), accepted(town.east, town.secretary)
    invited(flood, town.east, by=town.secretary)
    for person in (member, other):
        answered(flood, person)
    shift = planned(flood, town.east, by=town.secretary, start=0, end=2)
    path = f"shifts/{shift.pk}"
    runner.post(f"{path}/assign/", {"ids": [member.pk]})
    assert [row["id"] for row in runner.get(f"{path}/candidates/").json()] == [other.pk]
    [place] = runner.get(f"{path}/places/").json()
    assert (place["member"]["id"], place["state"]) == (member.pk, "planned")
    assert AccessLog.objects.filter(action="api", actor=town.secretary, area=town.east).count() == 2
    for _ in range(2):
        [row] = runner.post(f"{path}/roll/", {"present": [place["id"]]}).json()
        assert row["state"] == "present"
    assert runner.post(f"{path}/roll/", {"present": []}).json()[0]["state"] == "absent"  # until it is settled
    assert_error(runner.post(f"{path}/roll/", {}), 400, "invalid", "present")
    assert_error(runner.post(f"{path}/cancel/", {}), 409, "shift_rolled")
    over = planned(flood, town.east, by=town.secretary)
    [held] = fill_past(over, other)
    for _ in range(2):
        runner.post(f"shifts/{over.pk}/roll/", {"present": [held.pk]})
    assert ServiceRecord.objects.filter(member=other).count() == 1  # over: its hours are noted, once
    ahead = planned(flood, town.east, by=town.secretary, start=4, end=6)
    assert_error(runner.post(f"shifts/{ahead.pk}/roll/", {"present": []}), 409, "roll_early")


@pytest.mark.parametrize("act", ["places", "candidates", "roll"])
def test_strangers_read_and_roll_no_shift(town, flood, act):
    shift = planned(flood, town.east, by=town.secretary, start=0, end=2)
    member = accepted(town.east, town.secretary)

    def asked(caller: Api):
        path = f"shifts/{shift.pk}/{act}/"
        return caller.post(path, {"present": []}) if act == "roll" else caller.get(path)

    for stranger in (town.west_secretary, town.grid_worker, town.organisation, member.user):
        assert_error(asked(Api(stranger)), 404, "not_found")
    for scope in (OWN, P.EMERGENCY_OPEN):
        assert_error(asked(Api(town.secretary, scopes=[scope])), 403, "token_scope")
    ordered("close", flood, town.street_secretary)
    assert_error(asked(Api(town.secretary)), 404, "not_found")  # nobody reads names after the end


def test_a_shift_that_cannot_be_says_why(town, flood, runner):
    assert_error(runner.post("shifts/", {}), 400, "invalid", "emergency", "area", "starts_at", "needed")
    late = plan_of(town, flood)
    reply = runner.post("shifts/", late | {"ends_at": late["starts_at"]})
    assert_error(reply, 422, reply.json()["code"], "ends_at")
    assert_error(runner.post("shifts/", late | {"area": town.west.pk}), 404, "not_found", "area")
    assert_error(runner.post("shifts/", late | {"emergency": 2**40}), 404, "not_found", "emergency")
    assert not Shift.objects.exists()


def test_strangers_plan_nothing(town, flood, runner):
    shift = planned(flood, town.east, by=town.secretary, start=2, end=4)
    member = accepted(town.east, town.secretary)
    for stranger in (town.west_secretary, town.north_secretary, town.grid_worker, member.user):
        reply = Api(stranger).post("shifts/", plan_of(town, flood))
        assert_error(reply, 404, "not_found", "area" if stranger == town.west_secretary else "emergency")
        assert_error(Api(stranger).post(f"shifts/{shift.pk}/cancel/", {}), 404, "not_found")
        assert_error(Api(stranger).post(f"shifts/{shift.pk}/assign/", {"ids": [member.pk]}), 404, "not_found")
        assert Api(stranger).get("shifts/").json()["results"] == []
    for act in ("", f"{shift.pk}/cancel/", f"{shift.pk}/assign/"):
        assert_error(Api(member.user, scopes=[OWN]).post(f"shifts/{act}", {}), 403, "token_scope")
    shift.refresh_from_db()
    assert (shift.cancelled_at, Shift.objects.count(), flood.state) == (None, 1, EmergencyState.OPEN)
    assert runner.post(f"shifts/{shift.pk}/cancel/", {}).status_code == 200  # control
