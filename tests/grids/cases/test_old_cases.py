"""What was open in an old system comes in from a sheet, each with a due moment of its own received time (G03)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grids.cases.choices import CaseState
from grids.cases.services.timing import office_of
from grids.categories.services import accept_limit_of, handle_limit_of
from grids.models import Case
from orgtree.acts import perform_one
from orgtree.days.rules.working_time import Clock, Segment
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.grids.cases import world
from tests.orgtree.workbooks import upload, workbook

HEADERS = ["状态", "编号", "事项", "事项分类", "网格或社区", "地点", "情况", "接收时间", "受理时间", "来源"]


def line(number: int, opened, *, state="", category="路灯不亮", accepted="", **changes) -> list[str]:
    told = f"{timezone.localtime(opened):%Y-%m-%d %H:%M}"
    row = dict(
        zip(
            HEADERS,
            [
                state,
                f"SJ{number:06d}",
                "路灯不亮",
                category,
                "东园一网格",
                "健康路路口",
                "两盏路灯不亮",
                told,
                accepted,
                "",
            ],
            strict=True,
        )
    )
    return list((row | changes).values())


def take_in(town, rows: list[list[str]]):
    job = imports.upload_import(
        importer="old-cases", area=town.east, file=upload(workbook([HEADERS, *rows])), options={}, by=town.secretary
    )
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def written(town, rows: list[list[str]]):
    job = take_in(town, rows)
    assert not job.errors, job.errors
    perform_one(import_acts, "confirm", pk=job.pk, by=town.secretary, seen=job.preview["digest"])
    imports.apply_import(job.pk)
    return job


def due_of(case: Case, limit, since):
    return Clock([Segment(since)], limit, office_of(case.area, case.opened_at)).due()


@pytest.fixture
def long_since(town):
    world.long_since()
    return timezone.now().replace(second=0, microsecond=0) - timedelta(days=150)


def test_a_hundred_open_cases_each_get_their_due_moment(town, long_since):
    """G03: every open case has a due date from its own received time; open without due date = 0."""
    codes = ["0202", "0101", "0401", "0801"]
    rows = [
        line(
            number,
            long_since + timedelta(hours=31 * number),
            category=codes[number % 4],
            state=CaseState.HANDLING.label if number % 2 else "",
        )
        for number in range(100)
    ]
    job = written(town, rows)
    assert job.preview["counts"] == {"事项": {"新增": 100, "更新": 0, "不变": 0}}
    cases = list(Case.objects.select_related("area", "category"))
    assert len(cases) == 100
    assert Case.objects.without_due().count() == 0
    for case in cases:
        limit = handle_limit_of if case.state == CaseState.ACCEPTED else accept_limit_of
        assert case.due_at == due_of(case, limit(case.category), case.opened_at), case
    assert len({case.due_at for case in cases}) > 80  # their own, not one for all
    assert take_in(town, rows).preview["counts"] == {"事项": {"新增": 0, "更新": 0, "不变": 100}}


def test_control_a_case_without_a_clock_is_on_the_list(town, long_since):
    written(town, [line(1, long_since)])
    case = Case.objects.get()
    case.clocks.all().delete()
    Case.objects.update(due_at=None)
    assert list(Case.objects.without_due()) == [case]


def test_accepted_ones_count_from_when_they_were_accepted(town, long_since):
    accepted = long_since + timedelta(days=3)
    written(town, [line(1, long_since, state="待交办", accepted=f"{timezone.localtime(accepted):%Y-%m-%d %H:%M}")])
    case = Case.objects.select_related("area", "category").get()
    assert (case.state, case.accepted_at, case.opened_at) == (CaseState.ACCEPTED, accepted, long_since)
    assert case.due_at == due_of(case, handle_limit_of(case.category), accepted)


def test_our_own_list_comes_back_as_it_is(town, long_since):
    """The same columns as the workbook of the list: what is here already, or has ended, stays."""
    case = world.case(town)
    rows = [line(1, long_since, state="已结案"), line(2, case.opened_at, state="待受理", 编号=case.number)]
    assert take_in(town, rows).preview["counts"] == {"事项": {"新增": 0, "更新": 0, "不变": 2}}


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"网格或社区": "西园一网格"}, "网格或社区"),
        ({"事项分类": "没有的分类"}, "事项分类"),
        ({"接收时间": "2099-01-01 08:00"}, "接收时间"),
        ({"接收时间": "前天"}, "接收时间"),
        ({"受理时间": "2020-01-01"}, "受理时间"),
        ({"状态": "胡乱"}, "状态"),
        ({"来源": "听说"}, "来源"),
        ({"情况": "电话13812345678"}, "情况"),
        ({"地点": ""}, "地点"),
    ],
)
def test_what_is_wrong_is_said_at_its_column_and_nothing_is_written(town, long_since, changes, column):
    job = take_in(town, [line(1, long_since, **changes)])
    assert [error["column"] for error in job.errors] == [column]
    assert Case.objects.count() == 0
