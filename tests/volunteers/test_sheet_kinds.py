"""Sheets as offices write them, by kind: what becomes a row, what is asked about, and what the database holds after.

The workbooks are made here; where the collected ones lie beside the project they are read as well.
"""

import os
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.models import Area
from tests.orgtree.workbooks import saved, upload, workbook
from tests.volunteers.people import accepted, kind
from volunteers.choices import ReportInOrigin, ReportInState
from volunteers.models import Member, ReportIn, ServiceRecord, Skill

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
    perform_one(import_acts, "confirm", pk=job.pk, by=job.created_by)
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


def test_a_hidden_row_is_taken_by_choice_only(send):
    book = openpyxl.load_workbook(BytesIO(roster(person("丁一", PHONE(1)), person("丁二", PHONE(2)))))
    book.active.row_dimensions[3].hidden = True
    content = saved(book)
    assert write(send(content))["报到党员"]["新增"] == 1
    assert write(send(content, with_hidden=True))["报到党员"] == {"新增": 1, "更新": 0, "不变": 1}


@pytest.mark.parametrize("nothing", ["无", "/", "—", "暂无"])
def test_a_mark_for_nothing_is_nothing(send, nothing):
    rows = [[*ROSTER, "特长"], [1, "庚一", nothing, "虚构局", "东苑小区1号楼", nothing]]
    write(send(workbook(rows)))
    [member] = Member.objects.all()
    assert (member.phone, member.skills.count()) == ("", 0)


ID = "410000190001010001"


def test_an_identity_number_in_a_text_is_refused_at_its_cell(send):
    job = send(roster(person("丑一", PHONE(1)), person("丑二", PHONE(2), f"虚构局 {ID}")))
    assert [(error["row"], error["column"]) for error in job.errors] == [(3, "工作单位")]
    assert "身份证号" in job.errors[0]["message"]
    assert ID not in str(job.errors) + str(job.preview)


def test_a_column_of_identity_numbers_is_not_read(send):
    rows = [[*ROSTER, "身份证号"], [1, "丑一", PHONE(1), "虚构局", "东苑小区1号楼", ID]]
    job = send(workbook(rows))
    assert job.preview["unknown"] == ["身份证号"]
    assert ID not in str(job.preview)
    write(job)


UPPER = ["序号", "姓名", "编号", "服务项目", "服务日期", "服务时间", None, "服务内容", None]
LOWER = [None, None, None, None, None, "开始时间", "结束时间", None, None]
ACROSS = "F2:G2"
DOWN = [f"{column}2:{column}3" for column in "ABCDEH"]


@pytest.mark.parametrize(
    "merges", [[ACROSS, *DOWN], [ACROSS], [], [ACROSS, *DOWN[:-1], "H2:I2"], [ACROSS, *DOWN[:-1], "H2:I3"]]
)
def test_a_heading_of_two_lines_is_found(send, town, merges):
    member = accepted(town.east, town.clerk, name="赵试")
    day = timezone.localdate() - timedelta(days=3)
    line = [1, "赵试", member.number, kind().name, str(day), "8:30", "10:00", "清理楼道", None]
    job = send(workbook([UPPER, LOWER, line], title="党员志愿服务台账", merges=merges), "booklets")
    assert job.preview["unknown"] == []
    write(job)
    record = ServiceRecord.objects.get()
    assert (record.hours, record.note) == (1.5, "清理楼道")


def test_a_heading_of_one_line_does_not_take_in_the_data(send, town):
    """The control: a value that is also the name of a column is data."""
    send_again = [[*ROSTER, "特长"], [1, "甲一", PHONE(1), "单位", "小区", "无"]]
    write(send(workbook(send_again)))
    assert Member.objects.get().unit_name == "单位"


CARD = ["序号", "姓名", "工作单位", "服务时间", "服务时长", "服务内容", "服务地点", "社区确认"]


def card(*lines):
    return workbook([CARD, *([n, *line, "清理楼道", "东苑小区", None] for n, line in enumerate(lines, start=1))])


@pytest.fixture
def served(town):
    return accepted(town.east, town.clerk, name="赵试", unit_name="示例甲机械厂"), timezone.localdate() - timedelta(3)


