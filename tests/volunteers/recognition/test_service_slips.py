"""Slips of single services: printed by the member and the desk, checked by strangers with a network and without, void with their record."""

from datetime import timedelta

import pytest
from django.urls import reverse

from orgtree.acts import make
from orgtree.models import AccessLog
from orgtree.proofs.acts import cosign_key_acts
from orgtree.proofs.services import proofs_of, roots_told, seal_papers
from tests.orgtree.proofs.proofs import WORDS
from tests.orgtree.proofs.test_proofs import DAY, altered, cosign, verdict
from tests.volunteers.people import accepted, logged
from tests.volunteers.recognition.test_certificates import served
from tests.volunteers.team_people import signed_in
from volunteers.models import ServiceRecord, ServiceSlip
from volunteers.recognition.models.service_slip import ServiceSlipQuerySet
from volunteers.recognition.services import service_slips
from volunteers.recognition.services.service_slips import PAPER, issue_slips
from volunteers.service.services.service_records import void_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(town):
    """A confirmed service of two hours, of 张某."""
    return served(accepted(town.east, town.secretary), town.secretary)


def slip_of(record) -> ServiceSlip:
    (slip,) = issue_slips(ServiceRecord.objects.filter(pk=record.pk))
    return slip


def checked(client, slip, **typed) -> str:
    asked = {"number": slip.number, "code": slip.code} | typed
    return client.post(reverse("certificate-check"), asked).content.decode()


def test_the_member_prints_a_numbered_slip_the_same_when_asked_again(town, record):
    client, issue = signed_in(record.member.user), reverse("member-slip-issue", args=[record.pk])
    assert "打印凭条" in client.get(reverse("member-service", args=[record.pk])).content.decode()
    for _ in range(2):
        reply = client.post(issue, follow=True)
        assert (reply.headers["Content-Type"], reply.content[:5]) == ("application/pdf", b"%PDF-")
    slip = ServiceSlip.objects.get()
    assert (slip.number[:3], slip.number[7:]) == ("FW-", "-370702001-0001")
    assert slip.is_as_sealed
    assert not AccessLog.objects.filter(subject="打印服务凭条").exists()
    stranger = signed_in(accepted(town.east, town.secretary).user)
    assert stranger.post(issue).status_code == 404
    assert stranger.get(reverse("member-slip", args=[slip.pk])).status_code == 404


def test_what_is_not_confirmed_has_no_slip(town):
    waiting = logged(accepted(town.east, town.secretary), 8, 10)
    client = signed_in(waiting.member.user)
    assert "打印凭条" not in client.get(reverse("member-service", args=[waiting.pk])).content.decode()
    assert client.post(reverse("member-slip-issue", args=[waiting.pk])).status_code == 404


def test_whoever_holds_it_checks_it_on_the_page_of_certificates(record, client):
    slip, name = slip_of(record), record.member.name
    wide = slip.number.lower().translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789-fw"})
    for typed in ({}, {"number": wide, "code": f" {slip.code.lower()} "}):
        text = checked(client, slip, **typed)
        assert [word for word in ("凭条有效", slip.number, slip.when_in_words) if word not in text] == []
        assert name not in text
    assert "没有查到" in checked(client, slip, code="AAAAAAAAAA")
    assert "没有查到" in checked(client, slip, number=slip.number.removeprefix("FW-"))


def test_a_slip_is_void_with_what_it_says(town, record, client):
    slip = slip_of(record)
    changed = {"started_at": record.started_at - timedelta(hours=1), "hours": record.hours + 1}
    ServiceRecord.objects.filter(pk=record.pk).update(**changed)
    assert "凭条已作废" in checked(client, slip)
    assert signed_in(record.member.user).get(reverse("member-slip", args=[slip.pk])).status_code == 404
    other = slip_of(record)
    assert (other.hours, other.number) == (record.hours + 1, f"{slip.number[:-1]}2")
    assert "凭条有效" in checked(client, other)
    void_service(record_id=record.pk, reason="记录有误", by=town.secretary)
    assert "凭条已作废" in checked(client, other)


def test_the_desk_prints_those_of_its_area_and_the_print_is_recorded(town, record):
    address = reverse("admin:volunteers_servicerecord_changelist")
    chosen = {"action": "proven-slips", "_selected_action": [record.pk]}
    signed_in(town.west_secretary).post(address, chosen)
    assert not ServiceSlip.objects.exists()
    assert signed_in(town.clerk).post(address, chosen).content[:5] == b"%PDF-"
    assert AccessLog.objects.get(subject="打印服务凭条").rows == 1


@pytest.fixture
def sealed(town, record):
    """(the record, its slip below a root with both signatures, its proof)."""
    slip = slip_of(record)
    make(cosign_key_acts, "take", area=town.district, office="区纪委监委", words=WORDS, by=town.auditor)
    (root,) = seal_papers(DAY)
    cosign(town, root)
    slip = ServiceSlip.objects.handed_out().get()
    return record, slip, proofs_of(PAPER, [slip])[slip.pk]


def test_it_is_checked_without_a_network_and_forged_words_are_refused(town, sealed, monkeypatch):
    record, slip, proof = sealed
    assert verdict(proof, roots_told()) == ""
    assert "不符" in verdict(altered(proof, "小时：2", "小时：20"), roots_told())
    printed = []
    monkeypatch.setattr(service_slips, "render_pdf", lambda template, data: printed.extend(data) or b"%PDF")
    monkeypatch.setattr(service_slips, "qr_svg", lambda text, error="m": text)
    service_slips.printed(slips=[slip], home="https://x", by=town.clerk)
    (sheet,) = printed
    assert sheet["qr"].partition("#")[2] == str(proof)
    assert record.member.name not in str(sheet) + proof.said
    void_service(record_id=record.pk, reason="记录有误", by=town.secretary)
    assert "作废" in verdict(proof, roots_told())


def test_control_what_is_in_force_is_what_makes_it_void(town, sealed, monkeypatch):
    record, _, proof = sealed
    void_service(record_id=record.pk, reason="记录有误", by=town.secretary)
    assert verdict(proof, roots_told())
    asked = []
    monkeypatch.setattr(ServiceSlipQuerySet, "in_force", lambda rows: asked.append(rows) or rows)
    assert verdict(proof, roots_told()) == ""
    assert asked
