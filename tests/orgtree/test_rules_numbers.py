"""Own numbers as people write them."""

import pytest

from orgtree.rules.numbers import own_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", "003"),
        ("3号楼", "003"),
        ("第12网格", "012"),
        ("12 栋", "012"),
        ("B2", "0B2"),
        ("1203456", ""),
        ("一", ""),
        ("", ""),
    ],
)
def test_own_numbers(text, number):
    assert own_number(text) == number
