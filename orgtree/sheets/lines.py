"""Which lines of a sheet are data, and which only stand between them: headings, sums, closing words, signatures.

Such a line never becomes a row. It is listed in the preview with its words, so that nothing is left out unseen.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from orgtree.text.rules.scanner import without_private
from orgtree.text.rules.written.marks import without_marks

EXAMPLE = re.compile(r"[（(]?(示例|样例)([)）:：].*)?|[（(]?例[:：].*")
# 合计, 本页小计, 总计：2人, 合计（人）; the word alone may stand in any cell, with more behind it only in the first.
SUM = re.compile(
    r"[（(]?(本页|本表|本社区|本网格|本支部|以上|全部|各项)?(合计|小计|总计|共计|累计)(数|人数|户数)?[）)]?[:：]?"
)
SUM_AND_MORE = re.compile(SUM.pattern + r"([:：(（].*|共?[\d.,]+\D{0,6})?")
CLOSING_WORDS = (
    r"注|备注|说明|附注|附件|填表说明|填报说明|填表人|填报人|制表人|制表|审核人|审核|复核人|经办人|联系人|负责人|社区负责人|"
    r"支部书记|党组织书记|填报单位|填表单位|制表单位|单位|单位公章|单位盖章|填报日期|填表日期|制表日期|填报时间|制表时间|日期|联系电话|签字|签名|签章"
)
CLOSING = re.compile(rf"[（(]?({CLOSING_WORDS})[）)]?([（(](盖章|签字|签名|签章|公章)[）)])?\d*[:：].*")
CLOSING_LABEL = re.compile(
    r"填表人|填报人|制表人|审核人|复核人|经办人|填报日期|填表日期|制表日期|填报单位|单位[（(]?盖章[）)]?"
)
# Only for a line that has nothing else.
CLOSING_ALONE = re.compile(
    r"以上.*|.*[（(]?(盖章|签字|签章|公章)[）)]?|\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?|第?\d+/?共?\d*页"
)
SECTION = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．].+|第.{1,4}(支部|网格|小组|党小组|批|组)(?:[（(].*[）)])?|"
    r".*(支部|总支|党委|党小组|网格|社区|小区|街道|居委会)([（(].*[）)]|[:：])?"
)
COUNTER = frozenset({"序号", "序", "项次", "行号", "No", "No.", "NO", "NO."})
SHOWN_WORDS = 80  # characters of a line that was passed over
COLUMN_LETTERS = "甲乙丙丁戊己"


@dataclass(frozen=True)
class Merge:
    """Merged cells, rows and columns counted from zero."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def reference(self) -> str:
        """As a spreadsheet program names it: E2:E4."""
        return f"{_letters(self.left)}{self.top + 1}:{_letters(self.right)}{self.bottom + 1}"


@dataclass(frozen=True)
class Line:
    """One line that is not empty: its number for the clerk, the text of its cells, which of them are merged.

    `is_hidden` is true for lines that the writer hid or filtered out.
    """

    number: int
    cells: list[str]
    merges: Mapping[int, Merge] = field(default_factory=dict)
    is_hidden: bool = False

    def cell(self, column: int) -> str:
        """The text at `column`, "" beyond the end."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Passed:
    """A line that is no data: its number, why, and its words."""

    row: int
    reason: str
    words: str


def passed_over(line: Line, reason: str) -> Passed:
    """The line as the preview lists it: its words are kept with the import, so whoever's numbers stand in it are not among them."""
    words = " ".join(dict.fromkeys(text for text in line.cells if text))
    return Passed(line.number, reason, without_private(words)[:SHOWN_WORDS])


class Layout:
    """The line of headings: which column belongs to which heading, and what a data line may therefore look like."""

    def __init__(self, header: Line, columns: Mapping[int, str]):
        self.headings, self.columns = header.cells, columns
        self.counters = {i for i, text in enumerate(header.cells) if heading_key(text) in COUNTER}
        # A heading over several columns owns them all; one merged downward only owns its own.
        self.owner = {
            i: header.merges[i].left if i in header.merges and header.merges[i].top == header.number - 1 else i
            for i in range(len(header.cells))
        }

    def crosses(self, merge: Merge) -> bool:
        """Whether merged cells lie under more than one heading."""
        return len({self.owner.get(i, i) for i in range(merge.left, merge.right + 1) if self._has_heading(i)}) > 1

    def _has_heading(self, column: int) -> bool:
        return column < len(self.headings) and bool(self.headings[column])

    def is_blank(self, line: Line) -> bool:
        """Whether the line holds nothing but its number: lines are often numbered before they are filled in."""
        return all(i in self.counters and text.isdigit() for i, text in enumerate(line.cells) if text)

    def reason_to_pass(self, line: Line) -> str | None:
        """Why the line is no data; None for data. The line is not blank."""
        filled = [column for column, text in enumerate(line.cells) if text]
        telling = [i for i in filled if i not in self.counters or not line.cells[i].isdigit()] or filled
        first = _tight(line.cells[telling[0]])
        if EXAMPLE.fullmatch(_tight(line.cells[filled[0]])) or EXAMPLE.fullmatch(first):
            return "示例"
        if self._repeats_headings(line, filled):
            return "重复表头"
        if SUM_AND_MORE.fullmatch(first) or any(SUM.fullmatch(_tight(line.cells[column])) for column in filled):
            return "合计"
        if CLOSING.fullmatch(first) or CLOSING_LABEL.fullmatch(first):
            return "表尾说明"
        if self._numbers_columns(line, filled):
            return "栏号"
        return self._reason_of_one_text(line, filled, telling)

    def _reason_of_one_text(self, line: Line, filled: list[int], telling: list[int]) -> str | None:
        """For a line that lies across the sheet, or holds a single text."""
        across = [column in line.merges and self.crosses(line.merges[column]) for column in telling]
        if all(across):
            return "表尾说明" if CLOSING_ALONE.fullmatch(_tight(line.cells[telling[0]])) else "小标题"
        text, known = _tight(line.cells[telling[0]]), any(column in self.columns for column in filled)
        if len(telling) > 1 or len(self.columns) < 2:
            return None if known else "没有填写要导入的列"
        if CLOSING_ALONE.fullmatch(text):
            return "表尾说明"
        return "小标题" if not known or SECTION.fullmatch(text) else None

    def _repeats_headings(self, line: Line, filled: list[int]) -> bool:
        headed = [i for i in filled if self._has_heading(i)]
        same = (heading_key(line.cells[i]) == heading_key(self.headings[i]) for i in headed)
        return len(headed) > 1 and all(same)

    def _numbers_columns(self, line: Line, filled: list[int]) -> bool:
        """Whether the cells only number the columns: 甲 乙 1 2 3."""
        texts = [line.cells[column] for column in filled]
        letters = [text for text in texts if text in COLUMN_LETTERS]
        numbers = texts[len(letters) :]
        counted = [str(number) for number in range(1, len(numbers) + 1)]
        return len(texts) > 2 and "".join(letters) == COLUMN_LETTERS[: len(letters)] and numbers == counted


def heading_key(text: str) -> str:
    """What two writings of one heading have in common: no blanks, brackets, stars or colons, narrow forms."""
    text = without_marks(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    return re.sub(r"\(.*?\)|\[.*?\]|[*:]", "", text)


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def _letters(column: int) -> str:
    """A, B, … Z, AA: the name of a column counted from zero."""
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)
