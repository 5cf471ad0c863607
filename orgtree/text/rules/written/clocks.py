"""Clock times, ranges of them and durations as people write them: 下午2:30, 8:30-11:30, 次日2:00, 26:00, 2小时30分.

Times are minutes from the midnight that begins the day; those of the next day are above 1440.
"""

import re

from orgtree.text.rules.written.marks import narrow

DAY = 24 * 60  # minutes
LATEST = 2 * DAY
LONGEST_NIGHT = 12 * 60  # an end before its start is one of the next day only within this; else it is a slip
HALF = re.compile(r"(?<=[点时])半")
CLOCK = re.compile(
    r"(?P<next>次日|第二天|翌日|明日|\+1)?(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|正午|午后|下午|傍晚|晚上|晚间|晚|夜间|夜里)?"
    r"(?P<next_too>次日)?(?P<hours>\d{1,2})(?:[:时点](?P<minutes>\d{1,2})?分?(?::00)?整?)"
)
# 0.354 as Excel keeps 8:30; above one, its whole days.
FRACTION = re.compile(r"[01]?\.\d+(?:[eE]-\d+)?|0|1|1\.0|0\.0|\d\.\d+[eE]-\d+")
NIGHT = frozenset({"晚上", "晚间", "晚", "夜间", "夜里"})
AFTERNOON = NIGHT | {"午后", "下午", "傍晚"}
BETWEEN = re.compile(r"\s*(?:-{1,2}|—+|–|―|─|~|至|到)\s*")
DURATION = re.compile(
    r"(?:约|共|计)?"
    r"(?:(?P<hours>\d+(?:\.\d+)?|[一二两三四五六七八九十]|半)(?P<half_before>个半)?个?(?:小时|钟头|时|h|hours?)(?P<half>半)?)?"
    r"(?:零?(?P<minutes>\d+)(?:分钟|分|min|m|mins))?",
    re.IGNORECASE,
)
COLON = re.compile(r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)(?::00)?")
DIGITS = {"半": 0.5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
HOW_CLOCK = "时间应写成 8:30"
HOW_RANGE = "起止时间应写成 8:30-11:30"
HOW_DURATION = "时长应写成 2小时30分 或 2.5小时"


class UnreadClock(ValueError):
    """What was written is no time; the message says in Chinese how to write it."""


def read_clock(text: str) -> int:
    """Minutes from the midnight that begins the day: 8:30 is 510, 下午2:30 is 870, 24:00 1440, 次日2:00 and 26:00 1560.

    Excel's fraction of a day is read too. Raises UnreadClock.
    """
    kept = HALF.sub("30分", re.sub(r"\s", "", narrow(text)))
    found = CLOCK.fullmatch(kept)
    if found is None:
        return _read_fraction(kept)
    hours, minutes = _spoken_hours(found["part"], int(found["hours"])), int(found["minutes"] or 0)
    read = hours * 60 + minutes + (DAY if found["next"] or found["next_too"] else 0)
    if minutes > 59 or read > LATEST or ((found["next"] or found["part"]) and hours > 24):
        raise UnreadClock(HOW_CLOCK)
    return read


def _spoken_hours(part: str | None, hours: int) -> int:
    """The hours of the clock for what is said: 下午2点 is 14, 晚上12点 24, 凌晨12点 0. Raises UnreadClock for 晚上2点."""
    if part in NIGHT and 1 <= hours <= 4:
        raise UnreadClock("分不清是当日还是次日，请写成 次日2:00")
    if part == "凌晨" and hours == 12:
        return 0
    later = (part in AFTERNOON and 1 <= hours < 12) or (part in {"中午", "正午"} and 1 <= hours <= 2)
    return hours + 12 if later or (part in NIGHT and hours == 12) else hours


def _read_fraction(text: str) -> int:
    if not FRACTION.fullmatch(text):
        raise UnreadClock(HOW_CLOCK)
    return round(float(text) * DAY)


def read_range(text: str) -> tuple[int, int]:
    """(start, end) in minutes; an end that is not after the start is one of the next day. Raises UnreadClock.

    8:30-11:30 is (510, 690); 下午2:00-4:30 takes 下午 for both; 22:00—02:00 is (1320, 1560).
    """
    parts = BETWEEN.split(re.sub(r"\s", "", narrow(text)))
    if len(parts) != 2:
        raise UnreadClock(HOW_RANGE)
    try:
        start, end = read_clock(parts[0]), read_clock(parts[1])
    except UnreadClock as error:
        raise UnreadClock(HOW_RANGE) from error
    spoken = re.match(r"\D+", parts[0])
    if end <= start and spoken and spoken[0] in AFTERNOON and start < end + DAY // 2 <= DAY:
        end += DAY // 2
    end = end_after(start, end)
    if end <= start:
        raise UnreadClock("结束时间应晚于开始时间；过了零点的请写 次日2:00")
    return start, end


def end_after(start: int, end: int) -> int:
    """The end of what began at `start`: 2:00 after 22:00 is 26:00; `end` as it is where the night would be too long."""
    return end + DAY if end <= start and end + DAY - start <= LONGEST_NIGHT else end


def read_minutes(text: str) -> int:
    """A duration in minutes: 2小时30分, 2.5小时, 一个半小时, 90分钟, 2:30; a bare number counts hours. Raises UnreadClock."""
    kept = re.sub(r"\s", "", narrow(text))
    if found := COLON.fullmatch(kept):
        return int(found["hours"]) * 60 + int(found["minutes"])
    if re.fullmatch(r"\d+(\.\d+)?", kept):
        return round(float(kept) * 60)
    found = DURATION.fullmatch(kept)
    if not kept or found is None or not any(found.group("hours", "minutes")):
        raise UnreadClock(HOW_DURATION)
    hours = _number(found["hours"]) + (0.5 if found["half"] or found["half_before"] else 0)
    return round(hours * 60) + int(found["minutes"] or 0)


def _number(word: str | None) -> float:
    if not word:
        return 0
    return DIGITS[word] if word in DIGITS else float(word)
