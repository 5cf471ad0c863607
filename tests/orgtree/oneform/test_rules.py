"""Where the blanks of an office's table are, and what they are called: tables of cases, no database."""

from datetime import date

import pytest

from orgtree.choices import CellSpan
from orgtree.days.rules.periods import Period
from orgtree.oneform import rules
from orgtree.oneform.rules import (
    Unreadable,
    blanks_of_columns,
    blanks_of_items,
    change_in_words,
    closed_up,
    count_return,
    due_day,
    is_part_sum,
    layout_of,
    period_due,
    period_of,
    suggest,
    sum_word,
)
from orgtree.sheets.headings import How
from orgtree.sheets.lines import Line, Merge

OCTOBER = Period.parse("2026-10")


def line(number: int, *cells: str, merges=()) -> Line:
    return Line(number, [*cells], {column: one for one in merges for column in range(one.left, one.right + 1)})


def test_the_heading_reaches_as_far_as_its_merged_cells_and_their_parts():
    across, down = Merge(1, 1, 1, 2), Merge(1, 0, 2, 0)
    lines = [
        line(1, "统计表", "统计表", "统计表", merges=[Merge(0, 0, 0, 2)]),
        line(2, "社区", "矛盾纠纷", "矛盾纠纷", merges=[across, down]),
        line(3, "社区", "件", "结", merges=[down]),
        line(4, "甲", "1", "2"),
        line(6, "填表人：", "", ""),
    ]
    layout = layout_of(lines)
    assert (layout.begins, layout.top, len(layout.foot)) == (1, 5, 1)
    assert [blank.heading for blank in blanks_of_columns(layout)] == ["社区 / 甲", "矛盾纠纷 / 件", "矛盾纠纷 / 结"]


def test_a_line_that_says_who_fills_it_in_is_no_heading():
    layout = layout_of([line(1, "填报单位：", "日期："), line(2, "社区", "户数")])
    assert [blank.path for blank in blanks_of_columns(layout)] == [("社区",), ("户数",)]


def test_printed_lines_are_items_their_units_are_not():
    lines = [line(1, "项目", "单位", "本月", "本年"), line(2, "服务", "次"), line(3, "合计", ""), line(4, "好事", "件")]
    blanks = blanks_of_items(layout_of(lines))
    assert [(one.row, one.column, one.key, one.span) for one in blanks] == [
        (2, 2, "服务", CellSpan.THIS),
        (2, 3, "服务", CellSpan.YEAR),
        (4, 2, "好事", CellSpan.THIS),
        (4, 3, "好事", CellSpan.YEAR),
    ]


@pytest.mark.parametrize("lines", [[line(1, "只有标题")], [line(1, "填报单位：", "日期：")]])
def test_a_table_without_headings_is_refused(lines):
    with pytest.raises(Unreadable):
        layout_of(lines)


def test_what_the_office_prints_besides_is_no_blank():
    """The heading once more on the next page, a crossed cell, a fault of the office's own program, sums."""
    lines = [
        line(1, "项目", "本月", "本年"),
        line(2, "服务", "#N/A", "/"),
        line(3, "项目", "本月", "本年"),
        line(4, "好事", "", "12"),
        line(5, "小计", "", ""),
    ]
    layout = layout_of(lines)
    assert [(one.row, one.column) for one in blanks_of_items(layout)] == [(2, 1), (4, 1), (4, 2)]
    assert (sum_word(layout.body[-1]), is_part_sum(layout.body[-1])) == ("小计", True)
    assert not is_part_sum(line(6, "合 计"))


def test_two_tables_one_below_the_other_are_refused():
    lines = [line(1, "项目", "本月", "本年"), line(2, "服务", "", ""), line(3, "社区", "户数", "人口"), line(4, "东园")]
    with pytest.raises(Unreadable, match="分成几张工作表"):
        blanks_of_items(layout_of(lines))


