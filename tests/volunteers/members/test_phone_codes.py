"""A phone is proved by a code: sent, or told by the community's staff to whom they call."""

import json
import re
from contextlib import nullcontext
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from orgtree.choices import PostKind, SignInKind
from orgtree.errors import RuleBroken
from orgtree.models import AccessLog, SignInRecord
from orgtree.people.services.people import appoint
from tests.volunteers.people import PASSWORD, accepted
from volunteers.members.choices.phone import CodeFor
from volunteers.members.services import phone_codes
from volunteers.members.services.claims_of_numbers import claim_number, free_number
from volunteers.members.services.phone_codes import ask_for_code, clear_phone_codes, take_code, tell_code
from volunteers.models import Member, PhoneCode

PHONE, OTHER = "13900000001", "13900000002"
NEW_PASSWORD = "Xin-mi-ma-2026"


def asked(town, **changes) -> PhoneCode:
    return ask_for_code(**{"purpose": CodeFor.REGISTER, "phone": PHONE, "area": town.east} | changes)


def told(row, by) -> str:
    return tell_code(code_id=row.pk, by=by)[1]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_opens_once_and_only_what_it_was_asked_for(town):
    code = told(asked(town), town.secretary)
    for purpose, phone in ((CodeFor.PASSWORD, PHONE), (CodeFor.REGISTER, OTHER)):
        with pytest.raises(RuleBroken) as broken:
            take_code(purpose=purpose, phone=phone, code=code)
        assert (broken.value.code, broken.value.field) == ("phone_code", "code")
    take_code(purpose=CodeFor.REGISTER, phone="139 0000 0001", code=f" {code[:3]} {code[3:]}")
    with pytest.raises(RuleBroken):
        take_code(purpose=CodeFor.REGISTER, phone=PHONE, code=code)


@pytest.mark.parametrize(("wrong", "opens"), [(4, True), (5, False)])
def test_five_wrong_tries_use_it_up(town, wrong, opens):
    code = told(asked(town), town.secretary)
    for _ in range(wrong):
        with pytest.raises(RuleBroken):
            take_code(purpose=CodeFor.REGISTER, phone=PHONE, code=other_than(code))
    with nullcontext() if opens else pytest.raises(RuleBroken):
        take_code(purpose=CodeFor.REGISTER, phone=PHONE, code=code)


def test_a_code_ends_is_not_kept_and_is_cleared(town):
    row = asked(town)
    code = told(row, town.secretary)
    row.refresh_from_db()
    assert code not in str(vars(row))
    assert clear_phone_codes() == 0  # control: a code in force stays
    PhoneCode.objects.update(until=row.asked_at)
    with pytest.raises(RuleBroken):
        take_code(purpose=CodeFor.REGISTER, phone=PHONE, code=code)
    assert clear_phone_codes() == 1


def test_only_staff_of_the_place_tell_it_once_and_the_look_is_recorded(town):
    row = asked(town)
    for stranger in (town.west_secretary, town.grid_worker):
        with pytest.raises(RuleBroken):
            tell_code(code_id=row.pk, by=stranger)
    phone, code = tell_code(code_id=row.pk, by=town.secretary)
    assert (phone, len(code)) == (PHONE, 6)
    assert AccessLog.objects.filter(actor=town.secretary, action=AccessLog.Action.REVEAL).count() == 1
    with pytest.raises(RuleBroken) as again:
        tell_code(code_id=row.pk, by=town.secretary)
    assert again.value.code == "told"


def test_a_number_is_asked_about_five_times_an_hour(town, monkeypatch):
    monkeypatch.setattr(phone_codes, "OF_ONE_NUMBER", replace(phone_codes.OF_ONE_NUMBER, name="test-number", most=1))
    asked(town)
    with pytest.raises(RuleBroken) as broken:
        asked(town)
    assert broken.value.code == "too_often"
    asked(town, phone=OTHER)  # control: another number is another count


def test_it_goes_out_by_message_where_the_installation_has_that(town, settings, tmp_path):
    settings.NOTICE_SMS_OUTBOX, settings.PHONE_CODES = str(tmp_path), "sms"
    asked(town, phone=OTHER, goes_out=False)
    assert list(tmp_path.iterdir()) == []
    asked(town)
    [file] = tmp_path.iterdir()
    [message] = json.loads(file.read_text(encoding="utf-8"))
    assert message["address"] == PHONE
    take_code(purpose=CodeFor.REGISTER, phone=PHONE, code=re.search(r"\d{6}", message["text"])[0])


# --- Claims -------------------------------------------------------------------------------------------------------------


def test_a_number_taken_by_a_stranger_goes_back_to_its_owner(town, client):
    stranger = accepted(town.west, by=town.west_secretary, phone=PHONE)
    client.force_login(town.secretary)
    reply = client.post("/desk/volunteers/phonecode/add/", {"number": PHONE, "community": town.east.pk})
    assert reply.status_code == 302, reply.context["adminform"].form.errors
    row = PhoneCode.objects.get(purpose=CodeFor.CLAIM, area=town.east)
    code = told(row, town.secretary)
    # Who told the code frees nothing, and that is on record; nor does a wrong code.
    client.post(f"/desk/volunteers/phonecode/{row.pk}/act/free/", {"code": code})
    assert SignInRecord.objects.filter(kind=SignInKind.SECOND, about=town.secretary).count() == 1
    for wrong, by in ((code, town.secretary), (other_than(code), town.street_secretary)):
        with pytest.raises(RuleBroken):
            free_number(code_id=row.pk, code=wrong, by=by)
    stranger.refresh_from_db()
    assert stranger.phone == PHONE
    free_number(code_id=row.pk, code=code, by=town.street_secretary)
    stranger.refresh_from_db()
    assert (stranger.phone, stranger.phone_hash) == ("", None)
    name = f"m{stranger.user_id:08d}"
    assert name in stranger.user.notices.get(title__contains="认领").text
    assert Client().post("/login/", {"account": name, "password": PASSWORD}).status_code == 302
    assert accepted(town.east, by=town.secretary, phone=PHONE).phone == PHONE  # the owner registers


