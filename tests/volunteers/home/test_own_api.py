"""One's own affairs by API: consents, data, report-in, shelf, shifts, replies; each refused to whoever it is not about."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import Notice
from orgtree.notices.services import notify
from tests.api import Api, assert_error
from tests.volunteers.calls import answered, invited, opened, planned
from tests.volunteers.check_ins.test_check_ins import sent
from tests.volunteers.feedback.test_feedback import served_member, shown
from tests.volunteers.members.test_unit_report_ins import unit_with_clerk
from tests.volunteers.people import accepted, logged, registered
from tests.volunteers.recognition.test_rewards import reward_in, served_two_hours, take, window_at
from tests.volunteers.standing.test_deeds import entered
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.choices import (
    CheckInState,
    DeedState,
    FeedbackState,
    RedemptionState,
    ReportInState,
    ServiceState,
    SuspendReason,
)
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import (
    CheckIn,
    Consent,
    DeedReport,
    Member,
    Redemption,
    ReportIn,
    ServiceRecord,
    ShiftPlace,
    Skill,
)

pytestmark = pytest.mark.django_db
PLACE = "阳光小区3号楼"


@pytest.fixture
def phone(member) -> Api:
    return Api(member.user, scopes=[OWN])


@pytest.fixture
def neighbour(town) -> Member:
    return accepted(town.east, town.secretary, name="邻居")


def ids(reply) -> list[int]:
    assert reply.status_code == 200, reply.content.decode()
    return [row["id"] for row in reply.json()["results"]]


# --- Consents and data ------------------------------------------------------------------------------------------------


def test_consents_are_read_given_and_taken_back(member, phone):
    rows = {row["purpose"]: row for row in phone.get("me/consents/").json()}
    assert rows["registration"]["given_at"]
    assert (rows["registration"]["locked"], rows["photo"]["given_at"]) == (True, None)
    for _ in range(2):  # a retry changes nothing
        given = {row["purpose"]: row for row in phone.post("me/consents/photo/", {"agree": True}).json()}
        assert given["photo"]["given_at"]
    assert Consent.objects.filter(member=member, text__purpose="photo").count() == 1
    for _ in range(2):
        gone = {row["purpose"]: row for row in phone.post("me/consents/photo/", {"agree": False}).json()}
        assert gone["photo"]["given_at"] is None
    refused = phone.post("me/consents/registration/", {"agree": False})
    assert refused.status_code in (409, 422)
    assert_error(phone.post("me/consents/nonsense/", {"agree": True}), 404, "not_found")
    assert_error(phone.post("me/consents/photo/", {}), 400, "invalid", "agree")


def test_the_copy_of_ones_data_is_ones_own(town, member, phone, neighbour):
    logged(member)
    data = phone.get("me/data/").json()
    assert len(data["服务记录"]) == 1
    assert neighbour.name not in phone.get("me/data/").content.decode()
    for path in ("me/data/", "me/consents/"):
        assert_error(Api(town.clerk).get(path), 404, "not_found")  # no member
        assert_error(Api(member.user, scopes=[P.MEMBER_VIEW]).get(path), 403, "token_scope")
        assert Api().get(path).status_code == 401


def test_ones_particulars_are_corrected_by_oneself(town, member, phone, neighbour):
    skill = Skill.objects.filter(is_active=True).first()
    body = {"unit_name": "第二中学", "skills": [skill.name], "free_times": ["weekend_day"], "interests": ["lecture"]}
    row = phone.post("me/about/", body).json()
    assert (row["id"], row["unit_name"], row["skills"]) == (member.pk, "第二中学", [skill.name])
    assert phone.post("me/about/", {"free_times": []}).json()["unit_name"] == "第二中学"  # what is not named stays
    assert_error(phone.post("me/about/", {"skills": ["没有这一项"]}), 400, "invalid", "skills")
    assert_error(phone.post("me/about/", {"interests": ["x"]}), 400, "invalid")
    assert_error(Api(member.user, scopes=[P.MEMBER_EDIT]).post("me/about/", body), 403, "token_scope")
    assert_error(Api(town.clerk).post("me/about/", body), 404, "not_found")
    neighbour.refresh_from_db()
    assert neighbour.unit_name != "第二中学"


def test_the_rules_say_what_each_item_gives(town, phone):
    rules = phone.get("me/point-rules/").json()
    items = {item["code"]: item["words"] for chapter in rules["chapters"] for item in chapter["items"]}
    assert items["B03"].startswith("每次3分")
    assert_error(Api(town.clerk).get("me/point-rules/"), 404, "not_found")


def test_all_notices_of_ones_own_are_read_at_once(member, phone, neighbour):
    notify(users=[member.user, neighbour.user], key="test", title="通知")
    unread = Notice.objects.mine(member.user).unread().count()
    assert unread
    assert phone.post("notices/read-all/", {}).json() == {"read": unread}
    assert phone.post("notices/read-all/", {}).json() == {"read": 0}
    assert Notice.objects.mine(neighbour.user).unread().exists()


# --- Report-in --------------------------------------------------------------------------------------------------------


def test_a_member_moves_pauses_and_leaves(town, member, phone):
    old = ReportIn.objects.get(member=member)
    paused = phone.post(f"report-ins/{old.pk}/pause/", {"reason": SuspendReason.values[0]})
    assert (paused.status_code, paused.json()["state"]) == (200, "suspended"), paused.content.decode()
    assert phone.post(f"report-ins/{old.pk}/resume/", {}).json()["state"] != "suspended"
    wanted = {"community": town.west.pk, "residence": PLACE}
    moved = phone.post("report-ins/", wanted)
    assert (moved.status_code, moved.json()["community"]["id"]) == (201, town.west.pk)
    again = phone.post("report-ins/", wanted)
    assert (again.status_code, again.json()["id"]) == (200, moved.json()["id"])
    assert_error(phone.post("report-ins/", {"community": town.east.pk, "residence": PLACE}), 409, "report_in_waiting")
    perform_one(report_ins, "return", pk=moved.json()["id"], reason="请核对楼栋", by=town.west_secretary)
    third = phone.post("report-ins/", wanted | {"residence": "阳光小区5号楼"})
    assert (third.json()["id"], third.json()["state"]) == (moved.json()["id"], "submitted")
    left = phone.post(f"report-ins/{third.json()['id']}/leave/", {})
    assert left.json()["ended_at"]
    assert not ReportIn.objects.live().filter(member=member).exists()


def test_leaving_once_accepted_closes_the_report_in(member, phone):
    own = ReportIn.objects.get(member=member)
    assert phone.post(f"report-ins/{own.pk}/leave/", {}).json()["close_reason"] == "own_wish"


def test_a_door_number_is_refused(town, phone):
    reply = phone.post("report-ins/", {"community": town.west.pk, "residence": "阳光小区3号楼2单元501"})
    assert reply.status_code == 422
    assert "residence" in reply.json()["fields"]


@pytest.mark.parametrize(("act", "body"), [("leave", {}), ("pause", {"reason": "x"}), ("resume", {})])
def test_nobody_acts_on_a_report_in_of_others(town, member, neighbour, act, body):
    own = ReportIn.objects.get(member=member)
    desk = [town.secretary] if act == "leave" else []  # who pauses and resumes as the desk does it on its page
    for stranger in (neighbour.user, *desk, town.grid_worker, town.west_secretary):
        assert_error(Api(stranger).post(f"report-ins/{own.pk}/{act}/", body), 404, "not_found")
    assert_error(Api(member.user, scopes=[P.MEMBER_VIEW]).post(f"report-ins/{own.pk}/{act}/", body), 403, "token_scope")
    own.refresh_from_db()
    assert own.state == ReportInState.ACCEPTED
    assert_error(Api(town.clerk).post("report-ins/", {"community": town.east.pk, "residence": PLACE}), 404, "not_found")


# --- Rewards ----------------------------------------------------------------------------------------------------------


def test_what_is_on_offer_and_what_is_left(town, member, phone):
    served_two_hours(member, town.secretary)
    reward = reward_in(window_at(town.east, town.secretary), town.secretary)
    reward_in(window_at(town.west, town.west_secretary), town.west_secretary)
    [row] = phone.get("rewards/").json()["results"]
    assert (row["id"], row["left"], row["cost"], row["area"]["id"]) == (reward.pk, 5, 4, town.east.pk)
    assert phone.get("rewards/balance/").json() == {"earned": 4, "spent": 0, "left": 4}
    redemption, _ = take(member, reward)
    assert phone.get("rewards/balance/").json()["left"] == 0
    assert phone.get(f"rewards/{reward.pk}/").json()["left"] == 4
    cancelled = phone.post(f"redemptions/{redemption.pk}/cancel/", {})
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert phone.get("rewards/balance/").json()["left"] == 4
    assert phone.post(f"redemptions/{redemption.pk}/cancel/", {}).status_code == 200  # once more is harmless


def test_strangers_see_no_offer_and_cancel_nothing(town, member, neighbour):
    served_two_hours(member, town.secretary)
    reward = reward_in(window_at(town.east, town.secretary), town.secretary)
    redemption, _ = take(member, reward)
    far = accepted(town.west, town.west_secretary)
    for stranger in (far.user, town.west_secretary, town.auditor):
        assert ids(Api(stranger).get("rewards/")) == []
        assert_error(Api(stranger).get(f"rewards/{reward.pk}/"), 404, "not_found")
    for stranger in (far.user, neighbour.user, town.west_secretary):
        assert_error(Api(stranger).post(f"redemptions/{redemption.pk}/cancel/", {"reason": "改"}), 404, "not_found")
    assert_error(Api(town.clerk).get("rewards/balance/"), 404, "not_found")
    assert Redemption.objects.get().state == RedemptionState.RESERVED
    assert ids(Api(town.secretary).get("rewards/")) == [reward.pk]  # control


# --- Shifts -----------------------------------------------------------------------------------------------------------


def test_who_said_yes_finds_shifts_comes_and_gives_up(town, member, phone, neighbour):
    emergency = opened(town.east, by=town.street_secretary)
    invited(emergency, town.east, by=town.street_secretary)
    shift = planned(emergency, town.east, by=town.street_secretary, start=2, end=4)
    assert ids(phone.get("shifts/")) == []  # no answer yet
    assert_error(phone.post(f"shifts/{shift.pk}/join/", {}), 404, "not_found")
    answered(emergency, member)
    [row] = phone.get("shifts/").json()["results"]
    assert (row["id"], row["left"], row["own_state"]) == (shift.pk, 5, None)
    for _ in range(2):
        joined = phone.post(f"shifts/{shift.pk}/join/", {}).json()
        assert (joined["left"], joined["own_state"]) == (4, "planned")
    assert ShiftPlace.objects.count() == 1
    assert ids(Api(town.street_secretary).get("shifts/")) == [shift.pk]  # whoever runs it sees it, and leaves nothing
    for stranger in (neighbour.user, town.street_secretary):
        assert ids(Api(stranger, scopes=[OWN]).get("shifts/")) == []
        assert_error(Api(stranger).post(f"shifts/{shift.pk}/leave/", {}), 404, "not_found")
    assert phone.post(f"shifts/{shift.pk}/leave/", {}).status_code == 204
    assert not ShiftPlace.objects.exists()


# --- Replies, and what is taken back ----------------------------------------------------------------------------------


def test_a_sheet_is_answered_by_its_member_alone(town):
    unit = unit_with_clerk(town, "第一中学")
    member = served_member(town, unit[0])
    sheet = shown(town)
    path = f"feedback/{sheet.pk}/reply/"
    for stranger in (town.secretary, unit[1], accepted(town.east, town.secretary).user):
        assert_error(Api(stranger).post(path, {"agreed": True}), 404, "not_found")
    phone = Api(member.user, scopes=[OWN])
    assert phone.post(path, {"agreed": False}).status_code == 422  # a different view is put in words
    for _ in range(2):
        reply = phone.post(path, {"agreed": True})
        assert (reply.status_code, reply.json()["state"]) == (200, FeedbackState.REPLIED)


def test_a_returned_check_in_is_sent_again_or_taken_back(town, member, phone, neighbour):
    own = sent(member)
    perform(check_in_acts, "return", ids=[own.pk], reason="请补充", by=town.clerk)
    for act in ("resubmit", "withdraw"):
        for stranger in (neighbour.user, town.west_secretary):
            assert_error(Api(stranger).post(f"check-ins/{own.pk}/{act}/", {}), 404, "not_found")
    assert phone.post(f"check-ins/{own.pk}/resubmit/", {"text": "已到社区"}).json()["state"] == "submitted"
    assert phone.post(f"check-ins/{own.pk}/withdraw/", {}).json()["state"] == "withdrawn"
    assert CheckIn.objects.get().state == CheckInState.WITHDRAWN


def test_services_and_deeds_are_taken_back_before_they_are_decided(town, member, phone, neighbour):
    record, deed = logged(member), entered(member, town.clerk)
    for path in (f"service-records/{record.pk}/withdraw/", f"deed-reports/{deed.pk}/withdraw/"):
        for stranger in (neighbour.user, town.west_secretary):
            assert_error(Api(stranger).post(path, {}), 404, "not_found")
        assert phone.post(path, {}).json()["state"] == "withdrawn"
        again = phone.post(path, {})  # a declared act answers with the record as it is, the other refuses
        assert again.status_code in (409, 422) or again.json()["state"] == "withdrawn"
    assert ServiceRecord.objects.get(pk=record.pk).state == ServiceState.WITHDRAWN
    assert DeedReport.objects.get(pk=deed.pk).state == DeedState.WITHDRAWN


def test_a_deduction_is_answered_by_the_person(town, member, phone, neighbour):
    deduction = entered(member, town.clerk, "N01")
    path = f"deed-reports/{deduction.pk}/reply/"
    assert_error(Api(neighbour.user).post(path, {"text": "不是我"}), 404, "not_found")
    assert_error(phone.post(path, {}), 400, "invalid", "text")
    assert phone.post(path, {"text": "当天住院，已请邻居转告"}).status_code == 200
    assert DeedReport.objects.get().reply == "当天住院，已请邻居转告"


@pytest.mark.parametrize("path", ["rewards/", "shifts/", "me/consents/"])
def test_more_rows_take_no_more_queries(town, member, phone, path):
    def more(number: int) -> None:
        reward_in(window, town.secretary, name=f"毛巾{number}")
        planned(emergency, town.east, by=town.street_secretary, start=2 + 3 * number, end=4 + 3 * number)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert phone.get(path).status_code == 200
        return len(asked)

    window = window_at(town.east, town.secretary)
    emergency = opened(town.east, by=town.street_secretary)
    invited(emergency, town.east, by=town.street_secretary)
    answered(emergency, member)
    more(0)
    cost()
    before = cost()
    more(1)
    more(2)
    assert cost() == before


def test_a_first_report_in_after_leaving(town):
    waiting = registered(town.east)
    phone = Api(waiting.user, scopes=[OWN])
    live = ReportIn.objects.live().get(member=waiting)
    assert phone.post(f"report-ins/{live.pk}/leave/", {}).json()["ended_at"]
    reply = phone.post("report-ins/", {"community": town.west.pk, "residence": PLACE})
    assert (reply.status_code, reply.json()["submitted_at"][:10]) == (201, str(timezone.localdate()))
