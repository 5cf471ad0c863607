"""The rules of needs, as tables."""

from datetime import date

import pytest

from cocon.needs.rules import (
    Fit,
    check_claim,
    check_closing,
    check_days,
    checked_amount,
    checked_words,
    is_done,
    is_enough,
    order_fits,
    reasons_of,
    share_out,
    told_resource,
)
from orgtree.errors import RuleBroken
from orgtree.places.rules import Room

TODAY = date(2026, 3, 10)


def code_of(call, *given, **named) -> str:
    try:
        call(*given, **named)
    except RuleBroken as broken:
        return broken.code
    return ""


@pytest.mark.parametrize(
    ("size", "taken", "wanted", "code"),
    [(3, 0, 3, ""), (3, 2, 1, ""), (3, 2, 2, "too_much"), (3, 3, 1, "full"), (2, 3, 1, "full")],
)
def test_what_may_be_claimed(size, taken, wanted, code):
    assert code_of(check_claim, Room(size, taken), wanted, "场") == code


@pytest.mark.parametrize(
    ("room", "states", "done"),
    [
        (Room(3, 3), ["accepted", "accepted"], True),
        (Room(3, 3), ["accepted", "declined", "withdrawn", "lapsed"], True),
        (Room(3, 3), ["accepted", "submitted"], False),
        (Room(3, 2), ["accepted"], False),
        (Room(3, 3), [], False),
    ],
)
def test_when_a_need_is_done(room, states, done):
    assert is_done(room, states) == done


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ([], "nothing_accepted"),
        (["declined", "lapsed"], "nothing_accepted"),
        (["accepted", "claimed"], "claims_open"),
        (["accepted", "running"], "claims_open"),
        (["submitted"], "claims_open"),
        (["accepted", "withdrawn"], ""),
    ],
)
def test_when_it_may_be_closed_by_hand(states, code):
    assert code_of(check_closing, states) == code


@pytest.mark.parametrize(
    ("since", "until", "claim_by", "code"),
    [
        (None, TODAY, None, ""),
        (None, date(2026, 3, 9), None, "until"),
        (date(2026, 4, 1), date(2026, 3, 31), None, "since"),
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1), ""),
        (None, date(2026, 4, 1), date(2026, 4, 2), "claim_by"),
        (None, date(2026, 4, 1), date(2026, 3, 9), "claim_by"),
    ],
)
def test_days_follow_each_other(since, until, claim_by, code):
    assert code_of(check_days, since, until, claim_by, TODAY) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("小学生辅导", ""), ("  ", "words"), ("字" * 41, "words"), ("联系13912345678", "words_private")],
)
def test_words_name_nobody(text, code):
    assert code_of(checked_words, text, field="title", label="需求", longest=40) == code


@pytest.mark.parametrize(
    ("number", "code"), [(1, ""), (9_999, ""), (0, "quantity"), (None, "quantity"), (10_000, "quantity")]
)
def test_amounts(number, code):
    assert code_of(checked_amount, number, field="quantity", label="数量") == code


FITS = [
    Fit(6, steps=2),
    Fit(5, steps=1, in_hand=2),
    Fit(4, steps=1),
    Fit(3, steps=1, earlier=2, in_hand=5),
    Fit(2, resources=("多功能厅",), steps=2),
    Fit(1, is_paired=True),
]


def test_the_reasons_order_one_after_the_other():
    assert [fit.unit for fit in order_fits(FITS)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("fit", "reasons"),
    [
        (Fit(1), ()),
        (Fit(1, is_paired=True, steps=0), ("已结对", "同一社区")),
        (
            Fit(1, resources=("礼堂", "球场", "车位"), steps=1, earlier=2, in_hand=1),
            ("有同类资源：礼堂、球场", "同一街道", "办过同类2项", "手上1项"),
        ),
    ],
)
def test_every_reason_can_be_read(fit, reasons):
    assert reasons_of(fit) == reasons


@pytest.mark.parametrize(
    ("kind", "capacity", "until", "people", "quantity", "enough"),
    [
        ("place", 120, None, 100, 1, True),
        ("place", 80, None, 100, 1, False),
        ("place", None, None, 100, 1, True),
        ("place", 80, None, None, 900, True),
        ("goods", 30, None, 900, 30, True),
        ("goods", 29, None, None, 30, False),
        ("talent", 1, None, 900, 30, True),
        ("place", None, TODAY, None, 1, True),
        ("place", None, date(2026, 3, 9), None, 1, False),
    ],
)
def test_a_resource_is_large_enough_and_there_in_time(kind, capacity, until, people, quantity, enough):
    assert is_enough(kind, capacity, until, people=people, quantity=quantity, day=TODAY) is enough


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (("place", "多功能厅", 120, "周末"), "多功能厅（可容120人，周末）"),
        (("goods", "桌椅", 60, ""), "桌椅（60件（套））"),
        (("talent", "律师", 20, ""), "律师"),
        (("service", "义诊", None, "工作日"), "义诊（工作日）"),
    ],
)
def test_a_resource_says_how_much_and_when(told, words):
    assert told_resource(*told) == words


def test_each_unit_is_named_so_often_and_then_the_next():
    near, far = Fit(1, is_paired=True), Fit(2)
    wanted = [(name, iter([far, near])) for name in "abcde"]
    shared = share_out(wanted, 2)
    assert [(name, fit and fit.unit) for name, fit in shared] == [("a", 1), ("b", 1), ("c", 2), ("d", 2), ("e", None)]


def test_the_first_so_many_are_the_first_of_all():
    assert order_fits(FITS, 2) == order_fits(FITS)[:2]
