"""Stretches, and what changed afterwards, as tables of cases."""

from datetime import date

import pytest

from orgtree.errors import RuleBroken
from volunteers.feedback.rules import (
    Stretch,
    check_appraisal,
    check_signable,
    differences,
    offered,
)


@pytest.mark.parametrize(
    ("slug", "label", "start", "end"),
    [
        ("2026Q1", "2026年第1季度", date(2026, 1, 1), date(2026, 4, 1)),
        ("2026Q4", "2026年第4季度", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026H1", "2026年上半年", date(2026, 1, 1), date(2026, 7, 1)),
        ("2026H2", "2026年下半年", date(2026, 7, 1), date(2027, 1, 1)),
        ("2026", "2026年度", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_stretches(slug, label, start, end):
    stretch = Stretch.parse(slug)
    assert (stretch.label, stretch.start, stretch.end, stretch.slug) == (label, start, end, slug)
    assert Stretch.holding(stretch.kind, end.replace(day=1)) != stretch
    assert Stretch.holding(stretch.kind, start) == stretch


@pytest.mark.parametrize("slug", ["2026Q5", "2026H3", "2026-11", "", "1999", "2026h1"])
def test_other_words_are_no_stretch(slug):
    with pytest.raises(ValueError):  # noqa: PT011 -- the text itself is the message
        Stretch.parse(slug)


def test_the_stretch_that_ended_last_is_offered_first():
    assert [one.slug for one in offered(date(2026, 11, 22))][:4] == ["2026Q3", "2026Q2", "2026H1", "2026Q1"]
    assert [one.slug for one in offered(date(2026, 11, 22))][-3:] == ["2026Q4", "2026H2", "2026"]


@pytest.mark.parametrize(
    ("kind", "grade", "fine"),
    [("Y", "good", True), ("Y", "", False), ("Q", "", True), ("Q", "poor", False), ("H", "fair", False)],
)
def test_only_the_yearly_sheet_has_a_grade(kind, grade, fine):
    if fine:
        check_appraisal(kind, grade)
    else:
        with pytest.raises(RuleBroken):
            check_appraisal(kind, grade)


@pytest.mark.parametrize(
    ("state", "reply_by", "fine"),
    [
        ("replied", date(2026, 11, 30), True),  # answered early
        ("shown", date(2026, 11, 22), False),  # the last day is the member's
        ("shown", date(2026, 11, 21), True),
        ("shown", None, False),
    ],
)
def test_a_sheet_is_signed_after_the_reply_or_the_day(state, reply_by, fine):
    if fine:
        check_signable(state, reply_by=reply_by, today=date(2026, 11, 22))
    else:
        with pytest.raises(RuleBroken, match="阅看期"):
            check_signable(state, reply_by=reply_by, today=date(2026, 11, 22))


def test_differences_are_told_in_sentences():
    then = {"times": 3, "hours": "6", "records": [1]}
    assert differences(then, then) == []
    assert differences(then, {"times": 2, "hours": "4", "records": []}) == [
        "服务次数：表内3次，现为2次",
        "服务时长：表内6小时，现为4小时",
    ]
    assert differences(then, {"times": 3, "hours": "6", "records": [2]}) == ["服务明细有更正，次数与时长不变"]
