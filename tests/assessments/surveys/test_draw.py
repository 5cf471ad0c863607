"""Draws: same seed, same list; strata by the largest remainder; another program finds the same."""

from hashlib import sha256

import pytest

from assessments.surveys.rules.draw import Place, digest_of, draw, shares_of
from tests.volunteers.refusals import refused

PLACES = [Place("A-1", "A", 60), Place("A-2", "A", 48), Place("B-1", "B", 72)]


@pytest.mark.parametrize(
    ("households", "size", "shares"),
    [
        ({"A": 108, "B": 72}, 120, {"A": 72, "B": 48}),
        ({"A": 108, "B": 72}, 1, {"A": 1, "B": 0}),
        ({"A": 1, "B": 1, "C": 1}, 2, {"A": 1, "B": 1, "C": 0}),  # a tie: by code
        ({"A": 10, "B": 90}, 99, {"A": 10, "B": 89}),
        ({"A": 3, "B": 0}, 3, {"A": 3, "B": 0}),
    ],
)
def test_shares(households, size, shares):
    assert shares_of(households, size) == shares


def test_no_more_than_there_are():
    with refused("size", "size", message="只有180户"):
        draw(PLACES, 181, "s")


def test_same_seed_same_list_in_whatever_order():
    first, again = draw(PLACES, 50, "seed"), draw(PLACES[::-1], 50, "seed")
    assert first == again
    assert len(set(first)) == 50
    assert digest_of(first) == digest_of(again)
    assert draw(PLACES, 50, "another") != first


def test_another_program_finds_the_same():
    """As the page says it, in other words: the smallest lots of each stratum."""
    lots = sorted((sha256(f"seed|B-1|{n}".encode()).hexdigest(), n) for n in range(1, 73))
    expected = {("B-1", n) for _, n in lots[:20]}  # 50 × 72 / 180
    assert {one for one in draw(PLACES, 50, "seed") if one[0] == "B-1"} == expected
