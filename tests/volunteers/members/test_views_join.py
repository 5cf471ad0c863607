"""Registering, activating, joining: the ways in."""

import pytest
from django.urls import reverse

from orgtree.models import User
from tests.volunteers.people import PASSWORD, accepted
from tests.volunteers.phones import prove
from volunteers.choices import ConsentPurpose
from volunteers.members.services.members import enrol_member, issue_activation_codes
from volunteers.models import Member, ReportIn

PHONE = "13900000001"
OTHER_PHONE = "13900000002"
REGISTER = reverse("member-register")


def form(**changes):
    answers = {
        "name": "测试乙",
        "password": "Ping-an-2026",
        "unit_name": "测试局",
        "residence": "测试花园2号楼",
        "consent_registration": "on",
    }
    return answers | changes


def register(client, community, **changes):
    prove(client, OTHER_PHONE)
    return client.post(f"{REGISTER}?community={community.pk}", form(**changes))


def test_community_is_found_by_name_pinyin_and_initials(client, town):
    for text in ["东园", "dongyuan", "dysq"]:
        page = client.get(REGISTER, {"q": text}).content.decode()
        assert f"?community={town.east.pk}" in page
        assert "潍城区 · 城关街道" in page
    assert "没有找到“无此地”" in client.get(REGISTER, {"q": "无此地"}).content.decode()


def test_community_is_reached_step_by_step_without_grids(client, town):
    start = client.get(REGISTER)
    assert [area.name for area in start.context["picker"].below] == ["城关街道", "北关街道"]
    street = client.get(REGISTER, {"in": town.street.pk})
    assert [area.name for area in street.context["picker"].below] == ["东园社区", "西园社区"]


@pytest.mark.parametrize(
    "query",
    [
        "community=0",
        "q=%25",
        "q=_",
        "community=x",
        "community=99999999999999999999",
        "in=-1",
        "in=²",
        "q=",
        "q=%00",
        "in=%00",
        "community=%00",
    ],
)
def test_odd_addresses_show_the_picker(client, town, query):
    assert client.get(f"{REGISTER}?{query}").context["picker"].chosen is None


def test_a_street_is_no_community(client, town):
    assert client.get(REGISTER, {"community": town.street.pk}).context["picker"].chosen is None


def test_the_phone_reaches_the_sign_in_page_without_lying_in_the_session(client, town):
    register(client, town.east)
    assert OTHER_PHONE not in str(dict(client.session))
    assert f'value="{OTHER_PHONE}"' in client.get("/login/").content.decode()
    assert f'value="{OTHER_PHONE}"' not in client.get("/login/").content.decode()


def test_registering_makes_account_member_and_report_in(client, town):
    response = register(client, town.east, consent_unit_feedback="on")
    assert response.url == reverse("member-registered")
    member = Member.objects.get()
    assert (member.name, member.phone, member.area) == ("测试乙", OTHER_PHONE, town.east)
    assert set(member.consents.values_list("text__purpose", flat=True)) == {
        ConsentPurpose.REGISTRATION,
        ConsentPurpose.UNIT_FEEDBACK,
    }
    assert ReportIn.objects.get().residence == "测试花园2号楼"
    assert f'value="{OTHER_PHONE}"' in client.get(reverse("login")).content.decode()


def test_known_and_unknown_phones_get_the_same_answer(client, town):
    fresh = register(client, town.east)
    again = register(client, town.west, name="冒名者", password="Another-2026")
    assert (fresh.status_code, fresh.url) == (again.status_code, again.url)
    assert Member.objects.get().name == "测试乙"
    assert client.post(reverse("login"), {"account": OTHER_PHONE, "password": "Ping-an-2026"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": ""}, "name", "请填写姓名"),
        ({"password": "12345678"}, "password", "密码"),
        ({"unit_name": " "}, "unit_name", "请填写工作单位"),
        ({"residence": "测试花园2号楼301室"}, "residence", "请只填到楼栋"),
        ({"residence": "长" * 61}, "residence", "60"),
        ({"free_times": ["never"]}, "free_times", "never"),
        ({"consent_registration": ""}, "consent_registration", "不同意这一项"),
    ],
)
def test_wrong_input_is_told_at_the_field_and_kept(client, town, changes, field, message):
    response = register(client, town.east, **changes)
    assert message in response.context["form"].errors[field][0]
    assert not Member.objects.exists()
    assert not User.objects.filter(phone_hash__isnull=False).exists()
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert "测试局" in page or field == "unit_name"
    assert "Ping-an-2026" not in page


def test_someone_signed_in_is_not_registered_again(own):
    assert own.get(REGISTER).url == reverse("member-join")
    assert own.get(reverse("member-join")).url == reverse("member-home")


@pytest.fixture
def code(town) -> str:
    member = enrol_member(
        name="测试丙",
        phone=PHONE,
        unit_name="测试单位",
        community=town.east,
        residence="测试花园",
        purposes=[ConsentPurpose.REGISTRATION],
        by=town.secretary,
    )
    [(_, code)] = issue_activation_codes(member_ids=[member.pk], by=town.secretary)
    return code


def activation(code, **changes):
    return {"phone": PHONE, "code": code, "password": "Ping-an-2026", "consent_registration": "on"} | changes


def test_a_roster_member_activates_once(client, code):
    url = reverse("member-activate")
    assert client.post(url, activation(code)).url == reverse("login")
    assert Member.objects.get().user.phone == PHONE
    assert "不正确" in client.post(url, activation(code)).context["form"].errors["code"][0]


def test_wrong_code_and_unknown_phone_get_the_same_message(client, code):
    url = reverse("member-activate")
    wrong = client.post(url, activation("22222222")).context["form"].errors["code"]
    unknown = client.post(url, activation("22222222", phone=OTHER_PHONE)).context["form"].errors["code"]
    assert wrong == unknown


def test_staff_without_member_record_is_led_to_join(client, town):
    client.force_login(town.clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("member-home")).url == reverse("member-join")
    assert "还没有报到信息" in client.get(reverse("member-join")).content.decode()
    answers = {key: form()[key] for key in ("unit_name", "residence", "consent_registration")}
    response = client.post(f"{reverse('member-join')}?community={town.west.pk}", answers)
    assert response.url == reverse("member-home")
    member = Member.objects.get()
    assert (member.user, member.name) == (town.clerk, town.clerk.name)
    again = client.post(f"{reverse('member-join')}?community={town.west.pk}", answers)
    assert again.url == reverse("member-home")
    assert Member.objects.count() == 1


def test_pages_of_members_ask_strangers_to_sign_in(client, town):
    for name in [
        "home",
        "join",
        "report-in",
        "report-in-choose",
        "services",
        "service-new",
        "points",
        "points-rules",
        "me",
        "me-edit",
    ]:
        url = reverse(f"member-{name}")
        assert client.get(url).url == f"{reverse('login')}?next={url}"


def test_the_password_of_a_member_opens_the_home_page(client, town):
    accepted(town.east, by=town.secretary, phone=PHONE, name="测试甲")
    client.post(reverse("login"), {"account": PHONE, "password": PASSWORD})
    assert "测试甲，您好" in client.get(reverse("member-home")).content.decode()


def test_registered_page_is_open_to_all(client, town):
    assert "已收到您的报到" in client.get(reverse("member-registered")).content.decode()
