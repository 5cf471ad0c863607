"""Redeeming: what is redeemable, and what is refused, as tables that a clerk can check."""

from datetime import date
from decimal import Decimal as D

import pytest

from orgtree.errors import RuleBroken
from volunteers.recognition.rules.rewards import Balance, Shelf, check_name, check_redemption, redeemable

SHARES = {1: {"S": D(1), "G": D("0.5")}, 2: {"S": D("0.8")}}
SHELF = Shelf(cost=D(10), left=3, per_person=2, opens_on=date(2026, 10, 1), closes_on=date(2026, 10, 20))
TEN_TH = date(2026, 10, 10)


@pytest.mark.parametrize(
    ("credits", "total"),
    [
        ([], "0"),
        ([("S", 1, D(40))], "40"),
        ([("S", 1, D(40)), ("G", 1, D(8))], "44"),  # governance points by half
        ([("S", 1, D(40)), ("B", 1, D(20)), ("H", 1, D(10))], "40"),  # basics and honours are not for spending
        ([("S", 1, D(40)), ("N", 1, D(-3))], "40"),  # a deduction is an evaluation, not a debt
        ([("S", 1, D(40)), ("S", 1, D(-6))], "34"),  # a reversal takes back what it gave
        ([("S", 1, D(10)), ("S", 2, D(10))], "18"),  # each entry by the rules it was made under
        ([("G", 1, D("1.5"))], "0.75"),
    ],
)
def test_redeemable_points(credits, total):
    assert redeemable(credits, SHARES) == D(total)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"quantity": 2}, None),
        ({"today": date(2026, 10, 1)}, None),  # the first day counts
        ({"today": date(2026, 10, 20)}, None),  # and so does the last
        ({"today": date(2026, 9, 30)}, "window"),
        ({"today": date(2026, 10, 21)}, "window"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 3}, "limit"),
        ({"had": 1, "quantity": 2}, "limit"),
        ({"quantity": 4}, "out_of_stock"),
        ({"balance": Balance(D(30), D(20))}, None),  # exactly enough
        ({"balance": Balance(D("29.9"), D(20))}, "overdraft"),
        ({"balance": Balance(D(5), D(20))}, "overdraft"),  # points taken back after they were spent
    ],
)
def test_what_may_be_redeemed(change, code):
    asked = {"quantity": 1, "had": 0, "balance": Balance(D(100), D(0)), "today": TEN_TH} | change
    if code is None:
        check_redemption(SHELF, **asked)
        return
    with pytest.raises(RuleBroken) as refused:
        check_redemption(SHELF, **asked)
    assert refused.value.code == code


def test_a_debt_is_told_as_nothing_to_spend():
    with pytest.raises(RuleBroken, match="现有可兑换积分0分"):
        check_redemption(SHELF, quantity=1, had=0, balance=Balance(D(5), D(20)), today=TEN_TH)


@pytest.mark.parametrize("name", ["现金50元", "超市购物卡", "话费充值"])
def test_money_is_no_reward(name):
    with pytest.raises(RuleBroken) as refused:
        check_name(name)
    assert refused.value.field == "name"


def test_a_towel_is_one():
    check_name("毛巾")
