"""Sums, bands, quotas and points, as tables that a clerk can check (A05, A06, A22)."""

from decimal import Decimal as D
from fractions import Fraction
from types import SimpleNamespace

import pytest

from assessments.schemes.choices import Level, RoundKind
from assessments.schemes.rules.lines import TABLES, read_lines, write_lines
from assessments.schemes.rules.red_lines import Line, find_red_line
from assessments.schemes.rules.tables import (
    BandValue,
    band_of,
    check_bands,
    check_streets_share,
    check_sum,
    places_for,
    points_of_figure,
    round_once,
    share_of_streets,
)
from orgtree.errors import RuleBroken


def band(label: str, floor, below=None) -> BandValue:
    return BandValue(label, label, D(str(floor)), None if below is None else D(str(below)))


def refused(bands) -> str:
    with pytest.raises(RuleBroken) as error:
        check_bands(bands)
    return error.value.message


GRADES = [band("好", 90), band("较好", 80, 90), band("一般", 70, 80), band("差", 0, 70)]


def test_three_thirds_are_not_a_hundred():
    with pytest.raises(RuleBroken, match="99.99"):
        check_sum([D("33.33")] * 3, of="权重", field="components")
    check_sum([D("33.33"), D("33.33"), D("33.34")], of="权重", field="components")


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ([band("优秀", 95), band("较好", 90, "95.01"), band("一般", 0, 90)], "95分同时在“较好”和“优秀”两档"),
        ([band("好", 90), band("较好", 80, "89.99"), band("一般", 0, 80)], "89.99分到90分之间不在任何一档"),
        ([band("好", 85), band("较好", 65, 75), band("一般", 0, 65)], "75分到85分之间不在任何一档"),
        ([band("好", 90), band("较好", 60, 90)], "0分到60分不在任何一档"),
        ([band("好", 90, 100), band("较好", 0, 90)], "100分及以上不在任何一档"),
        ([band("好", 90), band("较好", 0)], "90分同时在“较好”和“好”两档"),
        ([band("好", 90), band("较好", 95, 90), band("一般", 0, 90)], "“较好”的上限应高于下限95"),
    ],
)
def test_a05_edges_that_overlap_or_leave_a_gap_are_refused_with_the_value(bands, said):
    assert refused(bands) == said


@pytest.mark.parametrize(
    ("exact", "published", "grade"),
    [
        ("89.9955", "90.00", "好"),
        ("89.994", "89.99", "较好"),
        ("79.996", "80.00", "较好"),
        ("99.996", "100.00", "好"),
        ("70", "70.00", "一般"),
        ("69.99", "69.99", "差"),
        ("0", "0.00", "差"),
        ("104.5", "104.50", "好"),
    ],
)
def test_a06_a22_one_rounding_and_the_grade_of_the_printed_number(exact, published, grade):
    check_bands(GRADES)
    total = round_once(D(exact))
    assert (str(total), band_of(total, GRADES).grade) == (published, grade)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("89.9955", "90.00"), ("89.995", "90.00"), ("89.9949", "89.99"), ("79.996", "80.00"), ("99.996", "100.00")]
    + [("0.005", "0.01"), ("0.0049", "0.00"), ("-1.005", "-1.01"), ("1/3", "0.33"), ("2/3", "0.67")],
)
def test_a22_halves_go_up_everywhere_the_same(exact, shown):
    assert str(round_once(Fraction(exact))) == shown


def test_a_number_below_all_bands_is_an_error():
    with pytest.raises(ValueError, match="lies in no band"):
        band_of(D("69.99"), GRADES[:3])


@pytest.mark.parametrize(
    ("group", "places"), [(0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (6, 1), (7, 2), (9, 2), (10, 3), (18, 5), (860, 258)]
)
def test_thirty_percent_of_a_group_is_rounded_down_but_one_of_three(group, places):
    assert places_for(Fraction(30, 100), group) == places


@pytest.mark.parametrize(
    ("value", "points"), [("100", "25"), ("80", "12.5"), ("60", "0"), ("40", "0"), ("120", "25"), (None, None)]
)
def test_a_figure_gives_points_in_proportion(value, points):
    given = points_of_figure(value and D(value), worst=D(60), full=D(100), points=D(25))
    assert given == (points and D(points))


def test_fewer_may_be_better():
    assert points_of_figure(D(2), worst=D(10), full=D(0), points=D(10)) == D(8)


LINES = [
    Line(1, "领导批示", "批示、圈阅", ""),
    Line(2, "开会次数", "会议…次数、开会…次数", ""),
    Line(3, "在线时长", "在线时长、学习时长", ""),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("获批示", 1),
        ("获 批 示 +2", 1),
        ("召开会议的次数", 2),
        ("双月座谈会议事质量", None),
        ("会议到会（含请假）", None),
        ("党员在线时长", 3),
        ("问题解决", None),
    ],
)
def test_red_lines_are_found_however_they_are_written(text, found):
    line = find_red_line(text, LINES)
    assert (line and line.pk) == found


