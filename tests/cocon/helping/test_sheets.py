"""Sheets of helping pairs and of social services: what people send comes in once, and our own lists come back as they are."""

from datetime import date
from decimal import Decimal

import pytest

from cocon.helping.models import HelpingPair, SocialService
from cocon.helping.services.pairs import pair_acts
from orgtree.acts import perform_one
from orgtree.imports import services as imports
from tests.cocon.helping.makers import days_ago, ended, engaged, organisation, paired, served, unit
from tests.orgtree.imports.test_imports import confirm
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.team_people import signed_in
from volunteers.models import ServiceTeam

pytestmark = pytest.mark.django_db


def take_in(importer: str, content: bytes, area, by, *, write: bool = False):
    job = imports.upload_import(importer=importer, area=area, file=upload(content), options={}, by=by)
    imports.check_import(job.pk)
    job.refresh_from_db()
    if write:
        assert job.errors == []
        confirm(job, by)
    return job


def sheet_of(town, noun: str) -> bytes:
    reply = signed_in(town.secretary).get(f"/desk/cocon/{noun}/sheet/")
    return b"".join(reply.streaming_content)


def test_a_sheet_of_pairs_as_people_write_it(town):
    unit(town)
    ServiceTeam.objects.create(area=town.east, name="红马甲服务队", kind="community", founded_on=date(2025, 1, 1))
    rows = [
        ["2026年帮扶对子台账"],
        ["序号", "帮扶单位", "服务队", "所在社区", "帮扶内容", "结对时间", "帮扶户数"],
        ["1", "城关小学", "", "东园", "生活困难", "2026.3", "3"],
        ["2", "城关小学", "", "东园社区", "看病就医", "2026年3月5日", ""],
        ["3", "", "红马甲服务队", "东园社区", "照料陪伴", "2026-3-5", "2户"],
    ]
    for added in (6, 0):  # said twice, a sheet adds nothing
        before = HelpingPair.objects.count()
        take_in("helping_pairs", workbook(rows), town.street, town.street_secretary, write=True)
        assert HelpingPair.objects.count() == before + added
    alike = HelpingPair.objects.filter(need="living")
    assert {(pair.since, pair.unit.name, pair.area) for pair in alike} == {(date(2026, 3, 1), "城关小学", town.east)}
    assert len({pair.code for pair in alike}) == 3
    rows[2][-1] = "5"  # two more of the same
    take_in("helping_pairs", workbook(rows), town.street, town.street_secretary, write=True)
    assert alike.all().count() == 5


def test_what_is_over_is_not_begun_anew_and_a_mistake_does_not_count(town):
    unit(town)
    rows = [
        ["帮扶单位", "帮扶内容", "结对时间", "结束时间", "对数"],
        ["城关小学", "生活困难", "2025-3-1", "2025-12-31", "2"],
        ["城关小学", "看病就医", "2025-3-1", "", "1"],
    ]
    for _ in range(2):
        take_in("helping_pairs", workbook(rows), town.east, town.secretary, write=True)
        assert HelpingPair.objects.count() == 3
    live = HelpingPair.objects.get(need="health")
    perform_one(pair_acts, "end", pk=live.pk, by=town.secretary, until=None, reason="moved")
    take_in("helping_pairs", workbook(rows), town.east, town.secretary, write=True)
    assert HelpingPair.objects.count() == 3
    HelpingPair.objects.filter(pk=live.pk).update(end_reason="mistake")
    take_in("helping_pairs", workbook(rows), town.east, town.secretary, write=True)
    assert HelpingPair.objects.count() == 4


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"帮扶单位": "没有这家"}, "单位名称"),
        ({"帮扶单位": "", "服务队": "没有这队"}, "帮扶服务队"),
        ({"服务队": "红马甲服务队"}, "帮扶服务队"),
        ({"帮扶内容": "助学"}, "帮扶需求"),
        ({"帮扶对象": "张建国"}, "帮扶对象"),
        ({"结对时间": "2099-1-1"}, "开始日期"),
        ({"对数": "900"}, "对数"),
        ({"所在社区": "南园"}, "社区"),
    ],
)
def test_a_wrong_line_is_refused_at_its_cell(town, changes, column):
    unit(town)
    line = {
        "帮扶单位": "城关小学",
        "服务队": "",
        "所在社区": "东园",
        "帮扶内容": "生活困难",
        "帮扶对象": "",
        "结对时间": "2026-3-1",
        "对数": "1",
    } | changes
    content = workbook([list(line), list(line.values())])
    job = take_in("helping_pairs", content, town.street, town.street_secretary)
    assert column in {error["column"] for error in job.errors}, job.errors
    assert not HelpingPair.objects.exists()


