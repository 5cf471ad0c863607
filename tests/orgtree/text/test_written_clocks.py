"""Clock times, ranges and durations, in minutes."""

import pytest

from orgtree.text.rules.written.clocks import UnreadClock, read_clock, read_minutes, read_range


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *((text, 510) for text in ("8:30", "08:30", "8：30", "8点30分", "8时30", "8点半", "08:30:00", "早上8:30")),
        *((text, 510) for text in ("上午8点半", "８：３０", " 8 : 30 ", str(8.5 / 24), "8:30\u200b")),
        ("8时", 480),
        ("8点整", 480),
        *((text, 870) for text in ("下午2:30", "14:30", "下午2点半", "下午14:30")),
        ("晚上7点", 1140),
        ("中午12:30", 750),
        ("中午1点", 780),
        ("下午12:30", 750),
        ("晚上12点", 1440),
        ("凌晨2:00", 120),
        ("0:00", 0),
        ("24:00", 1440),
        ("26:00", 1560),
        ("次日2:00", 1560),
        ("次日凌晨2点", 1560),
        ("第二天0:30", 1470),
        ("1.0833333333333333", 1560),
    ],
)
def test_clocks(text, minutes):
    assert read_clock(text) == minutes


@pytest.mark.parametrize("text", ["", "早上", "-1", "8", "8:60", "49:00", "晚上2点", "次日26:00", "八点", "8:30-9:00"])
def test_what_is_no_clock(text):
    with pytest.raises(UnreadClock):
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("8:30-11:30", 510, 690),
        ("8：30—11：30", 510, 690),
        ("8:30～11:30", 510, 690),
        ("8点半至11点半", 510, 690),
        ("上午8:30-11:30", 510, 690),
        ("下午2:00-4:30", 840, 990),
        ("下午2:00到下午4:30", 840, 990),
        ("22:00-02:00", 1320, 1560),
        ("22:00-次日2:00", 1320, 1560),
        ("22:00-26:00", 1320, 1560),
        ("晚上10点到2:00", 1320, 1560),
        ("20:00-24:00", 1200, 1440),
        ("20:00-0:00", 1200, 1440),
    ],
)
def test_ranges(text, start, end):
    assert read_range(text) == (start, end)


@pytest.mark.parametrize("text", ["", "8:30", "上午", "8:30-", "8:30-9:00-10:00", "8:30-11:30、14:00-16:00"])
def test_what_is_no_range(text):
    with pytest.raises(UnreadClock):
        read_range(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(
            (text, 150)
            for text in ("2小时30分", "2小时30分钟", "2.5小时", "2个半小时", "两个半小时", "2小时半", "2.5", "2:30")
        ),
        *((text, 150) for text in ("150分钟", "150分", "2.5h", "2时30分", "约2.5小时", "２小时３０分")),
        ("半小时", 30),
        ("半个小时", 30),
        ("一个小时", 60),
        ("3个钟头", 180),
        ("3", 180),
        ("30:00", 1800),
    ],
)
def test_durations(text, minutes):
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "许多", "小时", "1天", "2小时30", "-2小时", "8:75"])
def test_what_is_no_duration(text):
    with pytest.raises(UnreadClock):
        read_minutes(text)
