"""Days as people write them: 2024.3.5, 2024年3月, 9月底前, 2026年11月7日上午, 20240305, and Excel's numbers.

A year is never guessed: where none is written and the caller knows none, the writer is asked.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from orgtree.text.rules.written.marks import narrow

EXCEL_EPOCH = date(1899, 12, 30)
SERIAL = re.compile(r"[2-6]\d{4}")  # days of 1954 to 2091
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
MARK = r"[-/.—–]"
DAY = re.compile(
    rf"(?:(?P<year>\d{{4}})(?:年|{MARK}))?(?P<month>\d{{1,2}})(?:月|{MARK})(?P<day>\d{{1,2}})(?:[日号]|(?!\d))(?P<rest>.*)"
)
MONTH = re.compile(rf"(?:(?P<year>\d{{4}})(?:年|{MARK}))?(?P<month>\d{{1,2}})(?P<word>月?)(?P<rest>(?!\d).*)")
PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (1, 31), "末": (1, 31)}
PART = re.compile(r"份?(上旬|中旬|下旬|初|底|末)?")
BEFORE = re.compile(r"(之?前|以前|止|截止)$")
WEEKDAY = re.compile(r"[（(]?(?:星期|周)[一二三四五六日天][）)]?")
BLANKS = re.compile(r"\s*([年月./-])\s*|\s+(?=[日号])")
MIDNIGHT = re.compile(r"00:00(:00)?")
HOW = "日期应写成 2024-3-5 或 2024年3月5日"


class UnreadDay(ValueError):
    """What was written is no day; the message says in Chinese how to write it."""


@dataclass(frozen=True)
class WrittenDay:
    """The days from `first` to `last` (one day: equal), and what stands behind them: 上午, 8:30-11:30, or ""."""

    first: date
    last: date
    rest: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether one day was written, not a month or a part of it."""
        return self.first == self.last


def read_day(text: str, *, year: int | None = None) -> WrittenDay:
    """The days that `text` names. `year` is used where none is written. Raises UnreadDay."""
    kept = WEEKDAY.sub("", narrow(text))
    if SERIAL.fullmatch(kept):
        return _one(EXCEL_EPOCH + timedelta(days=int(kept)))
    kept = BLANKS.sub(r"\1", kept)
    found = COMPACT.fullmatch(kept)
    if found:
        return _one(_date(*map(int, found.groups())))
    found = DAY.fullmatch(kept)
    if found and not (found["year"] is None and "." in kept[:3]):
        rest = "" if MIDNIGHT.fullmatch(found["rest"].strip()) else found["rest"].strip()
        return _one(_date(_year(found["year"], year), int(found["month"]), int(found["day"])), BEFORE.sub("", rest))
    return _read_month(kept, year)


def exact_day(text: str) -> date:
    """The one day that `text` names, whatever time of day stands behind it. Raises UnreadDay for a month."""
    read = read_day(text)
    if not read.is_exact:
        raise UnreadDay(f"只写到了月份；{HOW}")
    return read.first


def first_of_month(text: str) -> date:
    """The day, or the first of the month, that `text` names; for matters where the month is enough. Raises UnreadDay."""
    return read_day(text).first


def due_day(text: str, *, year: int | None = None) -> date:
    """The last day that `text` leaves: 9月底前 and 9月30日前 are 30 September. Raises UnreadDay."""
    return read_day(text, year=year).last


def _read_month(text: str, year: int | None) -> WrittenDay:
    found = MONTH.fullmatch(text)
    if found is None or not (found["word"] or found["year"]):
        raise UnreadDay(HOW)
    part = PART.fullmatch(BEFORE.sub("", found["rest"].strip()))
    if part is None:
        raise UnreadDay(HOW)
    # As a number, 2024.10 reaches us as 2024.1.
    if re.fullmatch(r"\d{4}\.1", text):
        raise UnreadDay("分不清是1月还是10月，请写成 2024年1月 或 2024年10月")
    first, last = PARTS.get(part[1], (1, 31))
    whole, month = _year(found["year"], year), int(found["month"])
    _date(whole, month, 1)
    return WrittenDay(date(whole, month, first), date(whole, month, min(last, monthrange(whole, month)[1])))


def _year(written: str | None, known: int | None) -> int:
    if written is not None:
        return int(written)
    if known is None:
        raise UnreadDay("没有写年份，请写成 2026年9月30日")
    return known


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadDay(f"没有这一天；{HOW}") from error


def _one(day: date, rest: str = "") -> WrittenDay:
    return WrittenDay(day, day, rest)
