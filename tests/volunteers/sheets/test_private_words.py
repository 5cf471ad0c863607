"""An identity number in a sheet goes nowhere."""

import pytest

from tests.orgtree.workbooks import workbook
from tests.volunteers.sheets.making import PHONE, ROSTER, person, roster, write

pytestmark = pytest.mark.django_db


ID = "410000190001010001"


def test_an_identity_number_in_a_text_is_refused_at_its_cell(send):
    job = send(roster(person("丑一", PHONE(1)), person("丑二", PHONE(2), f"虚构局 {ID}")))
    assert [(error["row"], error["column"]) for error in job.errors] == [(3, "工作单位")]
    assert "身份证号" in job.errors[0]["message"]
    assert ID not in str(job.errors) + str(job.preview)


def test_a_line_that_is_passed_over_leaves_no_number_of_a_person(send):
    """Its words are listed, and kept with the import: whoever stands on a hidden line, or signs the sheet, is not asked."""
    job = send(roster(person("丑一", PHONE(1)), [f"填表人：寅一 {PHONE(9)} 阳光小区2单元501"]))
    [[_, _, words]] = job.preview["passed"]
    assert words.startswith("2 填表人:寅一")
    assert words.count("（未保留）") == 2
    assert PHONE(9) not in str(job.preview)


def test_a_column_of_identity_numbers_is_not_read(send):
    rows = [[*ROSTER, "身份证号"], [1, "丑一", PHONE(1), "虚构局", "东苑小区1号楼", ID]]
    job = send(workbook(rows))
    assert job.preview["unknown"] == ["身份证号"]
    assert ID not in str(job.preview)
    write(job)
