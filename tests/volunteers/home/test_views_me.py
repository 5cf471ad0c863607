"""My data: seen, corrected, agreed to, taken back, taken along."""

import json
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tests.volunteers.people import accepted, logged
from volunteers.choices import ConsentPurpose
from volunteers.members.rules.consents import AFTER_WITHDRAWAL
from volunteers.models import Consent, Skill
from volunteers.service.services.service_records import confirm_services

ME = reverse("member-me")
EDIT = reverse("member-me-edit")


def consent_url(purpose) -> str:
    return reverse("member-consent", args=[purpose])


def test_own_data_with_a_masked_phone(own, member):
    page = own.get(ME).content.decode()
    assert "第一中学" in page
    assert member.masked_phone in page
    assert member.phone not in page


def test_correcting(own, member):
    skill = Skill.objects.first()
    answers = {"unit_name": "新单位", "skills": [skill.pk], "free_times": ["holiday"]}
    response = own.post(EDIT, answers | {"interests": ["patrol"]}, follow=True)
    assert "已保存" in response.content.decode()
    member.refresh_from_db()
    assert (member.unit_name, list(member.skills.all()), member.free_times) == ("新单位", [skill], ["holiday"])
    assert member.interests == ["patrol"]
    assert "巡逻值守" in own.get(ME).content.decode()
    assert f'value="{skill.pk}"' in own.get(EDIT).content.decode()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"unit_name": ""}, "unit_name"),
        ({"unit_name": "某单位", "skills": ["0"]}, "skills"),
        ({"unit_name": "长" * 101}, "unit_name"),
    ],
)
def test_wrong_input_is_told_at_the_field(own, member, answers, field):
    assert own.post(EDIT, answers).context["form"].errors[field]
    member.refresh_from_db()
    assert member.unit_name == "第一中学"


def test_agreeing_and_taking_it_back(own, member):
    own.post(consent_url(ConsentPurpose.PHOTO), {"agree": "1"})
    own.post(consent_url(ConsentPurpose.PHOTO), {"agree": "1"})
    consent = Consent.objects.get(member=member, text__purpose=ConsentPurpose.PHOTO)
    assert consent.withdrawn_at is None
    own.post(consent_url(ConsentPurpose.PHOTO), {"agree": "0"})
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


def test_what_registration_needs_stays_while_reported_in(own, member):
    response = own.post(consent_url(ConsentPurpose.REGISTRATION), {"agree": "0"}, follow=True)
    assert "请先退出报到" in response.content.decode()
    assert Consent.objects.get(member=member).withdrawn_at is None
    own.post(reverse("member-report-in-leave"))
    own.post(consent_url(ConsentPurpose.REGISTRATION), {"agree": "0"})
    assert Consent.objects.get(member=member).withdrawn_at is not None


def test_unknown_purposes_are_not_found(own, member):
    assert own.post(consent_url("everything"), {"agree": "1"}).status_code == 404
    assert own.get(consent_url(ConsentPurpose.PHOTO)).status_code == 302


@pytest.fixture
def served(member, town):
    record = logged(member, note="=1+1")
    confirm_services(record_ids=[record.pk], by=town.secretary)
    other = accepted(town.east, by=town.secretary, name="旁人")
    logged(other, note="旁人的服务")
    return record


def test_the_copy_as_json_is_all_of_mine_and_nothing_else(own, member, served):
    response = own.get(reverse("member-data-json"))
    assert "attachment" in response["Content-Disposition"]
    copy = json.loads(response.content)
    assert {row["项目"]: row["内容"] for row in copy["我的信息"]}["手机号"] == member.phone
    assert [row["服务内容"] for row in copy["服务记录"]] == ["=1+1"]
    assert [row["状态"] for row in copy["报到"]] == ["已报到"]
    assert [row["新状态"] for row in copy["办理经过"] if row["事项"] == "报到"] == ["待审核", "已报到"]
    assert len(copy["积分"]) == 2
    assert len(copy["知情同意"]) == 1
    assert "旁人" not in response.content.decode()


def test_the_copy_as_workbook_holds_the_same_as_text(own, served):
    copy = json.loads(own.get(reverse("member-data-json")).content)
    book = openpyxl.load_workbook(BytesIO(own.get(reverse("member-data-xlsx")).content))
    for sheet in book:
        rows = list(sheet.iter_rows(min_row=3, values_only=True))
        assert [dict(zip(rows[0], [cell or "" for cell in row], strict=True)) for row in rows[1:]] == copy[sheet.title]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_withdrawing_says_what_follows_and_nothing_else_does(own, member):
    before = (member.report_ins.get().state, member.years.get().total())
    for purpose in ConsentPurpose:
        if purpose == ConsentPurpose.REGISTRATION:
            continue
        own.post(f"/m/me/consents/{purpose}/", {"agree": "1"})
        assert AFTER_WITHDRAWAL[purpose] in own.get("/m/me/").content.decode()
        reply = own.post(f"/m/me/consents/{purpose}/", {"agree": "0"}, follow=True).content.decode()
        assert f"已撤回：{purpose.label}。{AFTER_WITHDRAWAL[purpose]}" in reply
    assert (member.report_ins.get().state, member.years.get().total()) == before


def test_every_purpose_has_its_consequence():
    assert AFTER_WITHDRAWAL.keys() == set(ConsentPurpose.values)
