"""Certificates at the desk by API: issued once, declined, revoked, printed for their member and for the desk."""

import pytest

from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.api import Api, assert_error
from tests.volunteers.people import accepted
from tests.volunteers.recognition.test_certificates import asked as request_waits
from tests.volunteers.recognition.test_certificates import issued, stretch
from volunteers.choices import CertificateState
from volunteers.models import Certificate

pytestmark = pytest.mark.django_db
WHY = {"reason": "服务记录有误"}
asked = request_waits  # the fixture: (town, member, request)


@pytest.fixture
def desk(town) -> Api:
    return Api(town.clerk, scopes=[P.CERTIFICATE_ISSUE])


def test_what_is_asked_for_is_issued_once(asked, desk):
    _, _, certificate = asked
    reply = desk.post("certificates/issue/", {"ids": [certificate.pk, 2**40]}).json()
    assert (reply["done"], [row["id"] for row in reply["refused"]]) == (1, [None])
    number = Certificate.objects.get().number
    again = desk.post("certificates/issue/", {"ids": [certificate.pk]}).json()
    assert (again["done"], len(again["refused"]), Certificate.objects.get().number) == (0, 1, number)
    assert_error(desk.post("certificates/issue/", {"ids": "x"}), 400, "invalid", "ids")
    found = desk.get("certificates/", state="issued", member=asked[1].pk).json()["results"]
    assert [row["id"] for row in found] == [certificate.pk]
    assert desk.get("certificates/", state="requested").json()["count"] == 0


def test_a_batch_is_issued_for_members_and_not_twice(asked, desk):
    town, member, _ = asked
    idle = accepted(town.east, town.secretary, name="李试")
    far = accepted(town.west, town.west_secretary)
    wanted = {"ids": [member.pk, idle.pk, far.pk]} | stretch()
    for _ in range(2):
        reply = desk.post("certificates/issue-for-members/", wanted).json()
        assert (reply["done"], [row["id"] for row in reply["refused"]]) == (1, [idle.pk, None])
    assert Certificate.objects.filter(state=CertificateState.ISSUED).count() == 1
    assert_error(desk.post("certificates/issue-for-members/", {"ids": [1]}), 400, "invalid", "since", "until")


@pytest.mark.parametrize("act", ["decline", "revoke"])
def test_one_is_declined_or_revoked_with_a_reason_once(asked, desk, act):
    certificate = asked[2] if act == "decline" else issued(asked)
    path = f"certificates/{certificate.pk}/{act}/"
    assert_error(desk.post(path, {"reason": ""}), 400, "invalid", "reason")
    first = desk.post(path, WHY)
    assert (first.json()["state"], first.json()["reason"]) == (f"{act}d", "服务记录有误"), first.content.decode()
    assert desk.post(path, WHY).json() == first.json()
    assert_error(desk.post(path, {"reason": "另一个原因"}), 409, "wrong_state")


def test_the_sheet_is_given_to_its_member_and_to_the_desk(asked, desk):
    town, member, _ = asked
    certificate = issued(asked)
    path = f"certificates/{certificate.pk}/pdf/"
    for caller in (Api(member.user, scopes=[OWN]), desk):
        reply = caller.get(path)
        assert (reply.status_code, reply["Content-Type"], reply.content[:4]) == (200, "application/pdf", b"%PDF")
    assert AccessLog.objects.get(action=AccessLog.Action.EXPORT).actor == town.clerk  # one's own is no look at others
    assert Api(member.user, scopes=[OWN]).post(f"certificates/{certificate.pk}/revoke/", WHY).status_code == 403
    desk.post(f"certificates/{certificate.pk}/revoke/", WHY)
    assert_error(desk.get(path), 409, "not_in_force")


@pytest.mark.parametrize("act", ["decline", "revoke", "pdf"])
def test_strangers_do_nothing_with_a_certificate(asked, act):
    town, member, waits = asked
    certificate = waits if act == "decline" else issued(asked)
    path = f"certificates/{certificate.pk}/{act}/"
    neighbour = accepted(town.east, town.secretary)
    own = [] if act == "pdf" else [member.user]  # nobody decides on their own
    for stranger in (neighbour.user, town.west_secretary, town.grid_worker, town.organisation, *own):
        reply = Api(stranger).get(path) if act == "pdf" else Api(stranger).post(path, WHY)
        assert_error(reply, 404, "not_found")
    reader = Api(town.clerk, scopes=[P.SERVICE_VIEW])
    assert_error(reader.get(path) if act == "pdf" else reader.post(path, WHY), 403, "token_scope")
    assert Certificate.objects.get().state == certificate.state


@pytest.mark.parametrize("act", ["issue", "issue-for-members"])
def test_strangers_issue_nothing(asked, act):
    town, member, certificate = asked
    wanted = {"ids": [certificate.pk if act == "issue" else member.pk]} | stretch()
    for stranger in (member.user, town.west_secretary, town.grid_worker):
        reply = Api(stranger).post(f"certificates/{act}/", wanted).json()
        assert (reply["done"], reply["refused"][0]["id"]) == (0, None)
    for scope in (OWN, P.SERVICE_VIEW):
        assert_error(Api(town.clerk, scopes=[scope]).post(f"certificates/{act}/", wanted), 403, "token_scope")
    assert Certificate.objects.get().state == CertificateState.REQUESTED
