"""Half-yearly check-ins and yearly summaries: what they must say, which stretch they stand for.

Source: docs/rules.md, "Points", B03 and B04: once per half-year, once a year, credited when the community has accepted.
"""

from datetime import date

from orgtree.errors import RuleBroken
from volunteers.check_ins.choices import CheckInKind
from volunteers.members.rules.deadlines import half_slug

ITEMS: dict[str, str] = {CheckInKind.HALF_YEAR: "B03", CheckInKind.SUMMARY: "B04"}
# Least and most characters: a check-in needs no words, a summary is nothing else.
TEXT: dict[str, tuple[int, int]] = {CheckInKind.HALF_YEAR: (0, 200), CheckInKind.SUMMARY: (20, 2000)}


def slug_of(kind: str, day: date) -> str:
    """2026H2 for a half-yearly check-in, 2026 for a yearly summary: the stretch in which it counts once."""
    return half_slug(day) if kind == CheckInKind.HALF_YEAR else str(day.year)


def slug_in_words(slug: str) -> str:
    """2026年下半年, 2026年."""
    year, _, half = slug.partition("H")
    return f"{year}年" + {"": "", "1": "上半年", "2": "下半年"}[half]


def source_of(kind: str, member_id: int, slug: str, revision: int) -> str:
    """How the ledger knows it: B03:17:2026H2, and B03:17:2026H2:2 after one that was taken back."""
    again = f":{revision}" if revision > 1 else ""
    return f"{ITEMS[kind]}:{member_id}:{slug}{again}"


def checked_text(kind: str, text: str) -> str:
    """The text without blanks around it; raises RuleBroken at `text` when it is too short or too long."""
    stripped, (least, most) = text.strip(), TEXT[kind]
    if len(stripped) < least:
        raise RuleBroken("text_short", f"请至少写{least}个字，现在是{len(stripped)}个字", field="text")
    if len(stripped) > most:
        raise RuleBroken("text_long", f"不超过{most}字，现在是{len(stripped)}字", field="text")
    return stripped
