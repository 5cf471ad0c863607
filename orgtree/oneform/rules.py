"""An office's empty table: where its heading, blanks and foot are, what each blank is called, and what it is most like. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from orgtree.choices import CellSpan, PeriodKind
from orgtree.days.rules.periods import Period
from orgtree.sheets.headings import LIKE, How, likeness_of
from orgtree.sheets.lines import CLOSING, CLOSING_ALONE, CLOSING_LABEL, COUNTER, SUM, Line, Merge, heading_key
from orgtree.text.rules.written.marks import fault_in, is_none

MOST_BLANKS = 120
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
OPTIONAL = frozenset({"备注", "说明", "附注"})  # what may stay empty though nobody knows it
UNITS = frozenset({"单位", "计量单位"})
PERSON = frozenset({"姓名", "党员姓名"})  # the first word of a page about one person
SPANS = {
    CellSpan.LAST_YEAR: ("上年同期", "去年同期", "同期"),
    CellSpan.YEAR: ("本年累计", "年度累计", "年累计", "本年", "累计"),
    CellSpan.BEFORE: ("上月", "上期", "上季度", "上季"),
    CellSpan.THIS: ("本月", "本期", "本季度", "本季"),
}
LINES_A_PAGE = 40  # of a table printed on A4
LEAST_DAYS = 2  # whoever is asked late has at least so many days


class Unreadable(ValueError):
    """The table cannot be taken in; the message says why in Chinese."""


@dataclass(frozen=True)
class Blank:
    """What is to be filled in: a column, or with `row` (counted from 1) one cell of it; `path` are its headings from the widest down."""

    row: int | None
    column: int
    path: tuple[str, ...]

    @property
    def heading(self) -> str:
        return " / ".join(self.path)

    @property
    def key(self) -> str:
        """By which the same blank of another table is known."""
        return heading_key("".join(without_span(part) for part in self.path))

    @property
    def span(self) -> CellSpan:
        """Of which time it speaks, by its own words; the narrowest heading says it."""
        for part in reversed(self.path):
            for span, words in SPANS.items():
                if any(word in part for word in words):
                    return span
        return CellSpan.THIS


@dataclass(frozen=True)
class Layout:
    """The lines of a table: `head` up to the last line of headings, `body` with what is printed between, `foot` below.

    `top` is the row, counted from 1, of the first line to be filled in. Of its file: the name of the `sheet`, the names of
    `others` that were not read, how many lines were `hidden` and left out.
    """

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    foot: tuple[Line, ...]
    top: int
    width: int
    begins: int = 0  # the place in `head` of the first line of headings
    sheet: str = ""
    others: tuple[str, ...] = ()
    hidden: int = 0

    @property
    def title(self) -> str:
        """What the table calls itself above its headings; "" where it does not."""
        return next((text for line in self.head[: self.begins] for text in line.cells if text), "")

    def paths(self) -> dict[int, tuple[str, ...]]:
        """column -> its headings, from the widest down, of those that have any."""
        found = {}
        for column in range(self.width):
            texts = [line.cell(column) for line in self.head[self.begins :]]
            path = tuple(dict.fromkeys(text for text in texts if text and not text.isdigit()))
            if path:
                found[column] = path
        return found

    @property
    def counters(self) -> set[int]:
        """The columns that number the lines."""
        return {column for column, path in self.paths().items() if heading_key(path[-1]) in COUNTER}


def layout_of(lines: Sequence[Line]) -> Layout:
    """The table in its parts. Raises Unreadable where no line names two columns, or there are too many blanks."""
    begins = next((at for at, line in enumerate(lines) if _names_columns(line)), None)
    if begins is None:
        raise Unreadable("没有找到表头：应有一行写明各栏的名称")
    bottom = _bottom_of_head(lines, begins)
    ends = next((at for at, line in enumerate(lines) if line.number - 1 > bottom), len(lines))
    while ends < len(lines) and _numbers_columns(lines[ends]):
        ends += 1
    foot = next((at for at in range(ends, len(lines)) if _closes(lines[at])), len(lines))
    body = tuple(line for line in lines[ends:foot] if not _is_blank(line))
    if heading_key(_texts(lines[begins])[0]) in PERSON and any(_texts(line)[0] in line.cells[:1] for line in body):
        raise Unreadable("这像是一人一页的登记表，不是统计表；个人情况不在报表里收集")
    return Layout(
        head=tuple(lines[:ends]),
        body=body,
        foot=tuple(lines[foot:]),
        top=lines[ends - 1].number + 1,
        width=max(len(line.cells) for line in lines[:ends]),
        begins=begins,
    )


def closed_up(lines: Sequence[Line]) -> list[Line]:
    """The lines that nobody hid, moved up into the place of those."""
    gone = [line.number - 1 for line in lines if line.is_hidden]
    if not gone:
        return list(lines)
    return [_moved_up(line, gone) for line in lines if not line.is_hidden]


def _moved_up(line: Line, gone: list[int]) -> Line:
    def above(row: int) -> int:
        return sum(one < row for one in gone)

    merges = {
        column: Merge(one.top - above(one.top), one.left, one.bottom - above(one.bottom + 1), one.right)
        for column, one in line.merges.items()
    }
    lasting = {column: one for column, one in merges.items() if (one.top, one.left) != (one.bottom, one.right)}
    return Line(line.number - above(line.number - 1), line.cells, lasting)


def _texts(line: Line) -> list[str]:
    """The texts of a line, one merged over several cells once."""
    return list(dict.fromkeys(text for text in line.cells if text))


def _names_columns(line: Line) -> bool:
    texts = _texts(line)
    return len(texts) > 1 and not any(CLOSING.fullmatch(text.replace(" ", "")) for text in texts)


def _bottom_of_head(lines: Sequence[Line], begins: int) -> int:
    """The last row of headings, counted from 0: as far as merged ones reach, and one further below those merged across."""
    bottom = top = lines[begins].number - 1
    rows = {line.number - 1: line for line in lines[begins:]}
    grew = True
    while grew:
        merges = {merge for row, line in rows.items() if row <= bottom for merge in line.merges.values()}
        ends = [_reach(merge, rows) for merge in merges if top <= merge.top <= bottom]
        grew = max(ends, default=bottom) > bottom
        bottom = max([bottom, *ends])
    return bottom


def _reach(merge: Merge, rows: Mapping[int, Line]) -> int:
    """How far down the heading reaches, with the one line of its parts where it lies across them."""
    below = rows.get(merge.bottom + 1)
    parts = below and merge.right > merge.left and any(map(below.cell, range(merge.left, merge.right + 1)))
    return merge.bottom + 1 if parts else merge.bottom


def _numbers_columns(line: Line) -> bool:
    texts = [text for text in line.cells if text]
    return len(texts) > 2 and all(text.isdigit() or text in "甲乙丙丁" for text in texts)


def _closes(line: Line) -> bool:
    first = _texts(line)[0].replace(" ", "")
    return bool(CLOSING.fullmatch(first) or CLOSING_LABEL.fullmatch(first) or CLOSING_ALONE.fullmatch(first))


def sum_word(line: Line) -> str:
    """The word by which a printed line says that it sums up the lines above (合计, 小计), "" where it does not."""
    return next((text for text in line.cells if SUM.fullmatch(text.replace(" ", ""))), "")


def is_part_sum(line: Line) -> bool:
    """Whether it sums up only the lines since the sum before it."""
    return "小计" in sum_word(line).replace(" ", "")


def _is_blank(line: Line) -> bool:
    return all(not text or text.isdigit() for text in line.cells)


def repeats_head(line: Line, layout: "Layout") -> bool:
    """Whether a line has the headings once more, as sheets that are printed over several pages have."""
    return any(_texts(line) == _texts(head) for head in layout.head[layout.begins :])


# --- What is to be filled in --------------------------------------------------------------------------------------------


def blanks_of_columns(layout: Layout) -> list[Blank]:
    """A blank for each column that does not number the lines. Raises Unreadable for too many."""
    paths, counters = layout.paths(), layout.counters
    return _few([Blank(None, column, path) for column, path in paths.items() if column not in counters])


def blanks_of_items(layout: Layout) -> list[Blank]:
    """A blank for each printed line and column without words; the words beside it say what it is. Raises Unreadable for too many."""
    paths = layout.paths()
    skipped = layout.counters | {column for column, path in paths.items() if heading_key(path[-1]) in UNITS}
    items = [line for line in layout.body if not sum_word(line) and not repeats_head(line, layout)]
    worded = {column for line in items for column, text in enumerate(line.cells) if _is_words(text)}
    open_columns = [column for column in paths if column not in worded | skipped]
    if items and not open_columns:
        raise Unreadable("没有找到要填的栏目；一张工作表里上下有几张表的，请分成几张工作表登记")
    blanks = []
    for line in items:
        words = tuple(dict.fromkeys(line.cell(column) for column in sorted(worded - skipped) if line.cell(column)))
        for column in open_columns if words else ():
            if not is_none(line.cell(column)):  # what the office crossed out itself stays so
                blanks.append(Blank(line.number, column, words + (paths[column] if len(open_columns) > 1 else ())))
    return _few(blanks)


def units_in(layout: Layout) -> set[str]:
    """In what the printed lines count, as far as the table says it."""
    columns = [column for column, path in layout.paths().items() if heading_key(path[-1]) in UNITS]
    return {line.cell(column) for line in layout.body for column in columns if line.cell(column)}


def number_in(text: str) -> Decimal | None:
    """The number that somebody typed, None for words."""
    text = text.replace(",", "").replace("，", "").strip()
    return Decimal(text) if NUMBER.fullmatch(text) else None


def _is_words(text: str) -> bool:
    return bool(text) and number_in(text) is None and not is_none(text) and fault_in(text) is None


def _few(blanks: list[Blank]) -> list[Blank]:
    if len(blanks) > MOST_BLANKS:
        raise Unreadable(f"要填的栏目超过{MOST_BLANKS}个，请分成几张表登记")
    return blanks


# --- What it is like ------------------------------------------------------------------------------------------------------


def without_span(text: str) -> str:
    """The words without those that say of which time."""
    for words in SPANS.values():
        for word in words:
            text = text.replace(word, "")
    return text


def names_of(path: Sequence[str]) -> list[str]:
    """Under which keys a blank may be known, the fullest first."""
    parts = [heading_key(without_span(part)) for part in path]
    parts = [part for part in parts if part and part not in {"数", "数值", "数量", "合计"}]
    return list(dict.fromkeys(name for name in ("".join(parts), *reversed(parts)) if name))


def suggest(path: Sequence[str], known: Mapping[str, str]) -> tuple[str, How]:
    """(code, how it was found) for a blank: what is called so, else what it is most like; "" where nothing is."""
    names = names_of(path)
    for name in names:
        if name in known:
            return known[name], How.HEADING
    pairs = ((likeness_of(name, label), label) for name in names for label in known)
    likeness, label = max(pairs, default=(0.0, ""))
    return (known[label], How.LIKE) if likeness > LIKE else ("", How.NOT_READ)


def share_known(headings: Iterable[Sequence[str]], labels: Iterable[str]) -> float:
    """Which part of the headings are labels of a list, from 0 to 1."""
    known, paths = {heading_key(label) for label in labels}, list(headings)
    return sum(any(name in known for name in names_of(path)) for path in paths) / len(paths) if paths else 0.0


# --- When, and how much ---------------------------------------------------------------------------------------------------


def period_of(period: Period, span: str) -> Period:
    """The time of which a column speaks, seen from the period that is reported."""
    if span == CellSpan.YEAR:
        return Period.holding(PeriodKind.YEAR, period.start)
    if span == CellSpan.BEFORE:
        return period.previous
    if span == CellSpan.LAST_YEAR:
        return Period.holding(period.kind, period.start.replace(year=period.start.year - 1, day=1))
    return period


def period_due(kind: str, today: date, *, since: date, until: date) -> Period | None:
    """The period that is to be reported today: the last that has ended, if the form stood when it ended and stands now."""
    period = Period.holding(kind, today).previous
    return period if period.end > since and since <= today <= until else None


def due_day(period: Period, days: int, today: date) -> date:
    """By when: so many days after the period, and never at once for who is asked late."""
    return max(period.end + timedelta(days=days - 1), today + timedelta(days=LEAST_DAYS))


@dataclass(frozen=True)
class Rates:
    """About how many minutes a community needs: to look at a blank that is known, to find out one that is asked, to sit in a meeting
    of no told length, to write a page. Where no dated row says it: docs/rules.md, "Forms that offices ask for".
    """

    known: Decimal = Decimal("0.2")
    asked: Decimal = Decimal(3)
    meeting: Decimal = Decimal(60)
    page: Decimal = Decimal(20)

    def minutes_for(self, known: int, asked: int) -> int:
        """What one form takes, in whole minutes, at least one."""
        return max(1, int((known * self.known + asked * self.asked).to_integral_value(ROUND_CEILING)))


def pages_of(layout: Layout) -> int:
    """How many pages its own lines fill."""
    return -(-len(layout.head + layout.body + layout.foot) // LINES_A_PAGE)


@dataclass(frozen=True)
class Counts:
    """应报、已报、按时、逾期: how many are asked, have reported, in time; past their day with or without a report."""

    expected: int = 0
    reported: int = 0
    on_time: int = 0
    late: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(one + more for one, more in zip(self.told, other.told, strict=True)))

    @property
    def told(self) -> tuple[int, int, int, int]:
        """In the order in which tables have them."""
        return self.expected, self.reported, self.on_time, self.late


def count_return(due_on: date, reported_on: date | None, today: date) -> Counts:
    """What one return adds: late is what was reported after its day, or is not reported though that is over."""
    on_time = reported_on is not None and reported_on <= due_on
    late = not on_time and (reported_on or today) > due_on
    return Counts(1, int(reported_on is not None), int(on_time), int(late))


def change_in_words(before: float, after: float, months: int) -> str:
    """Whether so many months ask for more minutes than as many before them."""
    difference = round(after - before)
    if not before and not after:
        return f"此前{2 * months}个整月没有要上报的报表、要参加的会议和要写的材料。"
    if not difference:
        return f"最近{months}个整月与之前{months}个月持平。"
    return f"最近{months}个整月比之前{months}个月{'多' if difference > 0 else '少'}{abs(difference)}分钟。"
