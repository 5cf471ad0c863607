"""Who may score whom (A17), and what sheets come to."""

from decimal import Decimal as D
from fractions import Fraction

import pytest

from assessments.rounds.rules.panels import own_and_raters, result_of, scaled


@pytest.mark.parametrize(
    ("come_from", "member", "barred"),
    [
        ({1: set(), 2: set(), 3: set()}, 1, set()),
        ({1: {10}, 2: set(), 3: set()}, 1, {10}),
        ({1: {10}, 2: {20}, 3: set()}, 1, {10, 20}),
        ({1: {10}, 2: {20}, 3: set()}, 3, set()),
        ({1: {10}, 2: {10}, 3: {30}}, 2, {10, 30}),
    ],
)
def test_a17_nobody_scores_their_own_unit_or_that_of_their_raters(come_from, member, barred):
    assert own_and_raters(come_from[member], come_from, member) == barred


def test_a_panel_is_the_exact_mean_of_its_sheets():
    result = result_of([[D(30), D(60)], [D(40), D("50.5")], [D(45), D(50)]], least=3)
    assert result.raw == Fraction(551, 6)
    assert result.note == "考评组3张评分表的平均"


def test_fewer_sheets_than_the_scheme_asks_for_are_void():
    result = result_of([[D(90)], [D(95)]], least=3)
    assert result.raw is None
    assert result.note == "考评组有效评分表2张，不足3张，本项无效"


def test_lines_without_a_number_are_left_out_above_and_below():
    assert scaled([(D(20), D(25)), (None, D(25)), (D(25), D(25)), (D(15), D(25))]) == (Fraction(80), 1)
    assert scaled([(None, D(100))]) == (None, 1)
