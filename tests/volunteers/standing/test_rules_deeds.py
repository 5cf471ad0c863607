"""Rules of reported deeds, deductions and cards, as tables of cases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from orgtree.errors import RuleBroken
from volunteers.points.rules.items import DEDUCTIONS, ItemShape, check_day, check_item_shape
from volunteers.standing.rules.deeds import check_entry, check_quantity, check_reply_time
from volunteers.standing.rules.standing import Deduction, cards, months_after

TODAY = date(2026, 11, 22)


def code_of(call, *args, **kwargs) -> str | None:
    try:
        call(*args, **kwargs)
    except RuleBroken as broken:
        return broken.code
    return None


@pytest.mark.parametrize(
    ("replied", "until", "expected"),
    [
        (False, None, None),
        (False, TODAY, "reply_open"),
        (False, date(2026, 11, 21), None),
        (True, date(2026, 12, 1), None),
    ],
)
def test_a_deduction_waits_for_the_person(replied, until, expected):
    assert code_of(check_reply_time, replied=replied, reply_until=until, today=TODAY) == expected


@pytest.mark.parametrize(
    ("entry", "own", "expected"),
    [
        ("auto", False, "not_reported"),
        ("service", False, "not_reported"),
        ("desk", True, "desk_only"),
        ("deduct", True, "desk_only"),
        ("self", True, None),
        ("desk", False, None),
        ("deduct", False, None),
    ],
)
def test_who_may_report_what(entry, own, expected):
    assert code_of(check_entry, entry, own=own) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), "future"),
        (TODAY, None),
        (date(2026, 10, 23), None),
        (date(2026, 10, 22), "too_late"),
    ],
)
def test_days(day, expected):
    assert code_of(check_day, day, today=TODAY, days_back=30) == expected


@pytest.mark.parametrize(
    ("unit", "quantity", "key", "expected"),
    [
        ("time", "1", "", None),
        ("time", "31", "", None),
        ("time", "32", "", "quantity"),
        ("time", "1.5", "", "quantity"),
        ("time", "0", "", "quantity"),
        ("month", "12", "", None),
        ("month", "13", "", "quantity"),
        ("level", "3", "防汛先进", None),
        ("level", "4", "防汛先进", "level"),
        ("level", "2", "", "deed_key"),
    ],
)
def test_quantities(unit, quantity, key, expected):
    assert code_of(check_quantity, unit, Decimal(quantity), levels=3, deed_key=key) == expected


GOOD = ItemShape("G04", "G", "time", Decimal(2), "self", "CS", "", extras=False)
MINUS = ItemShape("N01", "N", "time", Decimal(-1), "deduct", "AO", "CS", extras=True)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (GOOD, None),
        (MINUS, None),
        (replace(GOOD, points=Decimal(-2)), "sign"),
        (replace(GOOD, category="N"), "sign"),
        (replace(MINUS, entry="desk"), "sign"),
        (replace(MINUS, code="N06"), "closed_list"),
        (replace(MINUS, second_role=""), "two_confirmers"),
        (replace(GOOD, extras=True), "extras"),
        (replace(GOOD, confirmer_role=""), "no_confirmer"),
        (replace(GOOD, unit="hour"), "hours"),
        (replace(GOOD, unit="hour", entry="service"), None),
    ],
)
def test_what_a_table_may_hold(shape, expected):
    assert code_of(check_item_shape, shape, deductions=DEDUCTIONS) == expected


def test_control_a_district_may_add_a_deduction():
    assert code_of(check_item_shape, replace(MINUS, code="N06"), deductions=DEDUCTIONS | {"N06"}) is None


def minus(item, rule, points, day, *, cap=-3, year=2026):
    return Deduction(item, item, rule, year, day, Decimal(points), None if cap is None else Decimal(cap), 12)


MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 2), date(2026, 5, 2)


@pytest.mark.parametrize(
    ("deductions", "today", "expected"),
    [
        ([], TODAY, []),
        ([minus("N01", "yellow_at_cap", -1, MARCH), minus("N01", "yellow_at_cap", -1, APRIL)], TODAY, []),
        (
            [minus("N01", "yellow_at_cap", -1, day) for day in (MARCH, APRIL, MAY)],
            TODAY,
            [("yellow", MAY)],
        ),
        # A fourth changes nothing: it was credited as 0.
        (
            [minus("N01", "yellow_at_cap", -1, day) for day in (MARCH, APRIL, MAY)]
            + [minus("N01", "yellow_at_cap", 0, date(2026, 6, 2))],
            TODAY,
            [("yellow", MAY)],
        ),
        # Two years do not add up.
        (
            [
                minus("N01", "yellow_at_cap", -2, MARCH, year=2025),
                minus("N01", "yellow_at_cap", -1, APRIL, year=2026),
            ],
            TODAY,
            [],
        ),
        ([minus("N03", "yellow", -3, MARCH, cap=-9)], TODAY, [("yellow", MARCH)]),
        (
            [minus("N03", "yellow", -3, MARCH, cap=-9), minus("N03", "yellow", -3, MAY, cap=-9)],
            TODAY,
            [("yellow", MARCH)],
        ),
        ([minus("N04", "red", -10, MAY), minus("N03", "yellow", -3, MARCH)], TODAY, [("red", MAY), ("yellow", MARCH)]),
        # Lapsed on the day, twelve months on.
        ([minus("N04", "red", -10, date(2025, 11, 22))], TODAY, []),
        ([minus("N04", "red", -10, date(2025, 11, 23))], TODAY, [("red", date(2025, 11, 23))]),
        ([minus("N09", "", -1, MARCH)], TODAY, []),
    ],
)
def test_cards(deductions, today, expected):
    assert [(card.colour, card.since) for card in cards(deductions, today)] == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 5), 12, date(2027, 3, 5)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_after(day, months, expected):
    assert months_after(day, months) == expected
