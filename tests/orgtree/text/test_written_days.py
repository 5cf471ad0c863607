"""Days as offices write them; a year is asked for, never guessed."""

from datetime import date

import pytest

from orgtree.text.rules.written.days import UnreadDay, due_day, exact_day, first_of_month, read_day

FIFTH = date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2024.3.5",
        "2024-3-5",
        "2024/03/05",
        "2024年3月5日",
        "2024年3月5号",
        "2024 年 3 月 5 日",
        "2024. 3. 5",
        "2024—3—5",
        "20240305",
        "２０２４．３．５",
        "2024-03-05 00:00",
        "2024-03-05 00:00:00",
        "45356",
        "2024年3月5日上午",
        "2024年3月5日8:30",
        "2024年3月5日（星期二）",
        "2024年3月5日 周二 8:30",
        "2024.3.5 8:30-11:30",
        "\u202d2024-3-5",
    ],
)
def test_one_day(text):
    assert exact_day(text) == FIFTH


@pytest.mark.parametrize(
    ("text", "rest"),
    [("2026年11月7日上午", "上午"), ("2026.11.6 8:30-11:30", "8:30-11:30"), ("2024-3-5", ""), ("2024-3-5 00:00", "")],
)
def test_what_stands_behind_the_day_is_kept(text, rest):
    assert read_day(text).rest == rest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024.2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024年2月份", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026年10月底", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026年9月底前", date(2026, 9, 1), date(2026, 9, 30)),
        ("2026年9月上旬", date(2026, 9, 1), date(2026, 9, 10)),
        ("2026年2月下旬", date(2026, 2, 21), date(2026, 2, 28)),
        ("2026年9月30日前", date(2026, 9, 30), date(2026, 9, 30)),
        ("2026年9月30日之前", date(2026, 9, 30), date(2026, 9, 30)),
    ],
)
def test_parts_of_months(text, first, last):
    read = read_day(text)
    assert (read.first, read.last) == (first, last)
    assert due_day(text) == last
    assert first_of_month(text) == first


@pytest.mark.parametrize(
    ("text", "due"), [("9月底前", date(2026, 9, 30)), ("9月30日前", date(2026, 9, 30)), ("2月底", date(2026, 2, 28))]
)
def test_the_year_is_the_callers(text, due):
    assert due_day(text, year=2026) == due
    with pytest.raises(UnreadDay, match="没有写年份"):
        due_day(text)


@pytest.mark.parametrize(
    "text", ["", "昨天", "2024-13-1", "2024-02-30", "2024年3月", "2024.3", "3", "8.5", "202403", "2024-3-51", "年底"]
)
def test_what_is_no_day(text):
    with pytest.raises(UnreadDay):
        exact_day(text)


def test_january_and_october_are_told_apart_by_asking():
    with pytest.raises(UnreadDay, match="1月还是10月"):
        first_of_month("2024.1")
    assert first_of_month("2024年1月") == date(2024, 1, 1)
