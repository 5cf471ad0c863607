"""The collected sheets, where they lie beside the project."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone

from orgtree.choices import JobState
from tests.volunteers.sheets.making import write
from volunteers.choices import ReportInOrigin, ReportInState
from volunteers.models import Member, ReportIn, ServiceRecord, Skill

pytestmark = pytest.mark.django_db


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
    ("t19-form-not-table.xlsx", 1, 3),
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
    ("name", "key", "rows", "good"),
    [
        ("t03-error-values.xlsx", "roster", {2, 3, 4}, 0),
        ("t08-merged-count-grid.xlsx", "grids", {2, 3, 4}, 0),
        ("t12-phone-forms.xlsx", "roster", {3, 5}, 7),
        ("t17-id-numbers.xlsx", "roster", {3}, 1),
    ],
)
def test_collected_faults(case, name, key, rows, good):
    job = case(name, key)
    assert {error["row"] for error in job.errors} == rows
    assert (job.state == JobState.READY) == (good > 0)
    if good:
        assert write(job)["报到党员"]["新增"] == good == Member.objects.count()


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
