"""What units bring to shared matters as workbooks: out and in again without a change, and lists as offices keep them."""

import pytest

from cocon.models import Matter, UnitProfile
from cocon.units.services.profiles import keep_profile
from tests.cocon.needs.test_sheets import SAME, sheet, sheet_of, take_in
from tests.cocon.units.makers import unit_of

pytestmark = pytest.mark.django_db
HEADINGS = ["驻区单位", "条线", "特长", "服务内容"]


def counts(job) -> dict:
    return job.preview["counts"]["共建单位"]


def test_the_list_that_went_out_comes_in_as_what_it_is(town):
    some, gone = list(Matter.objects.all()[:2]), Matter.objects.last()
    unit = unit_of(town)
    keep_profile(unit=unit, system="education", matters=[*some, gone], offers="会议室", by=town.secretary)
    Matter.objects.filter(pk=gone.pk).update(is_active=False)  # what the unit has, it keeps
    content = sheet_of(town.street_secretary, "unitprofile")
    job = take_in("unit-profiles", content, town.street, town.street_secretary)
    assert (job.errors, counts(job)) == ([], {**SAME, "不变": 1})
    UnitProfile.objects.update(offers="礼堂")  # control: what differs would be changed
    assert counts(take_in("unit-profiles", content, town.street, town.street_secretary))["更新"] == 1


def test_a_list_is_read_as_offices_write_it(town):
    unit, known = unit_of(town), unit_of(town, "第二中学")
    keep_profile(unit=known, system="other", matters=[], offers="操场", by=town.secretary)
    one, two = Matter.objects.filter(area=None)[:2]
    content = sheet(
        HEADINGS,
        ["第一中学", "教育", f"{one.name}，{two.name}，{one.name}", "周末辅导"],
        ["第二中学", "教育", "", "操场"],
    )
    job = take_in("unit-profiles", content, town.east, town.secretary, write=True)
    assert (job.errors, counts(job)) == ([], {**SAME, "新增": 1, "更新": 1})
    profile = UnitProfile.objects.get(unit=unit)
    assert (profile.system, profile.offers, profile.kept_by) == ("education", "周末辅导", town.secretary)
    assert set(profile.matters.all()) == {one, two}
    assert UnitProfile.objects.get(unit=known).system == "education"


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (["没有的学校", "教育", "", ""], "单位名称", "没有"),
        (["第一中学", "学堂", "", ""], "所属系统", "可选值"),
        (["第一中学", "", "", ""], "所属系统", "不能为空"),
        (["第一中学", "教育", "修火箭", ""], "擅长的事项", "没有“修火箭”"),
        (["第一中学", "教育", "", "联系13912345678"], "能提供的支持", ""),
    ],
)
def test_what_will_not_do_is_told_at_its_column(town, row, column, says):
    unit_of(town)
    [error] = take_in("unit-profiles", sheet(HEADINGS, row), town.east, town.secretary).errors
    assert (error["column"], says in error["message"]) == (column, True), error


def test_a_unit_stands_once_in_a_list(town):
    unit_of(town)
    content = sheet(HEADINGS, *[["第一中学", "教育", "", ""]] * 2)
    [error] = take_in("unit-profiles", content, town.east, town.secretary).errors
    assert (error["row"], error["message"]) == (3, "表中重复")
