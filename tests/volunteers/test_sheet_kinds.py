"""Sheets as offices write them, by kind: what becomes a row, what is asked about, and what the database holds after.

The workbooks are made here; where the collected ones lie beside the project they are read as well.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from orgtree.choices import JobState
from orgtree.models import Area
from orgtree.services import imports
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.people import accepted, kind
from volunteers.models import Member, ServiceRecord

pytestmark = pytest.mark.django_db

CASES = Path(os.environ.get("SHEET_CASES", settings.BASE_DIR.parent / "shared/data/cases"))
ROSTER = ["序号", "姓名", "手机", "工作单位", "居住小区/楼栋"]
GRIDS = ["网格编号", "网格名称", "楼栋号", "楼栋名称", "户数", "常住人口"]
PHONE = "1990001{:04}".format


@pytest.fixture
def send(town):
    """Upload a workbook for the eastern community and check it; the job."""

    def send_content(content, key="roster", **options):
        by = town.secretary if key == "grids" else town.clerk
        options = {"consented": True} | options
        job = imports.upload_import(importer=key, area=town.east, file=upload(content), options=options, by=by)
        imports.check_import(job.pk)
        job.refresh_from_db()
        return job

    return send_content


@pytest.fixture
def case(send):
    def send_case(name, key="roster", **options):
        file = CASES / name
        if not file.is_file():
            pytest.skip("the collected sheets are not beside the project")
        return send(file.read_bytes(), key, **options)

    return send_case


def write(job):
    assert job.state == JobState.READY, job.errors
    counts = job.preview["counts"]
    imports.confirm_import(job_id=job.pk, by=job.created_by)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.message
    return counts


def passed(job):
    return [(row, reason) for row, reason, _ in job.preview["passed"]]


def roster(*people):
    return workbook([ROSTER, *([n, *person] for n, person in enumerate(people, start=1))])


def person(name, phone="", unit="虚构局", home="东苑小区1号楼"):
    return [name, phone, unit, home]


@pytest.mark.parametrize("other", ["李　四", "李 四", "李\u200b四", "\ufeff李四"])
def test_one_name_with_a_blank_is_one_person(send, other):
    write(send(roster(person("李四", PHONE(1)), person("赵五"))))
    again = send(roster(person(other, PHONE(1)), person("赵  五")))
    assert write(again) == {"报到党员": {"新增": 0, "更新": 0, "不变": 2}}
    assert sorted(Member.objects.values_list("name", flat=True)) == ["李四", "赵五"]


def test_within_one_sheet_two_writings_are_one_person(send):
    job = send(roster(person("李四"), person("李　四")))
    assert job.state == JobState.INVALID
    assert "同名、同单位" in job.errors[0]["message"]


def test_the_control_two_names_stay_two(send):
    write(send(roster(person("李四"), person("李四光"), person("阿依·古丽"), person("阿依古丽"))))
    assert Member.objects.count() == 4


def test_namesakes_in_two_buildings_are_two_and_again_unchanged(send):
    two = roster(person("王同名"), person("王同名", home="东苑小区9号楼"))
    assert write(send(two))["报到党员"]["新增"] == 2
    assert write(send(two))["报到党员"]["不变"] == 2
    third = send(roster(person("王同名", home="东苑小区7号楼")))
    assert all(member.number in third.errors[0]["message"] for member in Member.objects.all())


def test_a_line_across_the_sheet_never_becomes_a_member(send):
    rows = [
        ["东苑社区名册"],
        ["序号", "姓名", "工作单位", "居住小区/楼栋"],
        ["第一网格（2人）"],
        [1, "子一", "虚构局", "东苑小区1号楼"],
    ]
    rows += [["合 计：2人"], ["以上人员均已核实。单位盖章"]]
    job = send(workbook(rows, merges=["A1:D1", "A3:D3", "A5:D5", "A6:D6"]))
    assert passed(job) == [(3, "小标题"), (5, "合计"), (6, "表尾说明")]
    write(job)
    assert [member.name for member in Member.objects.all()] == ["子一"]


def test_a_number_merged_over_three_buildings_is_stored_nowhere(send, town):
    rows = [
        GRIDS,
        ["902", "九零二网格", "1", "1号楼", 120, 300],
        [None, None, "2", "2号楼"],
        [None, None, "3", "3号楼"],
    ]
    job = send(workbook(rows, merges=["A2:A4", "B2:B4", "E2:E4", "F2:F4"]), "grids")
    assert job.state == JobState.INVALID
    assert [(e["row"], e["column"]) for e in job.errors] == [(2, "户数"), (2, "常住人口")]
    assert not Area.objects.filter(code__startswith=f"{town.east.code}-902").exists()
    rows[1][4:] = ["", ""]
    write(send(workbook(rows, merges=["A2:A4", "B2:B4"]), "grids"))
    assert Area.objects.filter(code__startswith=f"{town.east.code}-902-").count() == 3


def test_sums_of_a_grid_sheet_are_no_buildings(send, town):
    rows = [
        GRIDS,
        ["901", "九零一网格", "1", "1号楼", 30, 80],
        ["合 计", "", "", "", 30, 80],
        ["总  计", "", "", "", 30, 80],
    ]
    job = send(workbook(rows), "grids")
    assert passed(job) == [(3, "合计"), (4, "合计")]
    assert write(job)["楼栋"]["新增"] == 1


def test_as_above_takes_the_value_above(send):
    write(
        send(
            roster(
                person("庚一", PHONE(1)), person("庚二", PHONE(2), "同上", "〃"), person("庚三", "无", "同上", "同上")
            )
        )
    )
    assert set(Member.objects.values_list("unit_name", flat=True)) == {"虚构局"}
    assert Member.objects.get(name="庚三").phone == ""


@pytest.mark.parametrize(
    ("phone", "message"),
    [
        ("1.99E+10", "科学计数"),
        ("19900010094\n0379-60000000", "两个号码"),
        ("1990001009", "少1位"),
        ("199000100999", "多1位"),
        ("0379-60000000", "固定电话"),
        ("#N/A", "公式错误"),
        ("199****0009", "打了星号"),
    ],
)
def test_a_wrong_phone_says_what_is_wrong(send, phone, message):
    job = send(roster(person("辛一", phone)))
    assert [error["column"] for error in job.errors] == ["手机"]
    assert message in job.errors[0]["message"]


@pytest.mark.parametrize(
    "phone",
    [
        "199 0001 0093",
        "8619900010093",
        "'19900010093",
        "19900010093（微信同号）",
        "１９９０００１００９３",
        "199.0001.0093",
    ]
    + ["\u202d19900010093\u202c", "\xa019900010093", "+86 199-0001-0093", "手机：19900010093"],
)
def test_a_phone_is_read_however_it_is_typed(send, phone):
    write(send(roster(person("辛一", phone))))
    assert Member.objects.get().phone == "19900010093"


def test_our_own_masked_phone_beside_the_number_leaves_the_phone(send, town):
    member = accepted(town.east, town.clerk, name="赵试", phone="19912345678")
    header = ["编号", "姓名", "手机"]
    job = send(workbook([header, [member.number, "赵试", "199****5678"]]))
    assert write(job)["报到党员"]["不变"] == 1


def booklet(member, start, end, day):
    header = ["编号", "姓名", "服务类别", "日期", "开始", "结束", "内容"]
    return workbook([header, [member.number, member.name, kind().name, day, start, end, "夜间值守"]])


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("22:00", "02:00", 4),
        ("20:00", "24:00", 4),
        ("22:00", "次日2:00", 4),
        ("20:00", "0:00", 4),
        ("22:00", "26:00", 4),
    ]
    + [("下午2:30", "16点半", 2)],
)
def test_a_service_past_midnight_ends_on_the_next_day(send, town, start, end, hours):
    member = accepted(town.east, town.clerk, name="赵试")
    day = timezone.localdate() - timedelta(days=3)
    job = send(booklet(member, start, end, day=f"{day.year}年{day.month}月{day.day}日"), "booklets")
    write(job)
    record = ServiceRecord.objects.get()
    assert (record.hours, timezone.localdate(record.started_at)) == (hours, day)


def test_the_preview_of_a_booklet_shows_what_is_written(send, town):
    member = accepted(town.east, town.clerk, name="赵试")
    job = send(booklet(member, "22:00", "2:00", day=str(timezone.localdate() - timedelta(days=3))), "booklets")
    [effect] = job.preview["effects"]
    assert effect["name"].endswith("22:00–次日02:00")
    assert ["内容", "", "夜间值守"] in effect["changes"]


def test_a_form_of_one_person_is_told_from_a_table(send):
    rows = [["在职党员到社区报到登记表"], ["姓 名", "卯一", "性别", ""], ["工作单位", "虚构局", "联系电话", PHONE(1)]]
    job = send(workbook([*rows, ["居住小区", "东苑小区1号楼", "特长", "无"]]))
    assert job.state == JobState.INVALID
    assert "登记表" in job.errors[0]["message"]


CASE_ROWS = [
    ("t01-phone-invisible-marks.xlsx", 4, 0),
    ("t02a-names-first.xlsx", 4, 0),
    ("t02c-separators.xlsx", 8, 0),
    ("t04-two-sheets.xlsx", 1, 0),
    ("t05-hidden-row.xlsx", 2, 1),
    ("t07-section-rows.xlsx", 2, 2),
    ("t07b-section-rows-without-phone-column.xlsx", 2, 3),
    ("t09b-ditto.xlsx", 3, 0),
    ("t11-namesakes.xlsx", 2, 0),
]


@pytest.mark.parametrize(("name", "added", "between"), CASE_ROWS)
def test_collected_rosters(case, name, added, between):
    job = case(name)
    assert len(job.preview["passed"]) == between
    assert write(job)["报到党员"]["新增"] == added == Member.objects.count()
    assert write(case(name))["报到党员"] == {"新增": 0, "更新": 0, "不变": added}


def test_collected_names_again(case):
    write(case("t02a-names-first.xlsx"))
    assert write(case("t02b-names-again.xlsx"))["报到党员"] == {"新增": 0, "更新": 0, "不变": 4}


@pytest.mark.parametrize(
    ("name", "key", "rows"),
    [
        ("t03-error-values.xlsx", "roster", {2, 3, 4}),
        ("t08-merged-count-grid.xlsx", "grids", {2}),
        ("t12-phone-forms.xlsx", "roster", {3, 5}),
        ("t19-form-not-table.xlsx", "roster", {0}),
    ],
)
def test_collected_faults(case, name, key, rows):
    job = case(name, key)
    assert job.state == JobState.INVALID
    assert {error["row"] for error in job.errors} == rows


def test_collected_sums(case):
    assert write(case("t06a-sums-grid.xlsx", "grids"))["楼栋"]["新增"] == 2
