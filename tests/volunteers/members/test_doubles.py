"""One person twice: pairs that are probably one are found for whoever keeps both, each told apart once."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from orgtree.acts import make
from orgtree.models import AccessLog
from tests.visits import signed_in
from tests.volunteers.people import accepted, enrolled, registered
from tests.volunteers.refusals import refused
from tests.walk import text_of
from volunteers.choices import ConsentPurpose
from volunteers.home.desk import members as members_desk
from volunteers.members.rules.doubles import Traits, is_slip, reasons_for
from volunteers.members.services.doubles import find_doubles
from volunteers.members.services.pair_acts import pairs
from volunteers.models import Member, MemberPair

PAGE = "/desk/volunteers/memberpair/doubles/"
FAR = ("19911112222", "19933334444")
ONE = Traits("王 伟", "示例市第一中学（本部）", None, 7, "阳光小区", "19900000001")


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (replace(ONE, name="王伟", unit_name="示例市 第一中学(本部)", residence="", phone="13900000000", community=8), ["姓名相同", "工作单位相同"]),
        (replace(ONE, unit_name="第二医院", residence="", phone=""), ["姓名相同", "在同一社区", "有一人未留手机号"]),
        (replace(ONE, unit_name="第二医院", residence="", phone="19900000010"), ["姓名相同", "在同一社区", "手机号只差一位或两位颠倒"]),
        # A name in a community, with numbers of their own: there are many of each.
        (replace(ONE, unit_name="第二医院", residence="湖畔小区", phone="13912345678"), []),
        (replace(ONE, name="王玮"), []),
    ],
)  # fmt: skip
def test_what_speaks_for_one_person(other, reasons):
    assert reasons_for(ONE, other) == reasons_for(other, ONE) == reasons


def test_a_slip_of_the_pen():
    assert is_slip("19900000001", "19900000011")
    assert is_slip("19900000012", "19900000021")
    assert not is_slip("19900000012", "19900000023")
    assert not is_slip("19900000001", "19900000001")
    assert not is_slip("", "")


@pytest.fixture
def two(town):
    """One name at one unit, in two communities of one street."""
    return (
        accepted(town.east, town.secretary, name="李 重", phone=FAR[0]),
        accepted(town.west, town.west_secretary, name="李重", phone=FAR[1], unit_name="第一中学 "),
    )


@pytest.mark.django_db
def test_only_who_keeps_both_finds_them(town, two):
    [double] = find_doubles(town.street_secretary)
    assert (double.member, double.other) == two
    assert double.reasons == ("姓名相同", "工作单位相同", "居住小区相同")
    assert find_doubles(town.secretary) == find_doubles(town.west_secretary) == []
    with refused("not_found", "other"):
        make(pairs, "tell_apart", by=town.secretary, member=two[0], other=two[1])


@pytest.mark.django_db
def test_a_pair_is_asked_about_once(town, two):
    desk = signed_in(town.street_secretary)
    page = text_of(desk.get(PAGE))
    assert "姓名相同，工作单位相同，居住小区相同" in page
    look = AccessLog.objects.order_by("pk").last()
    assert {f"member:{member.pk}" for member in two} <= set(look.persons)
    said = text_of(desk.post(PAGE, {"apart": f"{two[0].pk}-{two[1].pk}"}, follow=True))
    assert "已记下不是同一人" in said
    assert "没有疑似重复的登记" in said
    again = make(pairs, "tell_apart", by=town.street_secretary, member=two[1], other=two[0])
    assert not again.is_new
    with pytest.raises(IntegrityError, match="member_pair_once"), transaction.atomic():
        MemberPair.objects.create(
            member=two[1], other=two[0], state="apart", entered_by=town.admin, entered_at=again.row.entered_at
        )


@pytest.mark.django_db
def test_a_number_that_another_signs_in_with(town):
    one = accepted(town.east, town.secretary, name="赵前")
    other = accepted(town.east, town.secretary, name="钱后")
    phone, index = one.phone, one.phone_hash
    Member.objects.filter(pk=one.pk).update(phone="", phone_hash=None)
    Member.objects.filter(pk=other.pk).update(phone=phone, phone_hash=index)
    [double] = find_doubles(town.secretary)
    assert double.reasons == ("登录手机号是另一登记的手机号",)


@pytest.mark.django_db
def test_control_two_of_a_name_with_nothing_else_alike(town):
    accepted(town.east, town.secretary, name="李重", phone=FAR[0])
    accepted(town.west, town.west_secretary, name="李重", phone=FAR[1], unit_name="第二医院", residence="湖畔小区")
    assert find_doubles(town.street_secretary) == []


@pytest.mark.django_db
def test_the_counter_asks_whether_somebody_like_them_is_there_already(town, monkeypatch):
    """By name and reason, once; not about a namesake elsewhere. Control: without the look nobody is asked about."""
    kept = enrolled(town.east, town.secretary, name="赵 同")
    desk = signed_in(town.secretary)
    said = {"name": "赵同", "phone": "", "unit_name": "第一中学", "community": town.east.pk, "residence": "别处"}
    said |= {f"consent_{ConsentPurpose.REGISTRATION}": "on"}
    asked = text_of(desk.post("/desk/volunteers/member/add/", said))
    assert f"编号{kept.number}）：姓名相同、工作单位相同" in asked
    assert "确是另一人" in asked
    assert Member.objects.filter(name="赵同").count() == 0
    assert "已登记赵同" in text_of(desk.post("/desk/volunteers/member/add/", said | {"is_other": "on"}, follow=True))
    looked = []
    monkeypatch.setattr(members_desk, "resembling", lambda *asked: looked.append(asked) or [])
    assert "已登记赵同" in text_of(desk.post("/desk/volunteers/member/add/", said, follow=True))
    assert looked


@pytest.mark.django_db
def test_who_accepts_somebody_is_shown_the_double(town):
    enrolled(town.east, town.secretary, name="赵同", residence="阳光小区3号楼")
    doubled, alone = registered(town.east, name="赵同"), registered(town.east, name="钱另")
    pages = [
        text_of(signed_in(town.secretary).get(f"/desk/volunteers/reportin/{one.report_ins.get().pk}/change/"))
        for one in (doubled, alone)
    ]
    assert ["疑似重复登记" in page.split("打印报到单")[0][-300:] for page in pages] == [True, False]
