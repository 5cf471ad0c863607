"""One person twice: pairs that are probably one are found for whoever keeps both, each told apart once."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from orgtree.acts import make
from orgtree.models import AccessLog
from tests.visits import signed_in
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from tests.walk import text_of
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