def test_a_page_about_one_person_is_refused():
    """What residents and members are is not collected by tables of offices."""
    lines = [line(1, "姓 名", "卯一", "性别"), line(2, "工作单位", "虚构局"), line(3, "居住小区", "东苑小区")]
    with pytest.raises(Unreadable, match="一人一页"):
        layout_of(lines)


def test_hidden_lines_are_closed_up():
    tall, one_left = Merge(0, 0, 2, 0), Merge(1, 1, 2, 1)
    hidden = Line(2, ["a", "b"], {0: tall, 1: one_left}, is_hidden=True)
    lines = [line(1, "a", "x", merges=[tall]), hidden, line(3, "a", "b", merges=[tall, one_left]), line(5, "c")]
    closed = closed_up(lines)
    assert [(one.number, one.cells[0]) for one in closed] == [(1, "a"), (2, "a"), (4, "c")]
    assert [one.merges for one in closed] == [{0: Merge(0, 0, 1, 0)}, {0: Merge(0, 0, 1, 0)}, {}]


def test_a_table_of_too_many_blanks_is_refused(monkeypatch):
    layout = layout_of([line(1, "社区", "户数", "人口")])
    assert len(blanks_of_columns(layout)) == 3
    monkeypatch.setattr(rules, "MOST_BLANKS", 2)
    with pytest.raises(Unreadable, match="2个"):
        blanks_of_columns(layout)


KNOWN = {"志愿服务次数": "figure:services", "户数": "figure:households", "区域名称": "fact:name"}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("志愿服务次数",), ("figure:services", How.HEADING)),
        (("本年累计志愿服务次数",), ("figure:services", How.HEADING)),
        (("基本情况", "户数"), ("figure:households", How.HEADING)),
        (("志愿服务总次数",), ("figure:services", How.LIKE)),
        (("订阅党报",), ("", How.NOT_READ)),
        (("身份证户数",), ("", How.NOT_READ)),
    ],
)
def test_a_blank_is_known_by_its_words(path, found):
    assert suggest(path, KNOWN) == found


@pytest.mark.parametrize(("span", "slug"), [("P", "2026-10"), ("Y", "2026"), ("B", "2026-09"), ("L", "2025-10")])
def test_a_column_speaks_of_a_time(span, slug):
    assert period_of(OCTOBER, span).slug == slug


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (date(2026, 1, 1), date(2027, 1, 1), OCTOBER),
        (date(2026, 11, 1), date(2027, 1, 1), None),  # it did not stand when October ended
        (date(2026, 1, 1), date(2026, 11, 8), None),  # it is over
        (date(2026, 11, 10), date(2027, 1, 1), None),  # it has not begun
    ],
)
def test_a_period_is_asked_once_it_has_ended(since, until, found):
    assert period_due("M", date(2026, 11, 9), since=since, until=until) == found


@pytest.mark.parametrize(
    ("reported", "today", "told"),
    [
        (None, 5, (1, 0, 0, 0)),
        (None, 6, (1, 0, 0, 1)),
        (5, 9, (1, 1, 1, 0)),
        (6, 9, (1, 1, 0, 1)),
    ],
)
def test_a_return_is_in_time_or_late(reported, today, told):
    day = date(2026, 11, 5).replace
    assert count_return(day(), reported and day(day=reported), day(day=today)).told == told
    assert (count_return(day(), None, day(day=6)) + count_return(day(), day(), day())).told == (2, 1, 1, 1)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(0, 0, "此前6个整月没有"), (9, 9, "持平"), (9, 4, "少5分钟"), (4, 9, "多5分钟")],
)
def test_whether_the_burden_falls_is_said(before, after, words):
    assert words in change_in_words(before, after, 3)


def test_who_is_asked_late_has_two_days():
    assert due_day(OCTOBER, 5, date(2026, 11, 1)) == date(2026, 11, 5)
    assert due_day(OCTOBER, 5, date(2026, 11, 20)) == date(2026, 11, 22)
