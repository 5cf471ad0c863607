from decimal import Decimal as D

import pytest

from volunteers.points.rules.points import RuleItem, Tier
from volunteers.points.rules.words import cap_in_words, item_in_words


def item(unit, points, *tiers):
    return RuleItem(
        "X01", "S", "项目", unit, D(points), tuple(Tier(None if to is None else D(to), D(rate)) for to, rate in tiers)
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (item("time", "4.00"), "每次4分"),
        (item("time", "-1.00"), "每次扣1分"),
        (
            item("hour", "2", ("20", "2"), ("40", "1"), (None, "0.50")),
            "全年前20小时每小时2分，20至40小时每小时1分，超过40小时的部分每小时0.5分",
        ),
        (item("level", "6", ("1", "6"), ("2", "10"), ("3", "15")), "第1级6分，第2级10分，第3级15分"),
    ],
)
def test_an_item_in_words(line, words):
    assert item_in_words(line) == words


def test_a_cap_in_words():
    assert cap_in_words("每日", D("8.00")) == "每日最多计8分"
    assert cap_in_words("每年", D("-3.00")) == "每年最多扣3分"
