"""Money in whole fen, and as people read it."""

from decimal import Decimal

import pytest

from orgtree.text.rules.money import fen_of, told, yuan_of


@pytest.mark.parametrize(
    ("yuan", "fen", "words"),
    [("0.01", 1, "0.01元"), ("1234.5", 123_450, "1,234.5元"), ("30000", 3_000_000, "30,000元"), ("0.29", 29, "0.29元")],
)
def test_yuan_are_whole_fen(yuan, fen, words):
    assert fen_of(Decimal(yuan)) == fen
    assert told(fen) == words
    assert yuan_of(fen) == Decimal(yuan)
    assert yuan_of(None) is None