def test_the_list_of_pairs_comes_back_as_what_it_is(town):
    for need in ("living", "living", "health"):
        paired(town, need=need, since=days_ago(30))
    ended(town)
    sheet = sheet_of(town, "helpingpair")
    job = take_in("helping_pairs", sheet, town.east, town.secretary)
    assert job.preview["counts"] == {"帮扶对子": {"新增": 0, "更新": 0, "不变": 4}}, job.errors
    HelpingPair.objects.filter(need="health").update(need="work")  # control: what is not there would be added
    job = take_in("helping_pairs", sheet, town.east, town.secretary)
    assert job.preview["counts"]["帮扶对子"]["新增"] == 1


def test_a_sheet_of_services_and_the_list_back(town):
    engaged(town, since=date(2026, 1, 1))
    engaged(town, since=date(2026, 1, 1), area=town.west, by=town.street_secretary)
    rows = [
        ["机构名称", "服务社区", "服务日期", "类型", "服务内容", "服务时长", "参加人数"],
        ["暖阳社工服务中心", "东园", "2026.3.12", "小组活动", "防跌倒小组第一节", "1.5", "12人"],
        ["暖阳社工服务中心", "西园社区", "2026年3月13日", "个案服务", "个案会谈", "1", "1"],
    ]
    for _ in range(2):
        take_in("social_services", workbook(rows), town.street, town.street_secretary, write=True)
    assert set(SocialService.objects.values_list("engagement__area__name", "hours", "heads")) == {
        ("东园社区", Decimal("1.5"), 12),
        ("西园社区", Decimal("1.0"), 1),
    }
    job = take_in("social_services", sheet_of(town, "socialservice"), town.east, town.secretary)
    assert job.preview["counts"] == {"社工服务": {"新增": 0, "更新": 0, "不变": 1}}, job.errors


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"机构": "没有这家"}, "社会组织"),
        ({"社区": "南园"}, "社区"),
        ({"类型": "唱歌"}, "服务类型"),
        ({"时长": "99"}, "时长（小时）"),
        ({"人数": "0"}, "服务人数"),
        ({"日期": "2020-1-1"}, "日期"),
        ({"内容": "看望张建国，谈心"}, "内容"),
    ],
)
def test_a_wrong_service_is_refused_at_its_cell(town, changes, column):
    engaged(town, since=date(2026, 1, 1))
    line = {
        "机构": "暖阳社工服务中心",
        "社区": "东园",
        "日期": "2026-3-12",
        "类型": "小组活动",
        "内容": "防跌倒小组",
        "时长": "1.5",
        "人数": "12",
    } | changes
    job = take_in("social_services", workbook([list(line), list(line.values())]), town.street, town.street_secretary)
    assert column in {error["column"] for error in job.errors}, job.errors


def test_what_is_void_stays_so(town):
    service = served(town)
    SocialService.objects.filter(pk=service.pk).update(
        state="void", void_reason="wrong", voided_at=service.at, voided_by=town.secretary
    )
    assert organisation(town).engagements.count() == 1
    job = take_in("social_services", sheet_of(town, "socialservice"), town.east, town.secretary)
    assert job.preview["counts"]["社工服务"]["新增"] == 0
