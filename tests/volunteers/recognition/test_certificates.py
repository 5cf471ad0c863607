"""Service certificates: asked for, issued, printed, checked by strangers, revoked with what they rest on."""

from datetime import date, timedelta
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from orgtree.acts import make, make_each, perform, perform_one
from orgtree.errors import RuleBroken
from orgtree.models import AccessLog
from tests.volunteers.people import accepted, enrolled, logged
from tests.volunteers.test_races import at_once
from volunteers.choices import CertificateState
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Certificate, ReportIn
from volunteers.recognition.services.certificates import certificates
from volunteers.service.services.service_records import confirm_services, void_service


def stretch() -> dict:
    today = timezone.localdate()
    return {"since": today - timedelta(days=60), "until": today}


def served(member, by, **changes):
    record = logged(member, **changes)
    confirm_services(record_ids=[record.pk], by=by)
    record.refresh_from_db()
    return record


@pytest.fixture
def asked(town):
    """(town, a member with two services of three and a half hours in all, their request)."""
    member = accepted(town.east, town.secretary)
    served(member, town.secretary)
    served(member, town.secretary, start=14, end=15.5, code="S08")
    certificate = make(certificates, "ask", **stretch(), purpose="评优", by=member.user).row
    return town, member, certificate


def issued(asked) -> Certificate:
    town, _, certificate = asked
    assert perform(certificates, "issue", ids=[certificate.pk], by=town.clerk).done == 1
    return Certificate.objects.get(pk=certificate.pk)


def code_of(call) -> str:
    with pytest.raises(RuleBroken) as refused:
        call()
    return refused.value.code


def test_a_request_becomes_a_numbered_sheet(asked):
    certificate = issued(asked)
    year = timezone.localdate().year
    assert certificate.number == f"{year}-370702001-0001"
    assert (certificate.times, certificate.hours, certificate.state) == (2, D("3.5"), CertificateState.ISSUED)
    assert [line["hours"] for line in certificate.lines] == ["2", "1.5"]
    assert certificate.records.count() == 2
    assert len(certificate.digest) == 64


def test_only_confirmed_voluntary_services_of_the_stretch_count(asked):
    town, member, _ = asked
    logged(member, 19, 20)  # not confirmed
    other = served(member, town.secretary, start=16, end=17)
    type(other).objects.filter(pk=other.pk).update(is_volunteer_record=False)
    served(member, town.secretary, days_ago=3)
    certificate = issued(asked)
    assert certificate.hours == D("5.5")


def test_hours_follow_the_person_to_another_community(asked):
    town, member, certificate = asked
    ReportIn.objects.filter(member=member).update(community=town.west, area=town.west)
    perform_one(certificates, "decline", pk=certificate.pk, reason="已转出", by=town.secretary)
    again = make(certificates, "ask", **stretch(), by=member.user).row
    assert again.community == town.west
    assert perform(certificates, "issue", ids=[again.pk], by=town.west_secretary).done == 1
    assert Certificate.objects.get(pk=again.pk).hours == D("3.5")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda today: {"until": today + timedelta(days=1)}, "future"),
        (lambda today: {"since": today, "until": today - timedelta(days=1)}, "backwards"),
        (lambda today: {"since": date(2020, 1, 1), "until": date(2020, 2, 1)}, "nothing"),
        (lambda today: {}, "already_waiting"),
    ],
)
def test_what_may_be_asked_for(asked, change, code):
    _, member, _ = asked
    wanted = stretch() | change(timezone.localdate())
    assert code_of(lambda: make(certificates, "ask", **wanted, by=member.user)) == code


def test_a_neighbour_neither_asks_nor_issues_nor_ends(asked):
    town, member, certificate = asked
    west = town.west_secretary
    assert code_of(lambda: make(certificates, "ask", **stretch(), by=west)) == "not_found"
    assert perform(certificates, "issue", ids=[certificate.pk], by=west).done == 0
    assert (
        code_of(lambda: perform_one(certificates, "decline", pk=certificate.pk, reason="不合", by=west)) == "not_found"
    )
    assert Certificate.objects.get().state == CertificateState.REQUESTED


def test_nobody_issues_their_own(asked):
    town, member, certificate = asked
    type(member).objects.filter(pk=member.pk).update(user=town.clerk)
    outcome = perform(certificates, "issue", ids=[certificate.pk], by=town.clerk)
    assert (outcome.done, outcome.refused[0][1][:4]) == (0, "不能开具")
    assert perform(certificates, "issue", ids=[certificate.pk], by=town.secretary).done == 1


