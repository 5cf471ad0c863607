"""Own numbers as people write them, and row ids in addresses."""

import pytest

from orgtree.rules.numbers import own_number, row_id


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


@pytest.mark.parametrize(
    ("text", "pk"),
    [
        ("7", 7),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("-1", None),
        ("٧", None),
        ("", None),
        (None, None),
    ],
)
def test_row_ids(text, pk):
    assert row_id(text) == pk
