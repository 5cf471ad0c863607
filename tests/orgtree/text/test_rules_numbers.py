"""Own numbers as people write them, row ids and years in addresses."""

import pytest

from orgtree.text.rules.numbers import own_number, row_id, row_ids, year_in


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
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_row_ids(text, pk):
    assert row_id(text) == pk


def test_ticked_rows_are_ids_or_left_out():
    assert row_ids(["7", "²", "", "x", "9" * 19, "3"]) == [7, 3]


@pytest.mark.parametrize(
    ("text", "year"),
    [("2026", 2026), ("2000", 2000), ("1999", None), ("2027", None), ("0000", None), ("²²²²", None), (None, None)],
)
def test_years(text, year):
    assert year_in(text, last=2026) == year
