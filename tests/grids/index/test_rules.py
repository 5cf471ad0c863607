"""The index as tables; one month worked out by hand."""

from decimal import Decimal as D

import pytest

from grids.index.choices import Grade, Hidden, Origin, Part
from grids.index.rules import (
    DEFAULTS,
    WEIGHTS,
    Cell,
    Share,
    base_of,
    deduction_for,
    grade_of,
    hidden_cells,
    index_of,
    origin_of,
    part_of,
    rate_of,
    score_handling,
    score_part,
    weight_of,
)

F = DEFAULTS


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("0401", Part.DISPUTES),
        ("0304", Part.HAZARDS),
        ("0204", Part.HAZARDS),
        ("0205", Part.HAZARDS),
        ("0203", Part.FACILITIES),
        ("0101", Part.ORDER),
        ("0603", Part.ORDER),
        ("0501", None),
        ("0802", None),
        ("0701", Part.ACCIDENT),
    ],
)
def test_what_a_class_counts_for(code, part):
    assert part_of(code) == part


@pytest.mark.parametrize(
    ("told", "origin", "weight"),
    [
        ({}, Origin.TOLD, "1"),
        ({"self_found": True}, Origin.TOLD, "1"),  # found, and not done in time
        ({"self_found": True, "in_time": True}, Origin.SELF_FOUND, "0.3"),
        ({"self_found": True, "in_time": True, "reopened": True}, Origin.REOPENED, "1.5"),
        ({"in_time": True}, Origin.TOLD, "1"),
        ({"reopened": True, "overdue": True}, Origin.OVERDUE, "2"),
    ],
)
def test_how_a_case_weighs(told, origin, weight):
    said = {"self_found": False, "in_time": False, "reopened": False, "overdue": False} | told
    assert origin_of(**said) == origin
    assert weight_of("L2", origin, F) == D(weight)
    assert weight_of("L4", origin, F) == D(weight) * 3


def test_the_weights_are_a_whole():
    assert sum(F[key] for key in WEIGHTS.values()) == 100


@pytest.mark.parametrize(
    ("weighted", "households", "base", "rate"),
    [
        ("0.4", 400, "1", "1"),  # the average place: 0.4 of 400 households is 1 of 1,000
        ("0", 400, "1", "0.4286"),  # 1000·0.3/700: nothing happened is not nothing, where 400 households are few
        ("0", 3000, "1", "0.0909"),  # many households say more
        ("2", 400, "1", "3.2857"),  # 1000·2.3/700, and not 5
        ("2", 100, "2", "6.5"),  # 1000·(2 + 0.6)/400
    ],
)
def test_few_households_are_drawn_to_the_base(weighted, households, base, rate):
    assert round(rate_of(D(weighted), households, D(base), F), 4) == D(rate)


def test_an_average_place_has_eighty_and_none_leaves_the_scale():
    assert score_part(D("0.4"), 400, D(1), F).score == 80
    assert score_part(D(40), 400, D(1), F).score == 0
    assert score_part(D(0), 10**9, D(1), F).score > 99


def test_the_base_is_a_median_with_a_floor():
    assert base_of([D(1), D(3), D("2.5")], F) == D("2.5")
    assert base_of([D("0.2"), D("0.4")], F) == 1
    assert base_of([], F) == 1


def test_handling_leaves_out_what_is_too_little_to_say():
    assert (
        score_handling(Share(9, 10), Share(10, 10), Share(4, 4), F) == D(66) / D(70) * 100
    )  # four ratings say nothing
    assert score_handling(Share(9, 10), Share(10, 10), Share(4, 5), F) == 90  # 36 + 30 + 24
    assert score_handling(Share(0, 0), Share(0, 0), Share(0, 0), F) is None


