"""What was confirmed and has to be taken back, by API: services void, deeds reversed; posts stopped and opened again."""

import pytest

from orgtree.choices import OWN
from orgtree.choices import Permission as P
from tests.api import Api, assert_error
from tests.volunteers.people import accepted
from tests.volunteers.posts import appointed, opened
from tests.volunteers.recognition.test_certificates import served
from tests.volunteers.standing.test_deeds import confirmed, entered
from volunteers.choices import ClaimState, DeedState, DutyState, ServiceState
from volunteers.models import DeedReport, DutyPost, PointEntry, ServiceRecord

pytestmark = pytest.mark.django_db
WHY = {"reason": "经核实不属实"}


def reversals() -> int:
    return PointEntry.objects.exclude(reverses=None).count()


def test_a_confirmed_service_is_void_once(town, member):
    record = served(member, town.secretary)
    desk = Api(town.secretary, scopes=[P.SERVICE_CONFIRM])
    path = f"service-records/{record.pk}/void/"
    assert_error(desk.post(path, {"reason": "错"}), 400, "invalid", "reason")
    first = desk.post(path, WHY)
    assert (first.status_code, first.json()["state"], first.json()["reason"]) == (200, "void", WHY["reason"])
    assert desk.post(path, WHY).json() == first.json()
    assert reversals() == 1
    assert_error(desk.post(path, {"reason": "另一个原因"}), 409, "wrong_state")


def test_a_credited_deed_is_reversed_once(town, member):
    report = confirmed(entered(member, town.clerk), town.secretary)
    desk = Api(town.secretary, scopes=[P.POINTS_ENTER, P.POINTS_CONFIRM])
    path = f"deed-reports/{report.pk}/reverse/"
    assert_error(desk.post(path, {}), 400, "invalid", "reason")
    first = desk.post(path, WHY)
    assert (first.status_code, first.json()["state"], first.json()["reason"]) == (200, "reversed", WHY["reason"])
    assert desk.post(path, WHY).json() == first.json()
    assert reversals() == 1


def test_strangers_take_nothing_back(town, member):
    record, report = served(member, town.secretary), confirmed(entered(member, town.clerk), town.secretary)
    neighbour = accepted(town.east, town.secretary)
    for path in (f"service-records/{record.pk}/void/", f"deed-reports/{report.pk}/reverse/"):
        for stranger in (member.user, neighbour.user, town.west_secretary, town.organisation, town.auditor):
            assert_error(Api(stranger).post(path, WHY), 404, "not_found")
        for scope in (OWN, P.SERVICE_VIEW):
            assert_error(Api(town.secretary, scopes=[scope]).post(path, WHY), 403, "token_scope")
    assert_error(Api(town.grid_worker).post(f"service-records/{record.pk}/void/", WHY), 404, "not_found")
    # Who enters and may not confirm, takes nothing back.
    entering = Api(town.secretary, scopes=[P.POINTS_ENTER])
    assert_error(entering.post(f"deed-reports/{report.pk}/reverse/", WHY), 422, "role")
    assert ServiceRecord.objects.get().state == ServiceState.CONFIRMED
    assert DeedReport.objects.get().state == DeedState.CREDITED
    assert reversals() == 0


def test_a_post_is_stopped_and_opened_again(town, member):
    post = opened(town.east, town.secretary)
    claim = appointed(post, member, town.secretary)
    desk = Api(town.clerk, scopes=[P.DUTY_MANAGE])
    path = f"duty-posts/{post.pk}"
    assert_error(desk.post(f"{path}/close/", {"reason": "长" * 201}), 400, "invalid", "reason")
    for _ in range(2):
        row = desk.post(f"{path}/close/", {"reason": "岗位合并"}).json()
        assert (row["state"], row["appointed"]) == ("closed", 0)
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == (ClaimState.RELEASED, "岗位合并")
    assert_error(desk.post(f"{path}/reopen/", {"until": "2020-01-01"}), 422, "until", "until")
    for _ in range(2):
        assert desk.post(f"{path}/reopen/", {}).json()["state"] == "open"


@pytest.mark.parametrize("act", ["close", "reopen"])
def test_strangers_stop_and_open_no_post(town, member, act):
    post = opened(town.east, town.secretary)
    appointed(post, member, town.secretary)
    path = f"duty-posts/{post.pk}/{act}/"
    for stranger in (member.user, town.west_secretary, town.grid_worker, town.organisation):
        assert_error(Api(stranger).post(path, {}), 404, "not_found")
    for scope in (OWN, P.MEMBER_VIEW):
        assert_error(Api(town.clerk, scopes=[scope]).post(path, {}), 403, "token_scope")
    assert DutyPost.objects.get().state == DutyState.OPEN
