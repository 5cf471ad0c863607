"""Certificates: lines, codes, digests."""

from datetime import date
from decimal import Decimal as D

import pytest

from orgtree.errors import RuleBroken
from volunteers.members.rules.numbers import street_number
from volunteers.recognition.rules.certificates import (
    ALPHABET,
    Line,
    check_stretch,
    digest,
    lines_of,
    new_code,
    written_code,
)

TODAY = date(2026, 11, 22)


def test_services_add_up_by_kind_in_order():
    services = [("巡逻", D("2.0")), ("宣讲", D("1.5")), ("巡逻", D("0.5"))]
    assert lines_of(services) == [Line("巡逻", 2, D("2.5")), Line("宣讲", 1, D("1.5"))]
    assert lines_of([]) == []


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        (date(2026, 1, 1), TODAY, None),
        (TODAY, TODAY, None),
        (date(2026, 1, 1), date(2026, 11, 23), "future"),
        (date(2026, 6, 2), date(2026, 6, 1), "backwards"),
    ],
)
def test_the_stretch(since, until, code):
    if code is None:
        check_stretch(since, until, today=TODAY)
        return
    with pytest.raises(RuleBroken) as refused:
        check_stretch(since, until, today=TODAY)
    assert refused.value.code == code


def test_codes_are_long_unlike_and_without_letters_taken_for_digits():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 10 and set(code) <= set(ALPHABET) for code in codes)
    assert not set(ALPHABET) & set("0O1IL")


@pytest.mark.parametrize("typed", ["k7qh2m9xpr", " K7QH2-M9XPR ", "K7QH2 M9XPR"])
def test_a_code_is_known_however_it_is_typed(typed):
    assert written_code(typed) == "K7QH2M9XPR"


def test_the_digest_changes_with_anything_the_sheet_says():
    said = {"number": "2026-1-0001", "member": 7, "since": date(2026, 1, 1), "until": TODAY}
    lines = [Line("巡逻", 2, D("2.5"))]
    first = digest(**said, lines=lines)
    assert first == digest(**said, lines=[Line("巡逻", 2, D("2.50"))])  # the same number, written otherwise
    changed = [digest(**said | {"member": 8}, lines=lines), digest(**said, lines=[Line("巡逻", 2, D(3))])]
    assert first not in changed


def test_numbers_of_a_street():
    assert street_number(year=2026, community_code="410305001001", serial=7) == "2026-410305001-0007"