def test_a_red_line_without_words_finds_nothing():
    assert find_red_line("任何事", [Line(1, "空", "、", "")]) is None


# --- Lines ------------------------------------------------------------------------------------------------------------


def test_lines_come_back_as_they_were_written():
    text = "A1 平时考核指标 20 指标\nB 实地考核 80 考评组"
    rows = read_lines("components", text)
    assert rows[0] == {"code": "A1", "name": "平时考核指标", "weight": D(20), "source": "figure"}
    assert write_lines("components", [SimpleNamespace(**row) for row in rows]) == text


def test_cells_pasted_from_a_sheet_are_apart_by_tabs():
    [row] = read_lines("classes", "C1\t街道领导班子\t35\t3\t2/3")
    assert (row["turnout_part"], row["turnout_whole"], row["min_ballots"]) == (D(2), 3, 3)


def test_what_may_be_left_out_is_left_out():
    [panel, figure] = read_lines("items", "B 组织建设 25\nA1 办结率 25 grids.done_rate 60 100")
    assert (panel["key"], panel["worst"]) == ("", None)
    assert (figure["key"], figure["worst"], figure["full"]) == ("grids.done_rate", D(60), D(100))


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("components", "A 项目 二十 指标", "第1行“权重”应为数字，最多两位小数"),
        ("components", "A 项目 20 指标\nB 项目 80 自评", "第2行“来源”可选：指标、考评组、测评、满意度、组织评定"),
        ("components", "A 项目 20", "第1行应依次写：代码 项目 权重 来源"),
        ("components", "A 项目 20.005 指标", "第1行“权重”应为数字，最多两位小数"),
        ("quotas", "好 1.5", "第1行“比例”应为整数"),
        ("caps", "一票否决 - 三分之一 一般", "第1行“界限”应为分数（如2/3）或数字"),
        ("components", f"A {'长' * 41} 20 指标", "第1行“项目”不超过40字"),
        ("bands", "好 90 -\n" * 61, "最多60行"),
    ],
)
def test_a_line_that_will_not_do_is_named(table, text, said):
    with pytest.raises(RuleBroken) as error:
        read_lines(table, text)
    assert (error.value.message, error.value.field) == (said, table)


def test_every_table_says_its_columns():
    assert all(field.label for fields in TABLES.values() for field in fields)


@pytest.mark.parametrize(
    ("total", "share", "counted"), [("90", "30", "27.00"), ("90", "60", "54.00"), ("88.85", "30", "26.66")]
)
def test_w07_what_the_streets_word_counts_in_a_departments_year(total, share, counted):
    assert share_of_streets(D(total), D(share)) == D(counted)


@pytest.mark.parametrize(
    ("kind", "level", "share", "said"),
    [
        (RoundKind.DEPARTMENTS, Level.DEPARTMENT, "29.99", "部门应在30到100之间"),
        (RoundKind.DEPARTMENTS, Level.STATION, "59", "派驻机构应在60到100之间"),
        (RoundKind.DEPARTMENTS, Level.STATION, "100.01", "派驻机构应在60到100之间"),
        (RoundKind.DEPARTMENTS, Level.DEPARTMENT, None, "请写明"),
        (RoundKind.REPORT, Level.STREET, "30", "只有街道评部门"),
    ],
)
def test_w07_a_share_below_what_cities_ask_for_is_refused(kind, level, share, said):
    with pytest.raises(RuleBroken, match=said) as error:
        check_streets_share(kind, level, share and D(share))
    assert error.value.field == "streets_share"


def test_w07_control_what_cities_ask_for_is_taken():
    check_streets_share(RoundKind.DEPARTMENTS, Level.DEPARTMENT, D(30))
    check_streets_share(RoundKind.DEPARTMENTS, Level.STATION, D(60))
    check_streets_share(RoundKind.REPORT, Level.STREET, None)
