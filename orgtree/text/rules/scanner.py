"""Personal data in free text: numbers of identity cards, phones and bank cards, and doors behind which somebody lives.

Nobody needs them there, and a text is read by more people than a number's own field. Precise rather than wide: numbers
of documents, days, quantities and codes of areas pass. What was found is told by its kind, never repeated.
Source: 个人信息保护法 Art. 5–6 (no more than what the purpose needs); docs/rules.md, "Free text".
"""

import re
from datetime import date
from enum import StrEnum

from orgtree.errors import RuleBroken
from orgtree.text.rules.written.marks import narrow


class Kind(StrEnum):
    """What was found."""

    IDENTITY = "身份证号"
    MOBILE = "手机号"
    LANDLINE = "固定电话"
    CARD = "银行卡号"
    DOOR = "门牌号"


# What may stand in a text about an office or a venue.
OF_AN_OFFICE = frozenset({Kind.LANDLINE, Kind.DOOR})
FEW_DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d")
GAP = r"[\s\-—–―_.·,，/]?"
# Digits that may be spaced, not part of a longer number: 4103 0019 9001 0100 01, 138-0000-0000.
MOBILE = re.compile(rf"(?<![\d])(?:\+?86{GAP})?1{GAP}[3-9](?:{GAP}\d){{9}}(?!{GAP}?\d)")
IDENTITY = re.compile(rf"(?<!\d)\d(?:{GAP}\d){{16}}{GAP}[\dXx](?![\dA-Za-z])")
OLD_IDENTITY = re.compile(r"(?<!\d)\d{15}(?!\d)")
CARD = re.compile(r"(?<!\d)(?:\d{16,19}|\d{4}(?:[\s-]\d{4}){3}(?:[\s-]\d{1,3})?)(?!\d)")
LANDLINE = re.compile(r"(?<!\d)[(（]?0\d{2,3}[)）]?[\s\-—–]?[2-8]\d{6,7}(?!\d)")
# 302室, 2单元501, 3号楼2单元, 1-2-302; 120户 is a number of households, 302会议室 a room of an office.
DOOR = re.compile(
    r"\d+\s*室|(单元|层|楼)\s*\d{3,4}(?!\d|\s*[号栋幢座楼年])|\d+\s*[栋幢座]\s*\d+\s*单元\s*\d|(?<![\d-])\d{1,2}-\d{1,2}-\d{3,4}(?![\d-])"
)
PATTERNS = {
    Kind.IDENTITY: (IDENTITY, OLD_IDENTITY),
    Kind.MOBILE: (MOBILE,),
    Kind.LANDLINE: (LANDLINE,),
    Kind.CARD: (CARD,),
    Kind.DOOR: (DOOR,),
}
NOT_KEPT = "（未保留）"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


def found_in(text: str) -> list[Kind]:
    """The kinds of personal data in `text`, in the order of `Kind`; empty for none."""
    if not FEW_DIGITS.search(text):
        return []
    kept = narrow(text)
    found = {
        Kind.IDENTITY: any(map(_is_identity, _runs(IDENTITY, kept) + _runs(OLD_IDENTITY, kept))),
        Kind.MOBILE: bool(MOBILE.search(kept)),
        Kind.LANDLINE: bool(LANDLINE.search(kept)),
        Kind.CARD: any(map(_is_card, _runs(CARD, kept))),
        Kind.DOOR: bool(DOOR.search(kept)),
    }
    return [kind for kind in Kind if found[kind]]


def refusal_of(text: str, *, allowed: frozenset[Kind] = frozenset()) -> str | None:
    """What to tell whoever wrote `text`; None where nothing stands in it that may not."""
    found = [kind for kind in found_in(text) if kind not in allowed]
    return f"文字里像是有{'、'.join(found)}，请去掉：这里会有别人看到，不写个人的号码和住址" if found else None


def without_private(text: str) -> str:
    """`text` with "（未保留）" for each number and door in it: of words that are shown again and nobody typed into a field of ours."""
    found = found_in(text)
    kept = narrow(text) if found else text
    for kind in found:
        for pattern in PATTERNS[kind]:
            kept = pattern.sub(NOT_KEPT, kept)
    return kept


def refuse_private(text: str, *, field: str) -> None:
    """Raise RuleBroken at `field` where `text` holds what it may not."""
    if said := refusal_of(text):
        raise RuleBroken("words_private", said, field=field)


def _runs(pattern: re.Pattern[str], text: str) -> list[str]:
    return [re.sub(r"[^\dXx]", "", match[0]).upper() for match in pattern.finditer(text)]


def _is_identity(number: str) -> bool:
    """Whether digits are a citizen's number: a region and a day of birth, or a right check digit, slips included."""
    if len(number) == 15:
        return number[0] in "1234568" and _is_day("19" + number[6:12])
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    return number[0] in "1234568" and (_is_day(number[6:14]) or CHECK_DIGITS[total % 11] == number[17])


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100


def _is_card(number: str) -> bool:
    """Luhn's check, which all bank cards pass."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return number[0] in "34569" and sum(value - 9 * (value > 9) for value in doubled) % 10 == 0
