"""What ratings are worth, as tables worked out by hand (G28, feature 89)."""

from decimal import Decimal

import pytest

from grids.whistles.rules import PARTS, Rate, Rating, Weights, check_weights, contribution_of, score_of, sheet_of
from tests.volunteers.refusals import refused

OLD = Weights(response=15, attendance=15, result=20, asker=10, share=30)
NEW = Weights(response=10, attendance=10, result=30, asker=10, share=60)


def rating(*stars, weights=OLD, is_excluded=False) -> Rating:
    return Rating(dict(zip(PARTS, stars, strict=True)), weights, is_excluded)


@pytest.mark.parametrize(
    ("stars", "weights", "score"),
    [
        ((5, 5, 5, 5), OLD, "100.0"),
        ((1, 1, 1, 1), OLD, "20.0"),
        ((4, 3, 5, 2), OLD, "75.0"),  # 60 + 45 + 100 + 20 = 225 of 300
        ((4, 3, 5, None), OLD, "82.0"),  # nobody asked: 205 of 250
        ((4, 3, 5, 2), NEW, "80.0"),  # 40 + 30 + 150 + 20 = 240 of 300
        ((5, 4, 3, None), OLD, "78.0"),  # 75 + 60 + 60 = 195 of 250
        ((None, None, None, 5), OLD, "100.0"),
        ((None, None, None, None), OLD, None),
    ],
)
def test_a_score_is_stars_by_weights_over_what_was_rated(stars, weights, score):
    assert score_of(rating(*stars, weights=weights)) == (score and Decimal(score))


def test_a_change_of_weights_in_mid_month_touches_only_what_came_after_it():
    """G28: twelve whistles, the street changes the weights after the seventh."""
    before = [rating(4, 3, 5, 2)] * 7  # 75.0
    after = [rating(4, 3, 5, 2, weights=NEW)] * 5  # 80.0
    assert sheet_of(before + after).score == Decimal("77.1")  # (7 x 75 + 5 x 80) / 12 = 77.083
    assert sheet_of(before + [rating(4, 3, 5, 2)] * 5).score == Decimal("75.0")  # control: without the change


def test_both_rates_are_told_with_the_number_excluded():
    """Feature 89: one of five is not satisfied, contested and excluded: 80 % with it; four are too few for a rate without it."""
    ratings = [rating(5, 5, 5, None)] * 4
    excluded, counted = rating(5, 5, 1, None, is_excluded=True), rating(5, 5, 1, None)
    sheet = sheet_of([*ratings, excluded])
    assert (sheet.all, sheet.without, sheet.excluded) == (Rate(4, 5), Rate(4, 4), 1)
    assert (sheet.all.percent, sheet.without.percent) == (Decimal("80.00"), None)
    sheet = sheet_of([*ratings, ratings[0], excluded])
    assert (sheet.all.percent, sheet.without.percent) == (Decimal("83.33"), Decimal("100.00"))
    sheet = sheet_of([*ratings, counted])  # control: not excluded, both alike
    assert (sheet.all, sheet.excluded) == (sheet.without, 0)


@pytest.mark.parametrize(
    ("good", "n", "percent"),
    [(48, 49, "97.96"), (49, 49, "100.00"), (99_999, 100_000, "99.99"), (4, 5, "80.00"), (4, 4, None), (0, 0, None)],
)
def test_a_rate_is_never_whole_while_one_is_missing(good, n, percent):
    assert Rate(good, n).percent == (percent and Decimal(percent))


def test_nothing_rated_is_no_score():
    sheet = sheet_of([])
    assert (sheet.score, sheet.score_without, sheet.excluded) == (None, None, 0)


@pytest.mark.parametrize(("score", "share", "brought"), [("90.0", 30, "27.0"), ("77.1", 60, "46.3"), (None, 30, None)])
def test_what_the_sheet_brings_into_the_year(score, share, brought):
    assert contribution_of(score and Decimal(score), share) == (brought and Decimal(brought))


def test_weights_weigh_something():
    check_weights(OLD)
    with refused("weights", "response"):
        check_weights(Weights(0, 0, 0, 0, 30))
    with refused("share", "share"):
        check_weights(Weights(15, 15, 20, 10, 0))
