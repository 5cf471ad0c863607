"""What no scheme may score. Source: 《整治形式主义为基层减负若干规定》; 国办函〔2026〕12号; docs/rules.md, "Red lines"; feature 101."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FEW = "{0,6}"  # characters that may stand in the place of …


@dataclass(frozen=True)
class Line:
    """A red line as it holds: its id, the words that name it, what it is called and the clause."""

    pk: int
    name: str
    words: str
    clause: str


def pattern_of(words: str) -> re.Pattern[str]:
    """批示、会议…次数 as a pattern: any of the words, with a few characters where … stands."""
    parts = [one.strip() for one in re.split(r"[、,，;；\s]+", words) if one.strip()]
    return re.compile("|".join(re.escape(one).replace("…", f".{FEW}") for one in parts) or r"(?!)", re.IGNORECASE)


def find_red_line(text: str, lines: Iterable[Line]) -> Line | None:
    """The first red line that the text of an item touches, however it is spaced; None for none."""
    plain = re.sub(r"\s+", "", text)
    return next((line for line in lines if pattern_of(line.words).search(plain)), None)
