"""Arithmetic of figures, by tables that a clerk can check."""

from decimal import Decimal as D

import pytest

from orgtree.days.rules.periods import Period, recent_periods
from orgtree.figures.rules import added, change_between, per_head, rounded, share, written


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(D(1), D(4), D(25)), (D(0), D(4), D(0)), (D(3), D(0), None), (None, D(4), None), (D(4), None, None)],
)
def test_share(part, whole, percent):
    assert share(part, whole) == percent


def test_a_rate_is_never_averaged_upward():
    # 社区甲 1/2 = 50 %, 社区乙 1/8 = 12.5 %: the street has 2/10 = 20 %, not the mean 31.25 %.
    parts, wholes = [D(1), D(1)], [D(2), D(8)]
    assert share(added(parts), added(wholes)) == 20


def test_per_head():
    assert per_head(D("10.5"), D(3)) == D("3.5")
    assert per_head(D(5), D(0)) is None


@pytest.mark.parametrize(
    ("now", "before", "difference", "percent", "direction"),
    [
        (D(110), D(100), D(10), D(10), "up"),
        (D(90), D(100), D(-10), D(-10), "down"),
        (D(5), D(5), D(0), D(0), "flat"),
        (D(5), D(0), D(5), None, "up"),
        (D(0), D(0), D(0), None, "flat"),
        (D("-1"), D("-2"), D(1), D(50), "up"),
    ],
)
def test_change(now, before, difference, percent, direction):
    change = change_between(now, before)
    assert (change.difference, change.percent, change.direction) == (difference, percent, direction)


def test_change_is_between_the_numbers_that_are_shown():
    assert change_between(D("10.04"), D("9.96"), decimals=1).direction == "flat"


def test_no_change_without_both_values():
    assert change_between(D(1), None) is None
    assert change_between(None, D(1)) is None


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(D("12345"), 0, "12,345"), (D("0.05"), 1, "0.1"), (D("2.5"), 0, "3"), (D("-1.25"), 1, "-1.3"), (None, 0, "—")],
)
def test_written(value, decimals, text):
    assert written(value, decimals) == text


def test_rounding_is_the_clerks():
    assert rounded(D("0.125"), 2) == D("0.13")


def test_recent_periods_hold_the_last_months():
    slugs = [period.slug for period in recent_periods(Period.parse("2026-02").start, months=3)]
    assert slugs == ["2025-12", "2025Q4", "2025", "2026-01", "2026-02", "2026Q1", "2026"]
