"""What a case may say, who stands one level up, and when a card turns red: docs/rules.md, "Cases"."""

from datetime import datetime, timedelta

from orgtree.days.rules.working_time import Clock, Limit, Segment
from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import found_in, refusal_of

LEVELS = ("L1", "L2", "L3", "L4")
# Words that put somebody into a class of persons: a case is about a matter, never about who somebody is (个人信息保护法 Art. 28).
SENSITIVE = (
    "精神病",
    "精神障碍",
    "精神疾病",
    "吸毒",
    "戒毒",
    "涉毒",
    "艾滋",
    "社区矫正",
    "刑满释放",
    "刑释",
    "重点人员",
    "重点人口",
    "邪教",
    "上访户",
    "上访人员",
    "缠访",
    "前科",
)


def checked_words(text: str, *, field: str, label: str, longest: int, required: bool = True) -> str:
    """The text as it is kept. Raises RuleBroken at `field` where it is missing or too long, or says who or behind which door."""
    kept = text.strip()
    if required and not kept:
        raise RuleBroken(f"{field}_missing", f"请填写{label}", field=field)
    if len(kept) > longest:
        raise RuleBroken(f"{field}_long", f"{label}不超过{longest}字", field=field)
    refuse_about_persons(kept, field=field)
    return kept


def refuse_about_persons(text: str, *, field: str) -> None:
    """Raise RuleBroken at `field`, with the place of what may not stand there; what it is is told by its kind, never repeated."""
    if said := refusal_of(text):
        raise RuleBroken("words_private", f"第{place_of_private(text)}个字起，{said}", field=field)
    place = place_of_sensitive(text)
    if place:
        message = f"第{place}个字起像是在说某个人的身份或病情，请去掉：这里只写事情，不写人"
        raise RuleBroken("words_sensitive", message, field=field)


def place_of_private(text: str) -> int:
    """The place, from 1, from which personal data stands in `text`, which holds some."""
    first = found_in(text)[0]
    return max(start for start in range(len(text)) if first in found_in(text[start:])) + 1


def place_of_sensitive(text: str) -> int:
    """The place, from 1, of the first sensitive word, whatever blanks stand in it; 0 for none."""
    letters = [(place, letter) for place, letter in enumerate(text, 1) if not letter.isspace()]
    packed = "".join(letter for _, letter in letters)
    found = [packed.find(word) for word in SENSITIVE if word in packed]
    return letters[min(found)][0] if found else 0


def level_above(level: str) -> str:
    """The next level up; that of the district stays."""
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


def is_deeper(level: str, other: str) -> bool:
    """Whether `level` lies below `other`."""
    return LEVELS.index(level) < LEVELS.index(other)


def check_extension(number: int, whole: int, *, field: str = "number") -> None:
    """Raise RuleBroken at `field` for more time than the limit itself."""
    if number > whole:
        raise RuleBroken("too_long", f"延长不超过原时限（{whole}）", field=field)


def red_moment(clock: Clock, after: Limit) -> datetime | None:
    """When what is late turns red: at twice its limit, or `after` past the moment it was due, whichever comes first. None while nothing is due."""
    due = clock.due()
    if due is None:
        return None
    twice = Clock(clock.segments, Limit(clock.limit.number * 2, clock.limit.unit), clock.office).due()
    later = Clock([Segment(due)], after, clock.office).due()
    moments = [moment for moment in (twice, later) if moment]
    return min(moments) if moments else None


def is_within_days(since: datetime, now: datetime, days: int) -> bool:
    """Whether `now` is not later than so many days of 24 hours after `since`."""
    return now <= since + timedelta(days=days)


def age_told(since: datetime, now: datetime) -> str:
    """How long ago it was told, as papers say it: 3天4小时; below a day in hours alone."""
    hours = max(int((now - since).total_seconds() // 3600), 0)
    return f"{hours // 24}天{hours % 24}小时" if hours >= 24 else f"{hours}小时"
