"""Activities and rewards at the desk by API: drafted, published, called off; redeemed at the counter, handed out."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orgtree.acts import perform
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import Notice
from tests.api import Api, assert_error
from tests.volunteers.gatherings import announced, drafted, joined, plan
from tests.volunteers.people import accepted, at, enrolled
from tests.volunteers.recognition.test_rewards import counter, take
from volunteers.choices import ActivityState, RedemptionState
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Activity, ActivitySession, Redemption, ReportIn

pytestmark = pytest.mark.django_db
WHY = {"reason": "场地维修"}
counter = counter  # the fixture: (town, a member with four points, a reward that costs four)


@pytest.fixture
def desk(town) -> Api:
    return Api(town.clerk, scopes=[P.ACTIVITY_MANAGE, P.ACTIVITY_VIEW, P.REWARD_MANAGE])


def session(start: float = 9, *, days: int = 1, **changes) -> dict:
    times = {"starts_at": at(start, days_ago=-days), "ends_at": at(start + 2, days_ago=-days)}
    return times | {"place": "社区广场", "capacity": 10} | changes


def body(town, *sessions, **changes) -> dict:
    words = {"title": "楼道清扫", "category": "clean_up", "description": "一起清扫楼道", "contact": "社区办公室"}
    return words | {"area": town.east.pk, "sessions": list(sessions) or [session()]} | changes


# --- Activities -------------------------------------------------------------------------------------------------------


def test_an_activity_is_drafted_once_and_published(town, member, desk):
    wanted = body(town, session(), session(14))
    first = desk.post("activities/", wanted)
    assert (first.status_code, first.json()["state"], len(first.json()["sessions"])) == (201, "draft", 2), first.json()
    assert (first.json()["kind"]["code"], first.json()["area"]["id"]) == ("S05", town.east.pk)
    again = desk.post("activities/", wanted)
    assert (again.status_code, again.json()) == (200, first.json())
    made = first.json()["id"]
    for code in (201, 200):  # one more session, and the same again
        more = desk.post(f"activities/{made}/sessions/", session(days=8))
        assert (more.status_code, len(more.json()["sessions"])) == (code, 3)
    assert Api(member.user).get("activity-sessions/").json()["count"] == 0
    assert desk.post("activities/publish/", {"ids": [made, 2**40]}).json()["done"] == 1
    reply = desk.post("activities/publish/", {"ids": [made]}).json()
    assert (reply["done"], reply["refused"][0]["id"]) == (0, made)
    assert Api(member.user).get("activity-sessions/").json()["count"] == 3
    assert [row["id"] for row in desk.get("activities/", state="published").json()["results"]] == [made]


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(town, desk):
    assert_error(desk.post("activities/", {}), 400, "invalid", "area", "title", "category", "sessions")
    assert_error(desk.post("activities/", body(town, sessions=[])), 400, "invalid", "sessions")
    assert_error(desk.post("activities/", body(town, session(capacity=0))), 400, "invalid", "sessions.0.capacity")
    quarter = session(9.25)
    assert_error(desk.post("activities/", body(town, session(), quarter)), 422, "half_hours", "starts_at")
    assert_error(desk.post("activities/", body(town, area=town.west.pk)), 404, "not_found", "area")
    assert_error(desk.post("activities/", body(town, team=2**40)), 404, "not_found", "team")
    assert_error(desk.post("activities/", body(town, session(leader=2**40))), 404, "not_found", "leader")
    assert_error(desk.post("activities/", body(town, kind="X9")), 400, "invalid", "kind")
    assert not Activity.objects.exists()


def test_a_session_and_an_activity_are_called_off_and_told_once(town, member, desk):
    held = announced(town.east, town.clerk, plan(), plan(14, 16))
    joined(held, member)
    assert_error(desk.post(f"activity-sessions/{held.pk}/cancel/", {}), 400, "invalid", "reason")
    for _ in range(2):
        gone = desk.post(f"activity-sessions/{held.pk}/cancel/", WHY)
        assert (gone.status_code, gone.json()["cancel_reason"]) == (200, "场地维修"), gone.json()
    told = Notice.objects.filter(user=member.user, key__startswith="session").count()
    for _ in range(2):
        off = desk.post(f"activities/{held.activity_id}/cancel/", WHY)
        assert (off.status_code, off.json()["state"], off.json()["cancel_reason"]) == (200, "cancelled", "场地维修")
    assert not ActivitySession.objects.filter(cancelled_at=None).exists()
    assert Notice.objects.filter(user=member.user, key__startswith="session").count() == told
    assert_error(desk.post(f"activities/{held.activity_id}/cancel/", {"reason": "另一原因"}), 409, "wrong_state")


def test_strangers_keep_no_activity(town, member):
    held, draft = announced(town.east, town.clerk), drafted(town.east, town.clerk)
    paths = {
        f"activities/{draft.pk}/sessions/": session(days=3),
        f"activities/{held.activity_id}/cancel/": WHY,
        f"activity-sessions/{held.pk}/cancel/": WHY,
    }
    for stranger in (town.west_secretary, town.grid_worker, town.organisation, member.user):
        for path, sent in paths.items():
            assert_error(Api(stranger).post(path, sent), 404, "not_found")
        assert_error(Api(stranger).post("activities/", body(town)), 404, "not_found", "area")
        reply = Api(stranger).post("activities/publish/", {"ids": [draft.pk]}).json()
        assert (reply["done"], reply["refused"][0]["id"]) == (0, None)
    for scope in (P.ACTIVITY_VIEW, OWN):
        reader = Api(town.clerk, scopes=[scope])
        for path, sent in {**paths, "activities/": body(town), "activities/publish/": {"ids": [draft.pk]}}.items():
            assert_error(reader.post(path, sent), 403, "token_scope")
    assert Api(town.west_secretary).get("activities/").json()["count"] == 0
    assert Api(member.user).get("activities/").json()["count"] == 0
    states = dict(Activity.objects.values_list("pk", "state"))
    assert states == {draft.pk: ActivityState.DRAFT, held.activity_id: ActivityState.PUBLISHED}


def test_more_activities_take_no_more_queries(town):
    api = Api(town.clerk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert api.get("activities/").status_code == 200
        return len(asked)

    drafted(town.east, town.clerk, plan(), plan(14, 16))
    cost()
    before = cost()
    for number in range(3):
        drafted(town.east, town.clerk, plan(), plan(14, 16), title=f"清扫{number}")
    assert cost() == before


# --- Rewards ----------------------------------------------------------------------------------------------------------


def test_the_counter_redeems_for_one_without_a_phone_and_hands_out_once(counter, desk):
    town, member, reward = counter
    wanted = {"reward": reward.pk, "member": member.pk, "client_key": uuid4()}
    first = desk.post("redemptions/", wanted)
    assert (first.status_code, first.json()["member"]["id"]) == (201, member.pk), first.json()
    assert desk.post("redemptions/", wanted).status_code == 200
    made = first.json()["id"]
    reply = desk.post("redemptions/hand-out/", {"ids": [made, 2**40]}).json()
    assert (reply["done"], [row["id"] for row in reply["refused"]]) == (1, [None])
    reply = desk.post("redemptions/hand-out/", {"ids": [made]}).json()
    assert (reply["done"], [row["id"] for row in reply["refused"]]) == (0, [made])
    assert_error(desk.post("redemptions/hand-out/", {}), 400, "invalid", "ids")
    row = Redemption.objects.get()
    assert (row.state, row.decided_by, row.entered_by) == (RedemptionState.HANDED, town.clerk, town.clerk)
    assert desk.get("redemptions/", state="handed", member=member.pk).json()["count"] == 1


def test_strangers_redeem_for_nobody_and_hand_out_nothing(counter):
    town, member, reward = counter
    paper = enrolled(town.east, town.clerk)
    perform(report_ins, "accept", ids=[ReportIn.objects.get(member=paper).pk], by=town.secretary)
    neighbour = accepted(town.east, town.secretary)
    wanted = {"reward": reward.pk, "member": member.pk, "client_key": uuid4()}
    held, _ = take(member, reward)
    for stranger in (neighbour.user, town.west_secretary, town.grid_worker):
        assert_error(Api(stranger).post("redemptions/", wanted), 404, "not_found")
        reply = Api(stranger).post("redemptions/hand-out/", {"ids": [held.pk]}).json()
        assert (reply["done"], reply["refused"][0]["id"]) == (0, None)
    assert_error(Api(member.user, scopes=[OWN]).post("redemptions/hand-out/", {"ids": [held.pk]}), 403, "token_scope")
    assert_error(Api(town.clerk, scopes=[P.POINTS_VIEW]).post("redemptions/", wanted), 403, "token_scope")
    assert_error(Api(town.clerk).post("redemptions/", wanted | {"member": paper.pk}), 409, "overdraft")
    assert Redemption.objects.get().state == RedemptionState.RESERVED