def test_a_sheet_is_issued_once(asked):
    town, _, certificate = asked
    issued(asked)
    assert perform(certificates, "issue", ids=[certificate.pk], by=town.secretary).done == 0


def test_a_voided_record_revokes_the_sheets_that_count_it(asked):
    town, member, _ = asked
    certificate = issued(asked)
    untouched = accepted(town.east, town.secretary)
    served(untouched, town.secretary)
    make_each(certificates, "issue_for", ids=[untouched.pk], **stretch(), by=town.secretary)
    void_service(record_id=member.services.first().pk, reason="查无此事", by=town.secretary)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.reason) == (CertificateState.REVOKED, "所依据的服务记录已作废")
    assert Certificate.objects.get(member=untouched).state == CertificateState.ISSUED


def test_a_batch_for_the_list_of_members(town):
    members = [accepted(town.east, town.secretary) for _ in range(3)]
    for member in members[:2]:
        served(member, town.secretary)
    paper = enrolled(town.east, town.clerk)
    perform(report_ins, "accept", ids=[paper.report_ins.get().pk], by=town.secretary)
    outcome, sheets = make_each(
        certificates, "issue_for", ids=[*(member.pk for member in members), paper.pk], **stretch(), by=town.secretary
    )
    assert (outcome.done, len(outcome.refused)) == (2, 2)
    assert [sheet.row.number[-4:] for sheet in sheets] == ["0001", "0002"]
    _, again = make_each(
        certificates, "issue_for", ids=[member.pk for member in members], **stretch(), by=town.secretary
    )
    assert [(sheet.row, sheet.is_new) for sheet in again] == [(sheet.row, False) for sheet in sheets]
    served(members[0], town.secretary, start=14, end=15)
    _, third = make_each(certificates, "issue_for", ids=[members[0].pk], **stretch(), by=town.secretary)
    assert third[0].row.number.endswith("0003")


@pytest.mark.django_db(transaction=True)
def test_numbers_are_given_once_to_desks_that_issue_at_once(committed_town):
    town = committed_town
    members = [accepted(area, by) for area, by in ((town.east, town.secretary), (town.west, town.west_secretary)) * 3]
    for member in members:
        served(member, town.street_secretary)
    desks = [town.secretary, town.west_secretary] * 3
    pairs = zip(members, desks, strict=True)
    results = at_once(
        *[
            lambda m=m, d=d: make_each(certificates, "issue_for", ids=[m.pk], **stretch(), by=d)[0].done
            for m, d in pairs
        ]
    )
    assert results == [1] * 6
    assert sorted(number[-4:] for number in Certificate.objects.values_list("number", flat=True)) == [
        f"{serial:04d}" for serial in range(1, 7)
    ]


# --- The check that is open to everybody ------------------------------------------------------------------------------


def test_number_and_code_show_a_masked_name_and_no_more(asked, client):
    _, member, _ = asked
    certificate = issued(asked)
    page = client.post(reverse("certificate-check"), {"number": certificate.number, "code": certificate.code.lower()})
    text = page.content.decode()
    assert "记录单有效" in text
    assert "张*" in text
    for secret in (member.name, member.unit_name, member.number, "评优"):
        assert secret not in text


def test_what_a_phone_writes_full_width_is_read(asked, client):
    certificate = issued(asked)
    wide = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    typed = {name: getattr(certificate, name).translate(wide) for name in ("number", "code")}
    assert not typed["number"].isascii()
    assert "记录单有效" in client.post(reverse("certificate-check"), typed).content.decode()


@pytest.mark.parametrize(("number", "code"), [("same", "AAAAAAAAAA"), ("2026-999999999-0001", "same"), ("same", "")])
def test_half_of_it_shows_nothing_and_not_which_half(asked, client, number, code):
    certificate = issued(asked)
    given = {"number": certificate.number if number == "same" else number}
    given["code"] = certificate.code if code == "same" else code
    text = client.post(reverse("certificate-check"), given).content.decode()
    assert "张*" not in text
    assert ("没有查到" in text) == bool(code)


def test_a_revoked_sheet_says_so(asked, client):
    town, _, _ = asked
    certificate = issued(asked)
    perform_one(certificates, "revoke", pk=certificate.pk, reason="开具有误", by=town.secretary)
    text = client.post(
        reverse("certificate-check"), {"number": certificate.number, "code": certificate.code}
    ).content.decode()
    assert "记录单已作废" in text
    assert "开具有误" not in text


