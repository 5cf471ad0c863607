"""Check-ins: which stretch a day belongs to and what must be said."""

from datetime import date

import pytest

from tests.volunteers.refusals import refused
from volunteers.check_ins.rules import checked_text, slug_in_words, slug_of, source_of


@pytest.mark.parametrize(
    ("kind", "day", "slug", "words"),
    [
        ("half_year", date(2026, 6, 30), "2026H1", "2026年上半年"),
        ("half_year", date(2026, 7, 1), "2026H2", "2026年下半年"),
        ("half_year", date(2026, 12, 31), "2026H2", "2026年下半年"),
        ("summary", date(2026, 6, 30), "2026", "2026年"),
        ("summary", date(2027, 1, 1), "2027", "2027年"),
    ],
)
def test_the_stretch_of_a_day(kind, day, slug, words):
    assert slug_of(kind, day) == slug
    assert slug_in_words(slug) == words


def test_the_ledger_knows_each_version():
    assert source_of("half_year", 17, "2026H2", 1) == "B03:17:2026H2"
    assert source_of("half_year", 17, "2026H2", 2) == "B03:17:2026H2:2"
    assert source_of("summary", 17, "2026", 1) == "B04:17:2026"


def test_words_within_their_limits():
    assert checked_text("half_year", "  ") == ""
    assert checked_text("summary", " " + "好" * 20) == "好" * 20
    assert len(checked_text("summary", "好" * 2000)) == 2000
    for kind, text, code in (
        ("half_year", "好" * 201, "text_long"),
        ("summary", "好" * 19, "text_short"),
        ("summary", "好" * 2001, "text_long"),
    ):
        with refused(code, "text"):
            checked_text(kind, text)