def test_a_month_worked_out_by_hand():
    """A grid of 700 households, all bases 2; 300 are added to smooth, so 1,000 are divided by.

    P1: an L2 dispute told by a resident (1) and one reopened (1.5): n 2.5, rate 2.5 + 0.6 = 3.1, ratio 1.55, score 69.
    P2: an L1 hazard found by the worker and done in time (0.5·0.3 = 0.15): rate 0.75, ratio 0.375, score 92.5.
    P3: two L1 told (1): rate 1.6, ratio 0.8, score 84. P4: an L3 overdue (3): rate 3.6, ratio 1.8, score 64.
    P5: 8 of 10 in time, 10 of 10 accepted, 5 of 5 content: 32 + 30 + 30 = 92.
    0.25·69 + 0.30·92.5 + 0.20·84 + 0.10·64 + 0.15·92 = 17.25 + 27.75 + 16.8 + 6.4 + 13.8 = 82.0.
    """
    weighted = {
        Part.DISPUTES: weight_of("L2", Origin.TOLD, F) + weight_of("L2", Origin.REOPENED, F),
        Part.HAZARDS: weight_of("L1", Origin.SELF_FOUND, F),
        Part.ORDER: 2 * weight_of("L1", Origin.TOLD, F),
        Part.FACILITIES: weight_of("L3", Origin.OVERDUE, F),
    }
    assert list(weighted.values()) == [D("2.5"), D("0.15"), D(1), D(3)]
    parts = {part: score_part(count, 700, D(2), F) for part, count in weighted.items()}
    assert [part.rate for part in parts.values()] == [D("3.1"), D("0.75"), D("1.6"), D("3.6")]
    scores = {part: one.score for part, one in parts.items()}
    assert list(scores.values()) == [D(69), D("92.5"), D(84), D(64)]
    scores[Part.HANDLING] = score_handling(Share(8, 10), Share(10, 10), Share(5, 5), F)
    assert scores[Part.HANDLING] == 92
    assert index_of(scores, 0, F) == D("82.0")
    assert grade_of(D("82.0"), F) == Grade.BLUE
    assert index_of(scores, 1, F) == D("72.0")
    assert index_of(scores, 9, F) == D("52.0")  # 30 at most
    without = {part: score for part, score in scores.items() if part != Part.HANDLING}
    assert index_of(without, 0, F) == D("80.2")  # 68.2 of 85
    counted = sum(F[f"weight_{part}"] * scores[part] for part in without)
    assert (D("82.0") * 100 - counted) / F["weight_p5"] == 92  # an addend of an open sum is no secret (decision 0080)


@pytest.mark.parametrize(
    ("index", "grade"),
    [("90", Grade.GREEN), ("89.9", Grade.BLUE), ("80", Grade.BLUE), ("79.9", Grade.ORANGE), ("70", Grade.ORANGE)]
    + [("69.9", Grade.RED), ("0", Grade.RED)],
)
def test_grades(index, grade):
    assert grade_of(D(index), F) == grade


def test_accidents_take_ten_each_up_to_thirty():
    assert [deduction_for(count, F) for count in (0, 1, 3, 4)] == [0, 10, 30, 30]


def cells(*told: tuple[int, int]) -> list[Cell]:
    return [Cell(number, households, cases) for number, (households, cases) in enumerate(told)]


@pytest.mark.parametrize(
    ("told", "hidden"),
    [
        ([(300, 9), (300, 7)], {}),
        ([(99, 9), (300, 7), (300, 6)], {0: Hidden.HOUSEHOLDS, 2: Hidden.PARTNER}),
        ([(300, 4), (300, 7), (300, 6)], {0: Hidden.CASES, 2: Hidden.PARTNER}),
        ([(300, 4), (300, 4), (300, 6)], {0: Hidden.CASES, 1: Hidden.CASES}),  # two hide each other
        ([(0, 0)], {0: Hidden.HOUSEHOLDS}),
        ([(100, 5)], {}),
    ],
)
def test_small_cells_and_their_partner_are_hidden(told, hidden):
    assert hidden_cells(cells(*told), F) == hidden


CASES, PARTNER, CALM, HOMES = Hidden.CASES, Hidden.PARTNER, Hidden.CALM, Hidden.HOUSEHOLDS


@pytest.mark.parametrize(
    ("told", "hidden"),
    [
        ([(500, 0), (500, 0), (500, 0)], {0: CALM, 1: CALM, 2: CALM}),
        ([(500, 0), (500, 9), (500, 8)], {0: CALM}),  # nothing is hidden, so nothing is given away
        ([(500, 0), (500, 2), (500, 9), (500, 8)], {0: CALM, 1: CASES, 3: PARTNER}),
        ([(500, 0), (500, 2), (500, 3), (500, 8)], {0: CALM, 1: CASES, 2: CASES}),
        ([(500, 0), (500, 1), (500, 1), (500, 8)], {0: CASES, 1: CASES, 2: CASES}),  # 2 of two would be one each
        ([(500, 0), (500, 4), (500, 4), (500, 9)], {0: CASES, 1: CASES, 2: CASES}),  # 8 of two would be four each
        ([(500, 9), (500, 1), (500, 1), (500, 8)], {1: CASES, 2: CASES}),  # none was said to be calm: 2 may be 0 and 2
        ([(500, 0), (500, 3)], {0: PARTNER, 1: CASES}),  # nobody else to stand beside it
        ([(50, 0), (500, 0), (500, 9)], {0: HOMES, 1: CASES, 2: PARTNER}),
    ],
)
def test_a_calm_place_says_so_and_gives_nobody_away(told, hidden):
    assert hidden_cells(cells(*told), F, is_over=True) == hidden


def test_while_the_month_runs_calm_is_few():
    """The day on which it stopped saying 无事项 would tell of its first case."""
    assert hidden_cells(cells((500, 0), (500, 1), (500, 9)), F) == {0: CASES, 1: CASES}


def test_control_of_two_hidden_beside_a_calm_one_each_could_be_worked_out():
    """What the fallback is for: each hidden one has at least one, so that a sum of two says one each."""
    told = hidden_cells(cells((500, 0), (500, 1), (500, 1), (500, 8)), F, is_over=True)
    assert CALM not in told.values()
