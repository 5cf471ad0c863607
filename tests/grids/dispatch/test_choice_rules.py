"""What a class has earned and what speaks for a unit, as tables."""

import pytest

from grids.dispatch.rules import Record, points_of_class, points_of_past


@pytest.mark.parametrize(
    ("right", "of", "earned"),
    [
        (190, 200, True),  # 95 % exactly
        (189, 200, False),  # 94.5 %, which would print 95 without decimals
        (200, 200, True),
        (199, 199, False),  # all right, and too few to know
        (0, 0, False),
    ],
)
def test_a_class_earns_by_enough_of_enough(right, of, earned):
    assert Record(right, of).has_earned(95, 200) is earned


@pytest.mark.parametrize(
    ("right", "wrong", "points"), [(0, 0, 0), (1, 0, 5), (9, 1, 4), (3, 2, 3), (1, 1, 0), (1, 5, 0)]
)
def test_what_more_often_went_wrong_speaks_for_nobody(right, wrong, points):
    assert points_of_past(right, wrong) == points


@pytest.mark.parametrize(
    ("name", "words", "alike", "points"),
    [
        ("路灯不亮", "路口两盏路灯不亮了", [], 3),
        ("路灯不亮", "井盖坏了", [], 0),
        ("井盖缺失破损", "井盖坏了", [0.9, 0.5, 0.1], 2),
        ("路灯不亮", "路灯不亮", [1.0] * 40, 8),  # many alike are not everything
    ],
)
def test_a_class_is_known_by_its_name_and_by_what_was_alike(name, words, alike, points):
    assert points_of_class(name, words, alike) == points