def test_a_request_cannot_be_checked(asked):
    assert Certificate.objects.checked(number="", code="") is None


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_member_downloads_their_own(asked, client):
    town, member, _ = asked
    certificate = issued(asked)
    client.force_login(member.user)
    reply = client.get(reverse("member-certificate-sheet", args=[certificate.pk]))
    assert (reply.headers["Content-Type"], reply.content[:5]) == ("application/pdf", b"%PDF-")
    assert not AccessLog.objects.filter(subject__contains="服务记录单").exists()
    stranger = accepted(town.east, town.secretary)
    client.force_login(stranger.user)
    assert client.get(reverse("member-certificate-sheet", args=[certificate.pk])).status_code == 404


def test_the_member_asks_on_the_phone(town, client):
    member = accepted(town.east, town.secretary)
    client.force_login(member.user)
    today = timezone.localdate()
    body = {"since": today - timedelta(days=9), "until": today, "purpose": ""}
    assert "没有已确认的服务记录" in client.post(reverse("member-certificate-new"), body).content.decode()
    served(member, town.secretary)
    page = client.post(reverse("member-certificate-new"), body, follow=True)
    assert "申请已提交" in page.content.decode()
    assert "请填写日期" in client.post(reverse("member-certificate-new"), {"since": "昨天"}).content.decode()


def test_the_desk_issues_and_prints(asked, client):
    town, member, certificate = asked
    client.force_login(town.clerk)
    address = reverse("admin:volunteers_certificate_changelist")
    chosen = {"action": "issue", "_selected_action": [certificate.pk]}
    assert "将办理1条，办理后不能撤销" in client.post(address, chosen).content.decode()
    page = client.post(address, chosen | {"apply": "1"}, follow=True)
    assert "已开具1条" in page.content.decode()
    reply = client.post(address, {"action": "print", "_selected_action": [certificate.pk]})
    assert reply.content[:5] == b"%PDF-"
    assert AccessLog.objects.filter(subject__contains=Certificate.objects.get().number).exists()


def test_the_desk_exports_the_fields_of_a_certificate(asked, client):
    """What the national system asks for [V3]; nothing that the platform does not keep."""
    town, member, certificate = asked
    client.force_login(town.clerk)
    address = reverse("admin:volunteers_certificate_changelist")
    body = {"action": "export-standard", "_selected_action": [certificate.pk]}
    assert "待开具，不能导出" in client.post(address, body, follow=True).content.decode()
    certificate = issued(asked)
    reply = client.post(address, body)
    sheet = load_workbook(BytesIO(b"".join(reply.streaming_content))).active
    _, _, headings, line, _ = sheet.iter_rows(values_only=True)
    told = dict(zip(headings, line, strict=True))
    assert (told["证明编号"], told["志愿者姓名"], told["志愿者编号"]) == (
        certificate.number,
        member.name,
        member.number,
    )
    assert (told["服务次数"], told["服务时间（小时）"], told["出具单位"]) == (2, 3.5, "城关街道东园社区")
    assert not told["证件号码"]
    assert AccessLog.objects.filter(subject=f"导出服务记录单 {certificate}", actor=town.clerk).count() == 1


def test_the_list_of_members_prints_a_batch(asked, client):
    town, member, _ = asked
    client.force_login(town.secretary)
    today = timezone.localdate()
    body = {"action": "certificates", "_selected_action": [member.pk], "apply": "1"}
    body |= {"since": (today - timedelta(days=60)).isoformat(), "until": today.isoformat()}
    reply = client.post(reverse("admin:volunteers_member_changelist"), body)
    assert reply.content[:5] == b"%PDF-"


def test_ones_own_year(asked, client):
    _, member, _ = asked
    certificate = issued(asked)
    client.force_login(member.user)
    year = certificate.until.year
    page = client.get(reverse("member-year", args=[year])).content.decode()
    assert certificate.number in page
    assert client.get(reverse("member-year", args=[1999])).status_code == 404


def test_the_api_asks_and_never_tells_the_code(asked, client):
    _, member, _ = asked
    certificate = issued(asked)
    client.force_login(member.user)
    body = client.get(f"/api/v1/certificates/{certificate.pk}/").content.decode()
    assert certificate.number in body
    assert certificate.code not in body
    wanted = {name: day.isoformat() for name, day in stretch().items()}
    bodies = [wanted, wanted, wanted | {"purpose": "评优"}]  # a repeat is the same; another has to wait
    codes = [client.post("/api/v1/certificates/", body, content_type="application/json").status_code for body in bodies]
    assert codes == [201, 200, 409]