@pytest.mark.parametrize(
    ("when", "length", "begins", "hours"),
    [
        ("{0:%Y}年{0:%m}月{0:%d}日上午", "2小时30分", "08:30", 2.5),
        ("{0:%Y}年{0:%m}月{0:%d}日（下午）", "1.5", "14:30", 1.5),
        ("{0:%Y.%m.%d} 8:30-11:30", "3小时", "08:30", 3),
        ("{0:%Y.%m.%d} 8:30-11:30", "", "08:30", 3),
        ("{0:%Y-%m-%d} 9:00", "两小时", "09:00", 2),
        ("{0:%Y-%m-%d} 22:00—次日2:00", "", "22:00", 4),
    ],
)
def test_the_record_card_of_offices_is_read(send, served, when, length, begins, hours):
    member, day = served
    job = send(card(["赵　试", "示例甲机械厂", when.format(day), length]), "booklets", plain_kind=True)
    changes = {column: new for column, _, new in job.preview["effects"][0]["changes"]}
    assert (changes["编号"], changes["服务类别"]) == (member.number, "一般志愿服务")
    assert ("服务时间" in changes) == ("午" in when)
    assert job.preview["unknown"] == ["服务地点", "社区确认"]
    write(job)
    record = ServiceRecord.objects.get()
    assert (record.hours, f"{timezone.localtime(record.started_at):%H:%M}", record.served_on) == (hours, begins, day)


@pytest.mark.parametrize(
    ("when", "length", "column", "message"),
    [
        ("{0} 上午", "", "服务时间", "没有写时长"),
        ("{0:%Y}年{0:%m}月", "2小时", "服务时间", "月份"),
        ("{0} 8:30-11:30", "2小时", "服务时间", "对不上"),
        ("{0} 有空时", "2小时", "服务时间", "8:30-11:30"),
        ("{0} 上午", "半天", "服务时间", "时长应写成"),
        ("", "2小时", "日期", "不能为空"),
    ],
)
def test_a_card_says_what_it_cannot_read(send, served, when, length, column, message):
    content = card(["赵试", "示例甲机械厂", when.format(served[1]), length])
    job = send(content, "booklets", plain_kind=True)
    found = {error["column"]: error["message"] for error in job.errors}
    assert message in found[column]


def test_a_card_names_one_person_or_is_asked_about(send, served, town):
    other = accepted(town.east, town.clerk, name="赵试", unit_name="示例甲机械厂")
    when = f"{served[1]} 8:30-11:30"
    job = send(card(["赵试", "示例甲机械厂", when, ""], ["赵试", "示例乙厂", when, ""]), "booklets", plain_kind=True)
    assert [(error["row"], error["column"]) for error in job.errors] == [(2, "姓名"), (3, "姓名")]
    assert other.number in job.errors[0]["message"]


def test_a_card_without_a_kind_is_asked_for_one(send, served):
    job = send(card(["赵试", "示例甲机械厂", f"{served[1]} 8:30-11:30", ""]), "booklets")
    assert [error["column"] for error in job.errors] == ["服务类别"]


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


def test_collected_marks_for_nothing(case):
    Skill.objects.bulk_create(Skill(name=name) for name in ("书法", "唱歌"))
    write(case("t09-ditto-and-none.xlsx"))
    skilled = Member.objects.filter(skills__isnull=False).distinct()
    assert (Member.objects.count(), [member.name for member in skilled]) == (5, ["庚五"])


def test_collected_names_again(case):
    write(case("t02a-names-first.xlsx"))
    assert write(case("t02b-names-again.xlsx"))["报到党员"] == {"新增": 0, "更新": 0, "不变": 4}


@pytest.mark.parametrize(
    ("name", "key", "rows"),
    [
        ("t03-error-values.xlsx", "roster", {2, 3, 4}),
        ("t08-merged-count-grid.xlsx", "grids", {2}),
        ("t12-phone-forms.xlsx", "roster", {3, 5}),
        ("t17-id-numbers.xlsx", "roster", {3}),
        ("t19-form-not-table.xlsx", "roster", {0}),
    ],
)
def test_collected_faults(case, name, key, rows):
    job = case(name, key)
    assert job.state == JobState.INVALID
    assert {error["row"] for error in job.errors} == rows


def test_collected_sums(case):
    assert write(case("t06a-sums-grid.xlsx", "grids"))["楼栋"]["新增"] == 2


BEGUN = datetime(2026, 9, 1, 9, tzinfo=timezone.get_default_timezone())
ACCEPTED = {
    "state": ReportInState.ACCEPTED,
    "submitted_at": BEGUN,
    "accepted_at": BEGUN,
    "origin": ReportInOrigin.ROSTER,
}


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("t15-two-row-header.xlsx", [1.5]),
        ("t20-overnight-booklet.xlsx", [4, 4, 4, 4, 4]),
        ("t22-real-record-card.xlsx", [3, 2.5]),
    ],
)
def test_collected_booklets(case, town, name, hours):
    """The sheets name members by the numbers 1 and 4, on days of November 2026: read in December of that year."""
    for number, who in ((1, "测试辛寅"), (4, "测试乙丑")):
        member = Member.objects.create(id=number, name=who, unit_name="示例甲机械厂", area=town.east)
        ReportIn.objects.create(
            member=member, community=town.east, area=town.east, decided_by=town.secretary, **ACCEPTED
        )
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=timezone.get_current_timezone()), tick=False):
        write(case(name, "booklets", plain_kind=True))
    assert list(ServiceRecord.objects.order_by("started_at").values_list("hours", flat=True)) == hours
