"""Quotas, ranks, stars and the streets' share in a department's year."""

from decimal import Decimal as D

import pytest

from assessments.results.rules.places import (
    FIVE_STARS,
    leading,
    rank_group,
    share_places,
    star_total,
    stars_of,
)
from assessments.schemes.rules.tables import places_for


def totals(**said):
    return {key: D(total) for key, total in said.items()}


def test_fewer_candidates_than_places():
    places = share_places(totals(a="91", b="90"), 5)
    assert (places.inside, places.tied, places.outside) == (("a", "b"), (), ())


def test_the_best_have_the_places():
    places = share_places(totals(a="91", b="95", c="90", d="93"), 2)
    assert (set(places.inside), places.tied, set(places.outside)) == ({"b", "d"}, (), {"a", "c"})


def test_a19_a_tie_at_the_edge_is_cut_by_nobody():
    places = share_places(totals(a="95", b="93", c="93", d="93", e="90"), 2)
    assert (places.inside, set(places.tied), places.outside) == (("a",), {"b", "c", "d"}, ("e",))


def test_a_tie_that_fits_whole_is_inside():
    places = share_places(totals(a="95", b="93", c="93", d="90"), 3)
    assert (set(places.inside), places.tied, places.outside) == ({"a", "b", "c"}, (), ("d",))


def test_no_place_at_all():
    assert share_places(totals(a="95", b="93"), 0).outside == ("a", "b")


def test_a25_ties_share_a_rank_and_small_groups_have_none():
    group = totals(a="95.00", b="93.50", c="93.50", d="90.00", e="88.10")
    assert rank_group(group) == {"a": 1, "b": 2, "c": 2, "d": 4, "e": 5}
    assert rank_group(totals(a="95", b="93", c="90", d="88")) == {}
    assert len(rank_group({number: D(number % 7) for number in range(12)})) == 12


@pytest.mark.parametrize(
    ("base", "taken", "review", "total", "stars"),
    [
        ("95", "0", "88", "92.90", 5),  # 66.5 + 26.4
        ("95", "3", "84", "89.60", 4),  # 64.4 + 25.2
        ("100", "0", "66.65", "90.00", 5),  # 70 + 19.995 = 89.995
        ("80", "5", "70", "73.50", 3),
        ("60", "0", "60", "60.00", 2),
        ("50", "10", "60", "46.00", 1),
        ("5", "10", "0", "0.00", 1),
    ],
)
def test_stars_are_seventy_thirty(base, taken, review, total, stars):
    found = star_total(D(base), D(taken), D(review))
    assert (found, stars_of(found)) == (D(total), stars)


def test_five_stars_for_no_more_than_three_of_ten():
    candidates = leading([(number, "5", D(90 + number)) for number in range(6)] + [("x", "4", D(85))], "5")
    places = share_places(candidates, places_for(FIVE_STARS, 10))
    assert (set(places.inside), set(places.outside)) == ({3, 4, 5}, {0, 1, 2})
