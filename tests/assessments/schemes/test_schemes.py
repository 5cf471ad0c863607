"""Schemes as versions: copied, filled, published by another, never changed; red lines refuse and are noted (feature 101)."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Component, RedLine, Refusal, Scheme
from assessments.schemes.choices import Level, RoundKind, SchemeState
from assessments.schemes.services.schemes import schemes_at
from assessments.schemes.services.tables import check_whole, rows_of
from orgtree.errors import RuleBroken
from tests.api import Api
from tests.assessments.schemes import world
from tests.assessments.schemes.makers import LINES
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def test_the_defaults_hold_and_are_whole():
    schemes = list(Scheme.objects.filter(area=None))
    assert {row.kind for row in schemes} == {*RoundKind.values}
    for scheme in schemes:
        check_whole(scheme)
    assert {row.state for row in schemes} == {SchemeState.PUBLISHED}


def test_the_default_of_reports_is_that_of_the_clerks_table():
    scheme = world.default()
    assert [(row.code, int(row.weight)) for row in rows_of(scheme, "components")] == [
        ("A1", 20),
        ("A2", 20),
        ("B", 20),
        ("C", 25),
        ("D", 15),
    ]
    assert [(int(row.weight), row.min_ballots, row.turnout) for row in rows_of(scheme, "classes")] == [
        (35, 3, "2/3"),
        (15, 5, "2/3"),
        (15, 3, "2/3"),
        (25, 20, "2/3"),
        (10, 3, "2/3"),
    ]
    assert [(str(row), int(row.value)) for row in rows_of(scheme, "options")] == [
        ("好", 100),
        ("较好", 85),
        ("一般", 70),
        ("差", 50),
    ]


def test_next_years_begins_as_a_copy_and_the_first_stays(town):
    first = world.published(town)
    nxt = world.draft(town, origin=first, year=world.YEAR + 1)
    assert [str(row) for row in rows_of(nxt, "items")] == [str(row) for row in rows_of(first, "items")]
    world.do("set_components", nxt, world.office(town), components=LINES["components"])
    assert [row.code for row in rows_of(nxt, "components")] == ["A1", "B"]
    assert len(rows_of(first, "components")) == 5


def test_a_published_one_never_changes(town):
    scheme = world.published(town)
    for table, lines in LINES.items():
        with pytest.raises(RuleBroken) as error:
            world.do(f"set_{table}", scheme, world.office(town), **{table: lines})
        assert error.value.code == "wrong_state"


def test_whoever_drafted_it_does_not_publish_it(town):
    with pytest.raises(RuleBroken, match="他人发布"):
        world.do("publish", world.draft(town), world.office(town))


def test_thirds_are_refused_and_nothing_is_half_written(town):
    scheme = world.draft(town)
    lines = "A 甲 33.33 组织评定\nB 乙 33.33 组织评定\nC 丙 33.33 组织评定"
    with pytest.raises(RuleBroken, match="99.99"):
        world.do("set_components", scheme, world.office(town), components=lines)
    assert len(rows_of(scheme, "components")) == 5


@pytest.mark.parametrize(
    ("table", "lines", "said"),
    [
        ("bands", "好 95 -\n较好 90 95.01\n差 0 90", "95分同时在“较好”和“好”两档"),
        ("bands", "好 90 -\n较好 80 89\n差 0 80", "89分到90分之间不在任何一档"),
        ("items", "A1 办结率 100 grids.no_such 0 100", "不存在"),
        ("items", "A1 办结率 100", "不存在"),
        ("items", "B 组织建设 60", "“B”的分值合计应为100，现在是60"),
        ("items", "C 测评 100", "不是以指标或考评组评分的项目"),
        ("classes", "C1 甲 100 0 2/3", "最少有效票至少为1"),
        ("classes", "C1 甲 100 3 4/3", "投票率不超过1"),
        ("caps", "某项得分低于 Z 70 较好", "没有代码为“Z”的项目或类别"),
        ("caps", "一票否决 - 0 五星", "等次分档中没有“五星”"),
        ("quotas", "先进 30", "等次分档中没有“先进”"),
        ("extras", "E1 表彰 加分 0 1", "加减分的分值应大于0"),
        ("extras", "V1 否决 一票否决 3 1", "一票否决不计分"),
        ("extras", "K1 缺席 扣分 5 4 units.no_such", "不存在"),
    ],
)
def test_tables_that_will_not_do_are_refused_at_their_field(town, table, lines, said):
    with pytest.raises(RuleBroken, match=said) as error:
        world.do(f"set_{table}", world.draft(town), world.office(town), **{table: lines})
    assert error.value.field == table


def test_f101_an_item_on_written_praise_is_refused_with_the_clause_and_noted(town):
    scheme = world.draft(town)
    reply = Api(world.office(town)).post(
        f"assess-schemes/{scheme.pk}/set-extras/", {"extras": "E1 获领导批示 加分 2 2"}
    )
    assert reply.status_code == 422
    assert "《整治形式主义为基层减负若干规定》" in reply.content.decode()
    [refusal] = Refusal.objects.all()
    assert (refusal.line, refusal.scheme, refusal.refused_by) == ("获领导批示", scheme, world.office(town))
    assert [row.code for row in rows_of(scheme, "extras")] == ["E1", "E2", "V1"]


@pytest.mark.parametrize(
    "name",
    [
        "领导批示",
        "新闻报道",
        "会议次数",
        "制发文件",
        "现场照片",
        "学习笔记",
        "点赞",
        "APP活跃",
        "在线时长",
    ],
)
def test_every_red_line_refuses(town, name):
    with pytest.raises(RuleBroken) as error:
        world.do("set_components", world.draft(town), world.office(town), components=f"A {name} 100 组织评定")
    assert error.value.code == "red_line"


def test_control_what_is_no_red_line_is_kept_and_noted_nowhere(town):
    world.do("set_components", world.draft(town), world.office(town), components="A 问题解决 100 组织评定")
    assert not Refusal.objects.exists()


def test_a_red_line_that_came_into_force_since_stops_the_publication(town):
    scheme = world.draft(town)
    RedLine.objects.create(key="new", name="实地", words="实地考核", clause="新规定", active_from=date(2026, 1, 1))
    with pytest.raises(RuleBroken) as error:
        world.do("publish", scheme, world.office(town, "2"))
    assert error.value.code == "red_line"
    assert Refusal.objects.filter(scheme=scheme).count() == 1


def test_the_nearest_keepers_newest_version_holds(town):
    def held(area, year):
        found = {(row.kind, row.level): row for row in schemes_at(area, year)}
        return found[RoundKind.REPORT, Level.STREET]

    assert held(town.district, 2026) == world.default()
    scheme = world.published(town)
    assert held(town.district, 2026) == scheme
    assert held(town.district, 2025) == world.default()
    second = world.do("publish", world.draft(town, origin=scheme), world.office(town, "2"))
    assert held(town.street, 2026) == second
    assert second.version == 2


def test_drafts_are_for_the_areas_that_keep_them(town):
    scheme = world.draft(town)
    page = reverse("scheme-table", args=[scheme.pk])
    assert signed_in(world.office(town)).get(page).status_code == 200
    assert signed_in(town.secretary).get(page).status_code == 404
    shown = signed_in(town.secretary).get(reverse("scheme-table", args=[world.default().pk]))
    assert shown.status_code == 200


def test_the_table_says_all_and_the_rounding(town, django_assert_max_num_queries):
    client = signed_in(world.office(town))
    with django_assert_max_num_queries(30):
        page = client.get(reverse("scheme-table", args=[world.default().pk])).content.decode()
    for words in ("街道领导班子", "2/3", "只在最后四舍五入一次", "开会次数", "向下取整", "等次不超过“较好”"):
        assert words in page


def test_a_dry_run_writes_nothing_and_ranks_nobody(town):
    page = signed_in(world.office(town)).get(reverse("scheme-trial", args=[world.default().pk])).content.decode()
    assert page.index(town.street.name) < page.index(town.other_street.name)
    assert "不排名" in page
    assert f"{timezone.localdate().year - 1}年" in page
    assert not Component.objects.filter(scheme__state=SchemeState.DRAFT).exists()


def test_pioneer_index_gives_no_grade(town):
    scheme = world.draft(town, RoundKind.PIONEER, Level.COMMUNITY)
    with pytest.raises(RuleBroken, match="只作佐证材料"):
        world.do("edit", scheme, world.office(town), gives_grade=True)


def test_w07_the_share_is_set_copied_and_shown(town):
    scheme = world.draft(town, RoundKind.DEPARTMENTS, Level.STATION)
    with pytest.raises(RuleBroken, match="60到100"):
        world.do("edit", scheme, world.office(town), streets_share=59)
    scheme = world.do("edit", scheme, world.office(town), streets_share=65)
    copy = world.draft(town, origin=scheme, year=world.YEAR + 1)
    assert copy.streets_share == 65
    for page in ("scheme-table", "scheme-trial"):
        shown = signed_in(world.office(town)).get(reverse(page, args=[copy.pk])).content.decode()
        assert "占部门年度考核的65%" in shown