def test_a_number_that_nobody_has_or_staff_has_is_not_claimed(town):
    staff = accepted(town.east, by=town.secretary, phone=OTHER)
    appoint(holder_id=staff.user_id, kind=PostKind.GRID_WORKER, area=town.east_grid, by=None)
    for phone, code in ((PHONE, "free"), (OTHER, "staff")):
        with pytest.raises(RuleBroken) as broken:
            claim_number(phone=phone, community=town.east, by=town.secretary)
        assert (broken.value.code, broken.value.field) == (code, "phone")
    with pytest.raises(RuleBroken):
        claim_number(phone=PHONE, community=town.west, by=town.secretary)


# --- Pages --------------------------------------------------------------------------------------------------------------


def on_the_desk(town, client: Client) -> str:
    """The code, as the secretary is told it by the button."""
    desk = Client()
    desk.force_login(town.secretary)
    row = PhoneCode.objects.get()
    assert row.masked_phone in desk.get("/desk/volunteers/phonecode/").content.decode()
    page = desk.post(f"/desk/volunteers/phonecode/{row.pk}/act/tell/", follow=True).content.decode()
    return re.search(r"验证码 (\d{6})", page)[1]


def test_registering_begins_with_a_code_told_at_the_desk(town, client):
    register = f"{reverse('member-register')}?community={town.east.pk}"
    first = client.get(register)
    assert first.url == f"{reverse('member-register-phone')}?community={town.east.pk}"
    assert client.post(first.url, {"phone": PHONE}).url == reverse("member-phone-code")
    assert PHONE not in str(dict(client.session))
    assert reverse("member-phone-code") in client.get(first.url).content.decode()  # who comes back asks for no new one
    code = on_the_desk(town, client)
    wrong = client.post(reverse("member-phone-code"), {"code": other_than(code)})
    assert "不正确" in wrong.content.decode()
    assert SignInRecord.objects.filter(kind=SignInKind.CODE).count() == 1
    assert client.post(reverse("member-phone-code"), {"code": code}).url == register
    form = {"name": "测试乙", "password": NEW_PASSWORD, "unit_name": "测试局", "residence": "测试花园"}
    assert client.post(register, form | {"consent_registration": "on"}).url == reverse("member-registered")
    assert Member.objects.get().phone == PHONE
    assert client.get(register).url == first.url  # one proof, one registration


def test_a_forgotten_password_is_set_anew_by_code(town, client):
    member = accepted(town.east, by=town.secretary, phone=PHONE)
    sessions = Client()
    sessions.force_login(member.user)
    client.post(reverse("member-forgot"), {"phone": PHONE})
    reply = client.post(reverse("member-phone-code"), {"code": on_the_desk(town, client)})
    assert reply.url == reverse("member-new-password")
    assert client.post(reply.url, {"password": "12345678"}).context["form"].errors["password"]
    assert client.post(reply.url, {"password": NEW_PASSWORD}).url == reverse("login")
    member.user.refresh_from_db()
    assert member.user.check_password(NEW_PASSWORD)
    assert not member.user.check_password(PASSWORD)
    assert member.user.notices.filter(title__contains="密码").count() == 1
    assert SignInRecord.objects.get(kind=SignInKind.RESET).about == member.user
    assert sessions.get(reverse("member-home")).status_code == 302  # what was signed in is out
    assert client.get(reverse("member-new-password")).url == reverse("member-forgot")


def test_unknown_numbers_and_staff_get_the_same_answer_and_no_code(town, client):
    staff = accepted(town.east, by=town.secretary, phone=OTHER)
    member = accepted(town.east, by=town.secretary, phone="13900000003")
    appoint(holder_id=staff.user_id, kind=PostKind.GRID_WORKER, area=town.east_grid, by=None)
    pages = set()
    for phone in (PHONE, OTHER, member.phone):
        page = client.post(reverse("member-forgot"), {"phone": phone}, follow=True).content.decode()
        pages.add(re.sub(r"139\*+\d{4}|csrf\w+\" value=\"\w+\"", "", page))
    assert len(pages) == 1
    assert PhoneCode.objects.exclude(area=None).get().phone == member.phone


def test_a_member_changes_the_number_by_a_code_to_the_new_one(town, client):
    member = accepted(town.east, by=town.secretary, phone=PHONE)
    client.force_login(member.user)
    client.post(reverse("member-phone"), {"phone": OTHER})
    member.refresh_from_db()
    assert member.phone == PHONE  # nothing before the code
    code = on_the_desk(town, client)
    assert client.post(reverse("member-phone-code"), {"code": code}).url == reverse("member-me")
    member.refresh_from_db()
    member.user.refresh_from_db()
    assert (member.phone, member.user.phone) == (OTHER, OTHER)
