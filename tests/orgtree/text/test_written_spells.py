"""When something was done, as the cards of offices say it."""

from datetime import date

import pytest

from orgtree.text.rules.written.clocks import UnreadClock
from orgtree.text.rules.written.days import UnreadDay
from orgtree.text.rules.written.spells import Spell, read_spell

DAY = date(2026, 11, 7)


@pytest.mark.parametrize(
    ("text", "apart", "spell"),
    [
        ("2026年11月7日上午", {"length": "2小时30分"}, Spell(DAY, 510, 660, "上午")),
        ("2026.11.7（下午）", {"length": "90分钟"}, Spell(DAY, 870, 960, "下午")),
        ("2026-11-7 8:30-11:30", {}, Spell(DAY, 510, 690)),
        ("2026.11.7 8:30-11:30", {"length": "3小时"}, Spell(DAY, 510, 690)),
        ("2026.11.7下午2:00-4:30", {}, Spell(DAY, 840, 990)),
        ("2026.11.7 22:00—次日2:00", {}, Spell(DAY, 1320, 1560)),
        ("2026.11.7 9点", {"length": "2"}, Spell(DAY, 540, 660)),
        ("8:30-11:30", {"day": "2026年11月7日"}, Spell(DAY, 510, 690)),
        ("上午", {"day": "2026.11.7", "length": "1小时"}, Spell(DAY, 510, 570, "上午")),
        ("2026.11.7 9:00-10:00", {"day": "2026-11-7"}, Spell(DAY, 540, 600)),
    ],
)
def test_what_is_read(text, apart, spell):
    assert read_spell(text, **apart) == spell


@pytest.mark.parametrize(
    ("text", "apart", "error", "message"),
    [
        ("2026年11月7日上午", {}, UnreadClock, "没有写时长"),
        ("2026年11月7日", {"length": "2小时"}, UnreadClock, "8:30-11:30"),
        ("2026年11月7日 8:30", {}, UnreadClock, "没有写时长"),
        ("2026.11.7 8:30-11:30", {"length": "2小时"}, UnreadClock, "对不上"),
        ("2026.11.7 8:30-11:30", {"length": "很久"}, UnreadClock, "时长应写成"),
        ("8:30-11:30", {}, UnreadDay, "日期应写成"),
        ("2026年11月", {"length": "2小时"}, UnreadDay, "月份"),
        ("2026.11.7 8:30-11:30", {"day": "2026.11.8"}, UnreadDay, "不一样"),
    ],
)
def test_what_is_asked_about(text, apart, error, message):
    with pytest.raises(error, match=message):
        read_spell(text, **apart)
