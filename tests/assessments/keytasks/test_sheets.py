"""The office's own list comes in with its dates as offices write them (A29): asked where the year is missing, never guessed."""

from datetime import date

import pytest
from django.utils import timezone

from assessments.keytasks.declared.importers import KeyTaskRowForm
from assessments.models import KeyTask
from orgtree.acts import perform_one
from orgtree.choices import InstitutionKind
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.units.services.institutions import create_institution
from tests.assessments.keytasks.makers import milestones
from tests.orgtree.workbooks import upload, workbook

pytestmark = pytest.mark.django_db
HEADINGS = ["序号", "重点任务", "目标任务", "牵头单位", "责任单位", "完成时限", "年度"]
NEXT = timezone.localdate().year + 1


def take_in(rows, town):
    file = upload(workbook([["2026年重点任务清单"], HEADINGS, *rows]))
    job = imports.upload_import(importer="key-tasks", area=town.street, file=file, options={}, by=town.street_secretary)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def written(rows, town):
    job = take_in(rows, town)
    assert not job.errors, job.errors
    perform_one(import_acts, "confirm", pk=job.pk, by=town.street_secretary, seen=job.preview["digest"])
    imports.apply_import(job.pk)


@pytest.mark.parametrize(
    ("due", "year", "day"),
    [
        ("9月底前", "2026", date(2026, 9, 30)),
        ("2026年10月底", "", date(2026, 10, 31)),
        ("２０２６年２月底前", "2026年", date(2026, 2, 28)),
        ("2026.6.30前", "", date(2026, 6, 30)),
        ("11月中旬", "2026年度", date(2026, 11, 20)),
        ("46387", "", date(2026, 12, 31)),  # as Excel keeps a day
    ],
)
def test_A29_dates_as_offices_write_them(due, year, day):
    cleaned, errors = KeyTaskRowForm().check({"title": "红色物业", "due": due, "year": year})
    assert (errors, cleaned.get("due_on")) == ([], day)


@pytest.mark.parametrize(
    ("due", "year", "says"),
    [
        ("9月底前", "", "没有写年份"),
        ("9-30", "", "没有写年份"),
        ("年底前", "2026", "日期应写成"),
        ("2026年13月底", "", "没有这一天"),
        ("2027年3月底", "2026", "不在2026年内"),
        ("9月底前", "26", "应在2000到2100之间"),
    ],
)
def test_A29_what_is_not_said_is_asked_and_not_guessed(due, year, says):
    _, errors = KeyTaskRowForm().check({"title": "红色物业", "due": due, "year": year})
    assert any(says in message for _, message in errors), errors


def test_the_list_is_entered_and_given_once(town):
    create_institution(name="城关中学", kind=InstitutionKind.SCHOOL, area=town.street, by=None)
    rows = [
        [1, "红色物业提升", "逐个小区推进", "街道党工委", "各社区", "9月底前", NEXT],
        [2, "清理飞线充电", "", "", "东园", f"{NEXT}年10月底", ""],
        [3, "双报到提质", "", "", "", f"{NEXT}.6.30", ""],
    ]
    written(rows, town)
    keys = list(KeyTask.objects.order_by("pk"))
    assert [(key.title, key.due_on, key.area) for key in keys] == [
        ("红色物业提升", date(NEXT, 9, 30), town.street),
        ("清理飞线充电", date(NEXT, 10, 31), town.street),
        ("双报到提质", date(NEXT, 6, 30), town.street),
    ]
    assert [sorted(task.area.name for task in milestones(key)) for key in keys] == [
        ["东园社区", "西园社区"],
        ["东园社区"],
        [],
    ]
    assert take_in(rows, town).preview["counts"] == {"重点任务": {"新增": 0, "更新": 0, "不变": 3}}


def test_who_is_not_found_or_sits_nowhere_is_said_at_the_line(town):
    create_institution(name="城关中学", kind=InstitutionKind.SCHOOL, area=town.street, by=None)
    rows = [
        [1, "红色物业提升", "", "", "北苑社区", "9月底前", NEXT],  # another street
        [2, "清理飞线充电", "", "", "城关中学", "9月底前", NEXT],  # nobody holds a post there
        [3, "双报到提质", "", "", "东园社区", "1月1日前", NEXT - 2],  # is over
        [4, "网格优化", "", "", "东园社区", "9月底前", ""],  # which year?
    ]
    job = take_in(rows, town)
    assert {error["row"] for error in job.errors} == {3, 4, 5, 6}, job.errors
    assert not KeyTask.objects.exists()
